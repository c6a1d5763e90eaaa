import type { RowMark } from '../../model/page';
import { isSameOrder } from '../lingering';

/** Entries as the client has them, by their keys. */
export interface Sent<Entry> {
  readonly order: readonly string[];
  readonly entries: ReadonlyMap<string, Entry>;
}

/** What the client is to be told so that it has the entries of now: their order where that changed, and those that did. */
export function deltaOf<Entry>(
  before: Sent<Entry> | undefined,
  now: Sent<Entry>,
  isSame: (a: Entry, b: Entry) => boolean,
): { readonly order?: readonly string[]; readonly entries: readonly Entry[] } {
  const entries = [...now.entries].flatMap(([key, entry]) => {
    const known = before?.entries.get(key);
    return known !== undefined && isSame(known, entry) ? [] : [entry];
  });
  const isOrdered = before !== undefined && isSameOrder(now.order, before.order);
  return isOrdered ? { entries } : { order: now.order, entries };
}

/** The entry with this mark, or without any. */
export function withMark<Entry extends { readonly mark?: RowMark }>(
  entry: Entry,
  mark: RowMark | undefined,
): Entry {
  const { mark: _old, ...rest } = entry;
  return (mark === undefined ? rest : { ...rest, mark }) as Entry;
}
