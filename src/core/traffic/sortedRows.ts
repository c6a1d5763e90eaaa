import { placeByKeys, rowsAt, sortedByKeys, sortedWindow } from './radix';

/** Rows in the order of their keys, of which no more is made than is asked for. */
export class SortedRows {
  /** By rising ids, as equal ones stay. */
  readonly #rows: Uint32Array;
  readonly #keys: readonly Uint32Array[];
  #all: Uint32Array | undefined;

  /** @param keys lists of a word for each row, see {@link sortedByKeys} */
  constructor(rows: Uint32Array, keys: readonly Uint32Array[]) {
    this.#rows = rows;
    this.#keys = keys;
  }

  get length(): number {
    return this.#rows.length;
  }

  get all(): Uint32Array {
    return (this.#all ??= rowsAt(this.#rows, sortedByKeys(this.length, this.#keys)));
  }

  /** The rows at places `first` to before `end`. */
  window(first: number, end: number): Uint32Array {
    if (this.#all !== undefined) return this.#all.subarray(first, end);
    return rowsAt(this.#rows, sortedWindow(this.length, this.#keys, first, end));
  }

  /** Where the row stands that is at a place of the rows that are put in order. */
  placeOf(at: number): number {
    return placeByKeys(this.length, this.#keys, at);
  }
}
