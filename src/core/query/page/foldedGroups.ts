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
  const alike = new AlikeRows(group.rows, folds, source, sortBy);
  const shown = sortedRows({ ...group, rows: alike.firsts }, source, sortBy, most);
  const start = foldsStart(group);
  const keyOf = (id: string): number => (id.startsWith(start) ? Number(id.slice(start.length)) : 0);
  const made = (key: number, first?: number): Group | undefined => {
    const rows = alike.rowsOf(key, first);
    return rows && { id: start + String(key), subject: { by: 'none' }, rows, listening: 0 };
  };
  const entries: Entry[] = [];
  const byId = new Map<string, Group>();
  for (const row of shown) {
    const fold = made(folds.key(row), row);
    if (fold !== undefined) byId.set(fold.id, fold);
    entries.push(fold === undefined ? { row } : { row, fold });
  }
  return {
    entries,
    more: alike.firsts.length - shown.length,
    fold: (id) => byId.get(id) ?? made(keyOf(id)),
    has: (id) => alike.has(keyOf(id)),
  };
}

/** The same with each row for itself. */
export function plain(group: Group, source: RowSource, sortBy: SortOrder, most: number): Folded {
  const entries = sortedRows(group, source, sortBy, most).map((row) => ({ row }));
  return { entries, more: group.rows.length - entries.length, fold: () => undefined, has: () => false };
}

/**
 * The rows of a group by what they say. There may be very many: what is known of them lies in columns, and lists are made of
 * those alone that are asked for.
 */
class AlikeRows {
  /** One row of each, the first in their order, and behind them those that stand alone. */
  readonly firsts: number[] = [];
  readonly #rows: readonly number[];
  /** Keys in open addressing: 1 and the index of what has one, 0 for a free slot. */
  readonly #slots: Int32Array;
  readonly #mask: number;
  /** Of each: its key, how many rows it has, and the last of their places among the group's. */
  readonly #keys: Uint32Array;
  readonly #counts: Uint32Array;
  readonly #lasts: Uint32Array;
  /** Of each place that of the row before, which says the same; where there is one. */
  readonly #before: Uint32Array;

  constructor(rows: readonly number[], folds: Folds, source: RowSource, sortBy: SortOrder) {
    const { firsts } = this;
    const { length } = rows;
    this.#rows = rows;
    // A power of two of which at most a half is used.
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(16, 2 * length)));
    this.#mask = capacity - 1;
    this.#slots = new Int32Array(capacity);
    this.#keys = new Uint32Array(length);
    this.#counts = new Uint32Array(length);
    this.#lasts = new Uint32Array(length);
    this.#before = new Uint32Array(length);
    const alone: number[] = [];
    for (let place = 0; place < length; place++) {
      const row = rows[place] ?? 0;
      const key = folds.key(row);
      if (key === 0) {
        alone.push(row);
        continue;
      }
      const slot = this.#slot(key);
      const at = (this.#slots[slot] ?? 0) - 1;
      if (at === -1) {
        this.#keys[firsts.length] = key;
        this.#counts[firsts.length] = 1;
        this.#lasts[firsts.length] = place;
        this.#slots[slot] = firsts.push(row);
        continue;
      }
      const first = firsts[at] ?? 0;
      if (folds.areAlike(first, row)) {
        this.#counts[at] = (this.#counts[at] ?? 0) + 1;
        this.#before[place] = this.#lasts[at] ?? 0;
        this.#lasts[at] = place;
        if (source.compare(row, first, sortBy) < 0) firsts[at] = row;
      } else alone.push(row);
    }
    for (const row of alone) firsts.push(row);
  }

  /** Whether a row has a key. */
  has(key: number): boolean {
    return this.#slots[this.#slot(key)] !== 0;
  }

  /**
   * The rows that have a key, in the order of the tables; nothing where they are not several.
   * @param first the first of them: another row may have the key by chance, and stands alone
   */
  rowsOf(key: number, first?: number): number[] | undefined {
    const at = (this.#slots[this.#slot(key)] ?? 0) - 1;
    const count = this.#counts[at] ?? 0;
    if (count < 2 || (first !== undefined && this.firsts[at] !== first)) return undefined;
    const rows = Array<number>(count).fill(0);
    let place = this.#lasts[at] ?? 0;
    for (let i = count - 1; i >= 0; i--) {
      rows[i] = this.#rows[place] ?? 0;
      place = this.#before[place] ?? 0;
    }
    return rows;
  }

  #slot(key: number): number {
    const slots = this.#slots;
    let slot = key & this.#mask;
    for (let at; (at = slots[slot] ?? 0) !== 0 && this.#keys[at - 1] !== key;) slot = (slot + 1) & this.#mask;
    return slot;
  }
}
