import type { ParseIssue } from '../../model/issue';
import type { DataRow } from '../data/dataSink';
import type { TableName } from '../data/ownTables';
import type { ByteText } from './environment';
import type { ModeContext } from './modeContext';

/** Prints a row; where rows are wanted as data, it is handed on as such, and its text is not made. */
export function printRow(
  { sink, output }: ModeContext,
  table: TableName,
  text: () => ByteText,
  data: () => DataRow,
): void | Promise<void> {
  return sink === undefined ? output.stdout(text()) : sink.row(table, data());
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
