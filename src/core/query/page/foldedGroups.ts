import { InodeMap } from '../../model/inodeMap';
import type { SortOrder } from '../../model/page';
import type { Folds } from './inetFolds';
import type { Group } from './pageGroups';
import { sortedRows } from './pageGroups';
import type { RowSource } from './pageSource';

/** What stands in a group: a row, or several that are told as one. */
export interface Entry {
  /** The row, or the first of those in their order. */
  readonly row: number;
  readonly fold?: Group;
}

/** A group as it is shown. */
export interface Folded {
  /** The first of them, in their order. */
  readonly entries: readonly Entry[];
  /** How many more there are. */
  readonly more: number;
  /** Rows that are told as one, by id; nothing where there are no such. */
  fold(id: string): Group | undefined;
  /** Whether a fold of that id would have any row. */
  has(id: string): boolean;
}

/** Begins the ids of what is folded in a group. */
export function foldsStart(group: Pick<Group, 'id'>): string {
  return `${group.id}/fold `;
}

/**
 * Tells rows of a group as one where they say the same. They stand where the first of them would.
 * @param most how many entries are wanted
 */
export function foldedGroup(group: Group, source: RowSource, sortBy: SortOrder, most: number): Folded {
  const { folds } = source;
  if (folds === undefined) return plain(group, source, sortBy, most);
  const alike = new AlikeRows(group, folds, (a, b) => source.compare(a, b, sortBy));
  const shown = sortedRows({ ...group, rows: alike.firsts }, source, sortBy, most);
  const start = foldsStart(group);
  const keyOf = (id: string): number => (id.startsWith(start) ? Number(id.slice(start.length)) : 0);
  const made = (key: number): Group | undefined => {
    const rows = alike.rowsOf(key);
    return rows && { id: start + String(key), subject: { by: 'none' }, rows, listening: 0 };
  };
  return {
    entries: shown.map((row) => {
      const fold = made(alike.keyOf(row));
      return fold === undefined ? { row } : { row, fold };
    }),
    more: alike.firsts.length - shown.length,
    fold: (id) => made(keyOf(id)),
    has: (id) => alike.has(keyOf(id)),
  };
}

/** The same with each row for itself. */
export function plain(group: Group, source: RowSource, sortBy: SortOrder, most: number): Folded {
  const entries = sortedRows(group, source, sortBy, most).map((row) => ({ row }));
  return { entries, more: group.rows.length - entries.length, fold: () => undefined, has: () => false };
}

/** The rows of a group by what they say. There may be very many: lists are made of those alone that are asked for. */
class AlikeRows {
  /** One row of each, the first in their order. */
  readonly firsts: number[] = [];
  readonly #rows: readonly number[];
  /** By key, the index of what has it. */
  readonly #byKey: InodeMap;
  /** Of each, its last row's place among the group's, and of each place that of the row before; -1 for none. */
  readonly #lasts: number[] = [];
  readonly #before: Int32Array;
  /** By the first row, the keys of those that are several. */
  readonly #keys = new Map<number, number>();

  constructor({ rows }: Group, folds: Folds, compare: (a: number, b: number) => number) {
    this.#rows = rows;
    this.#byKey = new InodeMap(rows.length);
    this.#before = new Int32Array(rows.length).fill(-1);
    const alone: number[] = [];
    const keys: number[] = [];
    for (const [place, row] of rows.entries()) {
      const key = folds.key(row);
      const at = key === undefined ? -1 : this.#byKey.get(key);
      const first = this.firsts[at];
      if (key === undefined || (first !== undefined && !folds.areAlike(first, row))) alone.push(row);
      else if (first === undefined) {
        this.#byKey.set(key, this.firsts.length);
        this.firsts.push(row);
        this.#lasts.push(place);
        keys.push(key);
      } else {
        this.#before[place] = this.#lasts[at] ?? -1;
        this.#lasts[at] = place;
        if (compare(row, first) < 0) this.firsts[at] = row;
      }
    }
    for (const [at, first] of this.firsts.entries()) {
      if (this.#before[this.#lasts[at] ?? 0] !== -1) this.#keys.set(first, keys[at] ?? 0);
    }
    for (const row of alone) this.firsts.push(row);
  }

  /** The key of several rows by their first; 0 for others. */
  keyOf(first: number): number {
    return this.#keys.get(first) ?? 0;
  }

  has(key: number): boolean {
    return this.#byKey.has(key);
  }

  /** The rows that have a key, in the order of the tables; nothing where they are not several. */
  rowsOf(key: number): number[] | undefined {
    const rows: number[] = [];
    const at = this.#byKey.get(key);
    for (let place = this.#lasts[at] ?? -1; place >= 0; place = this.#before[place] ?? -1)
      rows.push(this.#rows[place] ?? 0);
    return rows.length > 1 ? rows.reverse() : undefined;
  }
}
