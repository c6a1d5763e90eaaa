import type {
  HistoryChange,
  HistoryConnection,
  HistoryCursor,
  HistoryEntry,
  HistoryListener,
  HistoryPlace,
  HistoryQuestion,
  HistoryTrouble,
  NewHistoryEntry,
} from '../model/history';
import { asksFor, listedAt, newestFirst, wasOpen } from './asking';
import type { HistoryStore, StoreStatus } from './historyStore';

/** Entries that are kept at most: of some 700 bytes each, 10 MB. */
const MOST_ENTRIES = 14_000;

/** What an entry takes, about. */
const ENTRY_BYTES = 700;

/** What goes first where there are too many. */
const PASSING: ReadonlySet<HistoryEntry['kind']> = new Set(['connection', 'refusal']);

/** A history that ends with this process: where there is no file for it. */
export class MemoryStore implements HistoryStore {
  readonly #place: HistoryPlace;
  readonly #trouble: HistoryTrouble;
  readonly #most: number;
  readonly #users: (() => ReadonlyMap<number, string>) | undefined;
  readonly #entries = new Map<number, HistoryEntry>();
  /** The ids of what may go on, by its key. */
  readonly #going = new Map<number, number>();
  #nextId = 1;
  #revision = 0;
  #since: number | undefined;
  #connectionsSince: number | undefined;

  /**
   * @param trouble why it is not in a file
   * @param most entries that are kept
   * @param users names by uid, for filters
   */
  constructor(
    place: HistoryPlace,
    trouble: HistoryTrouble,
    most = MOST_ENTRIES,
    users?: () => ReadonlyMap<number, string>,
  ) {
    this.#users = users;
    this.#place = place;
    this.#trouble = trouble;
    this.#most = most;
  }

  entries(question: HistoryQuestion): { entries: readonly HistoryEntry[]; next?: HistoryCursor } {
    const found = [...this.#entries.values()]
      .filter(
        asksFor(question, this.#place.boot, question.filter === undefined ? undefined : this.#users?.()),
      )
      .sort(newestFirst);
    const entries = found.slice(0, question.most);
    const last = entries.at(-1);
    if (last === undefined || found.length === entries.length) return { entries };
    return { entries, next: { at: listedAt(last), id: last.id } };
  }

  standing(at: number): readonly (HistoryListener | HistoryConnection)[] {
    return (
      [...this.#entries.values()]
        .filter((entry) => entry.kind === 'listener' || entry.kind === 'connection')
        // Of those that are folded nobody knows which were open when.
        .filter((entry) => wasOpen(entry, at) && (entry.kind === 'listener' || entry.count === 1))
    );
  }

  status(): StoreStatus {
    return {
      trouble: this.#trouble,
      ...(this.#since !== undefined && { since: this.#since }),
      ...(this.#connectionsSince !== undefined && { connectionsSince: this.#connectionsSince }),
      bytes: this.#entries.size * ENTRY_BYTES,
      entries: this.#entries.size,
      revision: this.#revision,
    };
  }

  write(changes: readonly HistoryChange[]): void {
    if (changes.length === 0) return;
    for (const change of changes) this.#take(change);
    this.#revision++;
    if (this.#entries.size > this.#most) this.#makeRoom();
  }

  trim(now: number, keepHours: number): void {
    const span = keepHours * 3_600_000;
    const sizeBefore = this.#entries.size;
    for (const entry of this.#entries.values()) {
      // What is as far ahead was made by a clock that was wrong, and would never grow old.
      if (isOver(entry) && Math.abs(now - listedAt(entry)) > span) this.#entries.delete(entry.id);
    }
    if (this.#entries.size < sizeBefore) this.#reachesTo(now - span, true);
  }

  clear(): void {
    this.#entries.clear();
    this.#going.clear();
    this.#since = undefined;
    this.#connectionsSince = undefined;
    this.#revision++;
  }

  close(): void {
    this.clear();
  }

  #take(change: HistoryChange): void {
    if (change.kind === 'add') {
      this.#keep(this.#nextId++, change.entry);
      return;
    }
    const before = this.#going.get(change.key);
    // It may have been dropped meanwhile.
    const id = before !== undefined && this.#entries.has(before) ? before : this.#nextId++;
    this.#keep(id, change.entry);
    if (change.kind === 'put') this.#going.set(change.key, id);
    else this.#going.delete(change.key);
  }

  #keep(id: number, entry: NewHistoryEntry): void {
    const kept: HistoryEntry = { ...entry, id, place: this.#place };
    this.#entries.set(id, kept);
    const at = listedAt(kept);
    this.#since ??= at;
    if (kept.kind === 'connection') this.#connectionsSince ??= at;
  }

  /** An eighth goes at once, so that it is not looked through with each that comes. */
  #makeRoom(): void {
    const oldest = [...this.#entries.values()].sort((a, b) => rank(a) - rank(b) || listedAt(a) - listedAt(b));
    const gone = oldest.slice(0, this.#entries.size - Math.floor((this.#most * 7) / 8));
    for (const { id } of gone) this.#entries.delete(id);
    const last = gone.at(-1);
    if (last !== undefined) this.#reachesTo(listedAt(last), rank(last) > 0);
  }

  #reachesTo(moment: number, isAll: boolean): void {
    const later = (since: number | undefined): number | undefined =>
      since === undefined ? undefined : Math.max(since, moment);
    this.#connectionsSince = later(this.#connectionsSince);
    if (isAll) this.#since = later(this.#since);
  }
}

/** The order in which entries go: connections, then the rest, actions, and what is open last. */
function rank(entry: HistoryEntry): number {
  if (!isOver(entry)) return 3;
  if (entry.kind === 'action') return 2;
  return PASSING.has(entry.kind) ? 0 : 1;
}

function isOver(entry: HistoryEntry): boolean {
  return (entry.kind !== 'listener' && entry.kind !== 'connection') || entry.closed !== undefined;
}
