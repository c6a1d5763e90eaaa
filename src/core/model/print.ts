import type { ConntrackEntry } from './conntrack';
import type { AddressWords } from './inetTable';
import type { InterfaceFacts } from './interface';
import type { MasqueradeEntry } from './masquerade';
import type { TableName } from './networkTable';
import type { PageRequest, SocketRow } from './page';
import type { CachedRoute, Ipv4Route, Ipv6Route } from './route';
import type { Counter } from './statistics';

/** netstat's text, or its data as --json and --csv write them. */
export type PrintFormat = 'text' | 'json' | 'csv';

/** Rows of a view that the engine selects: of the sockets that were read last. */
export interface PageSelection extends Pick<PageRequest, 'view' | 'filter' | 'groupBy' | 'sortBy'> {
  readonly kind: 'page';
  /** Ids of the groups whose rows are meant; all that the filter lets through where it is absent. */
  readonly groups?: readonly string[];
}

/** A row of one of the machine's other tables. */
export type TableRow =
  | { readonly kind: 'ipv4Route'; readonly route: Ipv4Route }
  | { readonly kind: 'ipv6Route'; readonly route: Ipv6Route; readonly isCached: boolean }
  | { readonly kind: 'cachedRoute'; readonly route: CachedRoute }
  | { readonly kind: 'interface'; readonly facts: InterfaceFacts }
  | {
      readonly kind: 'group';
      readonly device: string;
      readonly users: number;
      readonly address: AddressWords;
      readonly isIPv6: boolean;
    }
  | { readonly kind: 'counter'; readonly section: string; readonly counter: Counter }
  | { readonly kind: 'flow'; readonly flow: ConntrackEntry }
  | { readonly kind: 'masquerade'; readonly entry: MasqueradeEntry };

/** A row that can be printed. */
export type PrintableRow = SocketRow | TableRow;

/** A table that is read anew and printed whole, however many rows a view would show of it. */
export interface TableSelection {
  readonly kind: 'table';
  readonly table: TableName;
  readonly filter: string;
}

/** All sockets that were read last. */
export interface SnapshotSelection {
  readonly kind: 'snapshot';
}

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
  readonly rows: readonly (PrintableRow | PageSelection | TableSelection | SnapshotSelection)[];
}
