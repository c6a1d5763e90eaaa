import type { TrafficColumn, TrafficKind, TrafficRowsAnswer } from '../model/traffic';
import type { RowSet } from './rowSet';
import type { StringList } from './stringList';
import { COLUMNS, isTextColumn } from './trafficColumns';

/** Bytes that a message has at most, and what of them is for all that is no cell. */
const MOST_BYTES = 64 * 1024;
const ENVELOPE = 4 * 1024;

/** Rows that an answer has at most. */
const MOST_ROWS = 400;

/** Bytes of a number of a column, and of a row's marks and flags. */
const CELL = 8;
const SIGNS = 2;

/** What of an answer is of its rows. */
export type RowCells = Pick<TrafficRowsAnswer, 'ids' | 'marks' | 'flags' | 'cells' | 'strings'>;

/**
 * The cells of rows, as many of them as one message holds.
 * @param rows in sight, in their order
 * @param had strings that the page has
 */
export function rowCells(
  set: RowSet,
  kind: TrafficKind,
  rows: Uint32Array,
  columns: readonly TrafficColumn[],
  { strings, had }: { readonly strings: StringList; readonly had: number },
): RowCells {
  const shown = [...new Set(columns)].filter((column) => COLUMNS[column].kinds.includes(kind));
  const room = MOST_BYTES - ENVELOPE;
  const rowBytes = (shown.length + 1) * CELL + SIGNS;
  const most = Math.min(rows.length, MOST_ROWS, Math.floor(room / rowBytes));
  strings.begin(had, room / 2);
  const numbers = shown.map((column) => (isTextColumn(column) ? undefined : set.number(column)));
  const values = shown.map(() => new Float64Array(most));
  let bytes = strings.cost(strings.from);
  let count = 0;
  for (; count < most; count++) {
    const row = rows[count] ?? 0;
    const before = strings.length;
    for (let at = 0; at < shown.length; at++) {
      const [list, column, number] = [values[at], shown[at], numbers[at]];
      if (list === undefined || column === undefined) continue;
      list[count] = number === undefined ? textNumber(set.text(column, row), strings) : number(row);
    }
    bytes += strings.cost(before) + rowBytes;
    if (bytes <= room || count === 0) continue;
    strings.cutTo(before);
    break;
  }
  const [ids, marks, flags] = [new Float64Array(count), new Uint8Array(count), new Uint8Array(count)];
  for (let i = 0; i < count; i++) {
    const row = rows[i] ?? 0;
    ids[i] = set.ids[row] ?? 0;
    marks[i] = set.mark(row);
    flags[i] = set.flags(row);
  }
  return {
    ...{ ids, marks, flags },
    cells: Object.fromEntries(
      shown.map((column, at) => [column, (values[at] ?? new Float64Array()).slice(0, count)]),
    ),
    strings: strings.lacking,
  };
}

function textNumber(text: string, strings: StringList): number {
  return text === '' ? Number.NaN : strings.number(text);
}
