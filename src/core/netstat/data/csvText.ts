import type { ByteText } from '../context/environment';
import { jsonText } from './jsonText';
import type { DataRow, DataValue } from './dataSink';

/** What a spreadsheet takes for the start of a formula, and the mark that keeps it from doing so. */
const FORMULA = /^[=+\-@\t\r']/;

/**
 * The values of the columns as a line of CSV by RFC 4180, without its end. A column names a field; "state.code" one of an object.
 * Nothing stands for null, and a list is written as JSON. A text that a spreadsheet could take for a formula has an
 * apostrophe before it, and so has one that begins with an apostrophe, so that it can be taken off again.
 */
export function csvRow(row: DataRow, columns: readonly string[]): ByteText {
  return csvLine(columns.map((column) => cellText(valueAt(row, column))));
}

/** Cells as a line of CSV, without its end. */
export function csvLine(cells: readonly ByteText[]): ByteText {
  const quoted = cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return quoted.join(',');
}

function valueAt(row: DataRow, column: string): DataValue {
  const dot = column.indexOf('.');
  if (dot === -1) return row[column] ?? null;
  const inner = row[column.slice(0, dot)];
  return isObject(inner) ? valueAt(inner, column.slice(dot + 1)) : null;
}

function isObject(value: DataValue | undefined): value is DataRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as a spreadsheet takes it: a text that it could take for a formula has an apostrophe before it. */
export function cellText(value: DataValue): ByteText {
  if (value === null) return '';
  if (typeof value === 'string') return FORMULA.test(value) ? `'${value}` : value;
  return typeof value === 'object' ? jsonText(value) : String(value);
}
