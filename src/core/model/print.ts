import type { HistoryEntry, HistoryQuestion } from './history';
import type { TableName, TableRow } from '../tables/tables';
import type { SingleNamespace } from './namespace';
import type { PageRequest, SocketRow } from './page';

/** netstat's text, or its data as --json and --csv write them. */
export type PrintFormat = 'text' | 'json' | 'csv';

/** Rows of a view that the engine selects: of the sockets that were read last. */
export interface PageSelection extends Pick<
  PageRequest,
  'view' | 'filter' | 'groupBy' | 'sortBy' | 'namespace' | 'showsListening'
> {
  readonly kind: 'page';
  /** Ids of the groups whose rows are meant, or of what is folded in them; all that the filter lets through where it is absent. */
  readonly groups?: readonly string[];
}

/** A row that can be printed. */
export type PrintableRow = SocketRow | TableRow;

/** A table that is read anew and printed whole, however many rows a view would show of it. */
export interface TableSelection {
  readonly kind: 'table';
  readonly table: TableName;
  readonly filter: string;
  /** Whose: the own network namespace's, unless told. */
  readonly namespace?: SingleNamespace;
}

/** All sockets that were read last. */
export interface SnapshotSelection {
  readonly kind: 'snapshot';
}

/** An entry of the history, or all that a question asks for. Nothing else is printed with them. */
export type HistoryPrint =
  | { readonly kind: 'history'; readonly entry: HistoryEntry }
  | { readonly kind: 'historyPart'; readonly question: HistoryQuestion };

/** What is to be printed, and how. */
export interface PrintRequest {
  readonly format: PrintFormat;
  /** Whether ports and users are printed as numbers. */
  readonly numeric: boolean;
  /** Whether they are the rows of those who wait on ports alone: the title says so. */
  readonly areServers?: boolean;
  /** Whether owners are told with their command lines, which may hold secrets. */
  readonly commandLines?: boolean;
  /** Rows, and what stands for rows that the engine has. */
  readonly rows: readonly (
    PrintableRow | PageSelection | TableSelection | SnapshotSelection | HistoryPrint
  )[];
}
