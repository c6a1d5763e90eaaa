import {
  TRAFFIC_COLUMNS,
  TRAFFIC_FLAGS,
  TRAFFIC_MARKS,
  type TrafficRowsQuestion,
  type TrafficTextQuestion,
} from '../model/traffic';
import { ENGLISH, type Localizer } from '../text/localizer';
import { dataText } from './dataText';
import type { RowSet } from './rowSet';
import { COLUMNS, type ColumnUnit, columnTitle, isTextColumn } from './trafficColumns';

/** How the names of fields end, so that they tell the unit. */
const ENDINGS: Readonly<Record<ColumnUnit, string>> = {
  count: '',
  bytes: 'Bytes',
  bytesPerSecond: 'BytesPerSecond',
  microseconds: 'Microseconds',
  milliseconds: 'Milliseconds',
};

/** What stands in the titles of a copy. */
const UNITS: Readonly<Record<ColumnUnit, string>> = {
  count: '',
  bytes: ' (B)',
  bytesPerSecond: ' (B/s)',
  microseconds: ' (µs)',
  milliseconds: ' (ms)',
};

/** What is written of rows. */
export type RowsWritten = Pick<TrafficRowsQuestion, 'kind' | 'columns'> & Pick<TrafficTextQuestion, 'format'>;

/**
 * Rows as data: as CSV and JSON with all columns of the kind, which are named after their units; as TSV, for the clipboard,
 * with those in sight and their titles. Numbers are in whole units of the column, whatever the page shows them in.
 */
export function rowsText(
  set: RowSet,
  rows: Uint32Array,
  { kind, columns, format }: RowsWritten,
  l10n: Localizer = ENGLISH,
): string {
  const isCopy = format === 'tsv';
  const shown = (isCopy ? [...new Set(columns)] : TRAFFIC_COLUMNS).filter((column) =>
    COLUMNS[column].kinds.includes(kind),
  );
  const fields = shown.map((column) => {
    const { unit = 'count' } = COLUMNS[column];
    const read = isTextColumn(column) ? undefined : set.number(column);
    return {
      name: isCopy ? columnTitle(column, l10n) + UNITS[unit] : fieldName(column, unit),
      value: (row: number) => (read === undefined ? set.text(column, row) || null : whole(read(row))),
    };
  });
  const signs = isCopy
    ? []
    : [
        { name: 'isClosed', value: (row: number) => set.mark(row) === TRAFFIC_MARKS.closed },
        { name: 'isAtLeast', value: (row: number) => (set.flags(row) & TRAFFIC_FLAGS.atLeast) !== 0 },
        { name: 'isProcessLikely', value: (row: number) => (set.flags(row) & TRAFFIC_FLAGS.isLikely) !== 0 },
      ];
  const all = [...fields, ...signs];
  return dataText(
    format,
    all.map(({ name }) => name),
    Array.from(rows, (row) => all.map(({ value }) => value(row))),
  );
}

/** `receivedRate` is named by its unit alone: it is what is received a second. */
function fieldName(column: string, unit: ColumnUnit): string {
  return column.replace(/Rate$/, '') + ENDINGS[unit];
}

function whole(value: number): number | null {
  return Number.isNaN(value) ? null : Math.round(value);
}
