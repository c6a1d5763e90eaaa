import type { PageRequest, SocketRow } from './page';

/** netstat's text, or its data as --json and --csv write them. */
export type PrintFormat = 'text' | 'json' | 'csv';

/** Rows of a view that the engine selects: of the sockets that were read last. */
export interface PageSelection extends Pick<PageRequest, 'view' | 'filter' | 'groupBy' | 'sortBy'> {
  /** Ids of the groups whose rows are meant; all that the filter lets through where it is absent. */
  readonly groups?: readonly string[];
}

/** What is to be printed, and how. */
export interface PrintRequest {
  readonly format: PrintFormat;
  /** Whether ports and users are printed as numbers. */
  readonly numeric: boolean;
  /** Whether they are the rows of those who wait on ports alone: the title says so. */
  readonly areServers?: boolean;
  /** The rows themselves, those that are to be selected, or all sockets that were read last. */
  readonly rows: readonly SocketRow[] | PageSelection | 'all';
}
