import { listedAt } from '../../core/history/asking';
import type { HistoryChange, HistoryEntry } from '../../core/model/history';

/** Changes that wait at most: some 4 MB. */
const MOST_PENDING = 5_000;

type Lost = Extract<HistoryChange, { kind: 'add' }> & { readonly entry: { readonly kind: 'gap' } };

/** Changes that are not written yet. Where they become too many the oldest are dropped, and a gap says how many. */
export class Pending {
  readonly #isGoing: (key: number) => boolean;
  readonly #most: number;
  #changes: HistoryChange[] = [];
  /** What says that some were dropped: the first of them, then. */
  #lost: Lost | undefined;

  /**
   * @param isGoing whether a key stands for a row that would stay open without its end
   * @param most changes that wait
   */
  constructor(isGoing: (key: number) => boolean, most = MOST_PENDING) {
    this.#isGoing = isGoing;
    this.#most = most;
  }

  get size(): number {
    return this.#changes.length;
  }

  add(changes: readonly HistoryChange[]): void {
    for (const change of changes) this.#changes.push(change);
  }

  /** To be called where they could not be written. */
  limit(): void {
    if (this.#changes.length > this.#most) this.#drop();
  }

  /** The oldest, at most so many; they stay. */
  first(most: number): readonly HistoryChange[] {
    return this.#changes.slice(0, most);
  }

  /** Takes the oldest out. */
  take(count: number): readonly HistoryChange[] {
    if (count > 0) this.#lost = undefined;
    return this.#changes.splice(0, count);
  }

  /** Half at once, so that it is not done with each that comes. */
  #drop(): void {
    let excess = this.#changes.length - Math.floor(this.#most / 2);
    const dropped: HistoryChange[] = [];
    const kept = this.#changes.filter((change) => {
      if (change === this.#lost) return false;
      if (excess <= 0 || this.#mustStay(change)) return true;
      excess--;
      dropped.push(change);
      return false;
    });
    if (dropped.length === 0) return;
    const moments = dropped.map(({ entry }) => listedAt(entry as HistoryEntry));
    const before = this.#lost?.entry;
    const lost: Lost = {
      kind: 'add',
      entry: {
        kind: 'gap',
        why: 'lost',
        from: moments.reduce((least, at) => Math.min(least, at), before?.from ?? Infinity),
        to: moments.reduce((most, at) => Math.max(most, at), before?.to ?? -Infinity),
        lost: dropped.length + (before?.lost ?? 0),
      },
    };
    this.#lost = lost;
    this.#changes = [lost, ...kept];
  }

  /** What the user did, what says that something is missing, and the end of what is written as open. */
  #mustStay(change: HistoryChange): boolean {
    if (change.entry.kind === 'action' || change.entry.kind === 'gap') return true;
    return change.kind === 'end' && this.#isGoing(change.key);
  }
}
