import type { TrafficTextQuestion } from '../model/traffic';
import { cellText, csvLine } from '../netstat/data/csvText';

/** What a field of a row holds; null where it is not known. */
export type Datum = string | number | boolean | null;

/**
 * Rows of named fields as a text: lines with a header, whose cells no spreadsheet takes for formulas, or a list of JSON's
 * objects.
 * @param rows the values of each, in the order of the names
 */
export function dataText(
  format: TrafficTextQuestion['format'],
  names: readonly string[],
  rows: readonly (readonly Datum[])[],
): string {
  switch (format) {
    case 'json': {
      const lines = rows.map((row) =>
        JSON.stringify(Object.fromEntries(row.map((value, at) => [names[at], value]))),
      );
      return lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`;
    }
    case 'csv':
      return lined([names, ...rows], (row) => csvLine(row.map(cellText)));
    case 'tsv':
      // Names are cleaned: there are neither tabs nor line breaks in them.
      return lined([names, ...rows], (row) => row.map(cellText).join('\t'));
  }
}

function lined(rows: readonly (readonly Datum[])[], line: (row: readonly Datum[]) => string): string {
  return rows.map((row) => `${line(row)}\n`).join('');
}
