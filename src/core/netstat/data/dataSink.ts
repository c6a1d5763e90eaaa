import type { ParseIssue } from '../../model/issue';
import type { ByteText, ModeContext } from '../context/environment';
import type * as rows from './dataRows';
import type { TableName } from './dataTables';

/** What a field of a row may hold. Text is one character a byte, as everywhere in netstat. */
export type DataValue =
  string | number | bigint | boolean | null | readonly DataValue[] | { readonly [field: string]: DataValue };

/** A row of a table: its fields in the order in which they are written. */
export type DataRow = Readonly<Record<string, DataValue>>;

/** What makes rows. */
export type Rows = typeof rows;

/** Takes what is wanted as data in the place of netstat's text. */
export interface DataSink {
  /** What makes rows: it comes with the sink, so that netstat's text does without. */
  readonly rows: Rows;
  row(table: TableName, row: DataRow): void | Promise<void>;
  /** What could not be parsed in a file. */
  issues(file: ByteText, issues: readonly ParseIssue[]): void;
  /** What netstat prints on stdout beside titles and rows. */
  message(text: ByteText): void;
}

/** Tells who holds a socket. */
export interface OwnerFinder {
  /** All processes that hold it, lowest pid first. */
  owners(inode: number): readonly DataRow[];
  /** Why nobody is known to hold it: the reasons that are possible. UNIX sockets have no `uid`. */
  noOwnerReasons(inode: number, uid: number | undefined): readonly string[];
}

/** Prints a row; where rows are wanted as data, it is handed on as such, and its text is not made. */
export function printRow(
  { sink, output }: ModeContext,
  table: TableName,
  text: () => ByteText,
  data: (rows: Rows) => DataRow,
): void | Promise<void> {
  return sink === undefined ? output.stdout(text()) : sink.row(table, data(sink.rows));
}

/** Prints on stdout what is neither title nor row. */
export function printMessage({ sink, output }: ModeContext, text: ByteText): void | Promise<void> {
  return sink === undefined ? output.stdout(text) : sink.message(text);
}

/** Passes on what a parser found, and its issues to those who collect them. */
export function noted<P extends { readonly issues: readonly ParseIssue[] }>(
  { sink }: Pick<ModeContext, 'sink'>,
  file: ByteText,
  parsed: P,
): P {
  sink?.issues(file, parsed.issues);
  return parsed;
}
