import type { HistoryChange, NewHistoryEntry } from '../../model/history';

/** Gathers what is to be written. What goes on is made into an entry only when it is, however often it changed before. */
export class Changes {
  #list: HistoryChange[] = [];
  /** What changed since it was written last, by its key. */
  readonly #open = new Map<number, () => NewHistoryEntry>();
  /** The keys that the store knows. */
  readonly #written = new Set<number>();
  #lastKey = 0;

  /** A key that nothing had before. */
  nextKey(): number {
    return ++this.#lastKey;
  }

  /** That is all that there will be of it. */
  add(entry: NewHistoryEntry): void {
    this.#list.push({ kind: 'add', entry });
  }

  /** It may go on, and has changed. @param make its entry, as it is when it is written */
  put(key: number, make: () => NewHistoryEntry): void {
    if (!this.#open.has(key)) this.#open.set(key, make);
  }

  /** It is over. What began since the last writing is added whole. */
  end(key: number, entry: NewHistoryEntry): void {
    this.#open.delete(key);
    this.#list.push(this.#written.delete(key) ? { kind: 'end', key, entry } : { kind: 'add', entry });
  }

  /** What is to be written since the last call. */
  take(): readonly HistoryChange[] {
    for (const [key, make] of this.#open) {
      this.#list.push({ kind: 'put', key, entry: make() });
      this.#written.add(key);
    }
    this.#open.clear();
    const taken = this.#list;
    this.#list = [];
    return taken;
  }
}
