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
  /** Those that are told as one, by id. */
  readonly folds: ReadonlyMap<string, Group>;
  /** Whether a fold of that id would have any row. */
  has(id: string): boolean;
}

/** Rows of a group that are told as one. */
class Alike {
  readonly rows: number[];
  /** The first in their order. */
  first: number;

  constructor(row: number) {
    this.rows = [row];
    this.first = row;
  }

  add(row: number, source: RowSource, sortBy: SortOrder): void {
    this.rows.push(row);
    if (source.compare(row, this.first, sortBy) < 0) this.first = row;
  }
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
  return folds === undefined
    ? plain(group, source, sortBy, most)
    : folding(group, folds, source, sortBy, most);
}

/** The same with each row for itself. */
export function plain(group: Group, source: RowSource, sortBy: SortOrder, most: number): Folded {
  const entries = sortedRows(group, source, sortBy, most).map((row) => ({ row }));
  return { entries, more: group.rows.length - entries.length, folds: new Map(), has: () => false };
}

function folding(group: Group, by: Folds, source: RowSource, sortBy: SortOrder, most: number): Folded {
  const byKey = new Map<number, Alike>();
  const firsts: number[] = [];
  for (const row of group.rows) {
    const key = by.key(row);
    const known = key === undefined ? undefined : byKey.get(key);
    if (key === undefined || (known !== undefined && !by.areAlike(known.first, row))) firsts.push(row);
    else if (known === undefined) byKey.set(key, new Alike(row));
    else known.add(row, source, sortBy);
  }
  const byFirst = new Map<number, Group>();
  const folds = new Map<string, Group>();
  const start = foldsStart(group);
  for (const [key, { rows, first }] of byKey) {
    firsts.push(first);
    if (rows.length === 1) continue;
    const id = start + String(key);
    const fold: Group = { id, subject: { by: 'none' }, rows, listening: 0 };
    byFirst.set(first, fold);
    folds.set(id, fold);
  }
  const shown = sortedRows({ ...group, rows: firsts }, source, sortBy, most);
  return {
    entries: shown.map((row) => {
      const fold = byFirst.get(row);
      return fold === undefined ? { row } : { row, fold };
    }),
    more: firsts.length - shown.length,
    folds,
    has: (id) => id.startsWith(start) && byKey.has(Number(id.slice(start.length))),
  };
}
