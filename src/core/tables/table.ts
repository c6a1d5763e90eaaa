import type { Parsed } from '../model/issue';
import type { ByteText } from '../netstat/context/environment';
import type { ModeContext } from '../netstat/context/modeContext';
import type { DataRow } from '../netstat/data/dataSink';
import type { Options } from '../netstat/commandLine/options';
import type { GatheredInterfaces } from '../netstat/interfaces/gatherInterfaces';
import type { FilterFact, FilterSubject } from '../query/filter/filterSubject';

/** A question over rtnetlink, rtnetlink(7), and what takes the parts of its answer. */
export interface RouteQuestion {
  readonly request: Uint8Array;
  readonly take: (part: Uint8Array) => 'more' | 'done' | 'refused';
}

/** What reading a table can ask of the machine. What could not be read is noted there, and tells of itself in the view. */
export interface TableReader {
  readonly littleEndian: boolean;
  /** The rows of a file below /proc/net; none where it cannot be read. */
  readonly rows: <Row>(name: string, parse: (bytes: Uint8Array) => Parsed<Row>) => readonly Row[];
  /** The number in a file below /proc; undefined where there is none. */
  readonly number: (name: string) => number | undefined;
  /** All interfaces, from /proc/net/dev and what the system tells beside it. */
  interfaces(): GatheredInterfaces['interfaces'];
  /**
   * Asks the kernel over rtnetlink.
   * @param name what a problem with it is called, as a file would be
   * @returns whether the answer came whole; false where the kernel cannot be asked
   */
  ask(name: string, question: RouteQuestion): boolean;
}

/** Which rows are wanted. */
export interface WantedRows {
  /** Rows that are kept of a list that may be very long. */
  readonly most: number;
  /** Those that the filter lets through. Every row of a table passes here once, so that rows are counted. */
  readonly filtered: <Row>(rows: readonly Row[], subjectOf: (row: Row) => FilterSubject) => Row[];
}

/** Takes rows of tables that netstat does not have, as data. */
export interface OwnRowSink {
  ownRow(table: string, columns: readonly string[], row: DataRow): void;
}

/** How rows of one kind are printed. */
export interface RowKind<Row> {
  /** What stands above rows of this kind; rows with the same title that follow one another have one. */
  title(row: Row, options: Options): ByteText;
  /** Prints it with all columns that netstat has for it. @param sink where rows are wanted as data */
  print(context: ModeContext, row: Row, sink: OwnRowSink | undefined): void | Promise<void>;
}

/** A row that can be printed, by the name of its kind. */
export type RowOf<Rows> = {
  [Kind in keyof Rows]: { readonly kind: Kind; readonly row: Rows[Kind] };
}[keyof Rows];

/**
 * One of the machine's tables beside those of sockets: all that the engine knows of it. The list of them is `TABLES`.
 * `Contents` is what a view gets, and goes from thread to thread; `Rows` has the type of a row by the name of its kind.
 */
export interface Table<Contents, Rows> {
  /** What a filter can ask of its rows. An expression that asks for something else leaves the table alone. */
  readonly facts: readonly FilterFact[];
  readonly kinds: { readonly [Kind in keyof Rows]: RowKind<Rows[Kind]> };
  /** Reads it, row by row through the filter. */
  read(reader: TableReader, wanted: WantedRows): Contents;
  /** All rows that can be printed, in the view's order. */
  rows(contents: Contents): readonly RowOf<Rows>[];
}

/** What a filter can ask of rows that have addresses, and texts beside them. */
export const ADDRESS_FACTS: readonly FilterFact[] = ['address', 'text'];

/** The parts of a list as rows of a kind. */
export function rowsOf<Kind extends string, Row>(
  kind: Kind,
  rows: readonly Row[],
): { readonly kind: Kind; readonly row: Row }[] {
  return rows.map((row) => ({ kind, row }));
}
