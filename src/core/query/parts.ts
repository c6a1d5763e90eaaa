import type { AddressWords } from '../model/inetTable';
import type { Part } from '../model/networkContents';

/** Rows that a group of a view shows at most. */
export const MOST_ROWS = 1_000;

/** The first rows of a list that may be very long, in the order of `compare`, and how many there are. */
export function firstRows<Row>(
  rows: readonly Row[],
  compare: (a: Row, b: Row) => number,
  most: number,
): Part<Row> {
  return { rows: rows.toSorted(compare).slice(0, most), total: rows.length };
}

/** The comparison by the first of several that tells two rows apart. */
export function inTurn<Row>(
  ...compares: readonly ((a: Row, b: Row) => number)[]
): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const compare of compares) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** The order of texts by their characters' codes. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The order of addresses by their words. */
export function compareWords(a: AddressWords, b: AddressWords): number {
  for (const [index, word] of a.entries()) {
    const order = word - (b[index] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** The rows of which something is true, and the others. */
export function split<Row>(rows: readonly Row[], isFirst: (row: Row) => boolean): [Row[], Row[]] {
  const first: Row[] = [];
  const second: Row[] = [];
  for (const row of rows) (isFirst(row) ? first : second).push(row);
  return [first, second];
}
