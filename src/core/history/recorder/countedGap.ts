import type { HistoryGap, NewHistoryEntry } from '../../model/history';
import type { Changes } from './changes';

/** A gap that goes on is one, with all that was lost in it. */
export class CountedGap {
  readonly #changes: Changes;
  readonly #why: HistoryGap['why'];
  readonly #count: (before: number, more: number) => number;
  #key = 0;
  #open: Pick<HistoryGap, 'from' | 'to'> & { readonly lost: number } = { from: 0, to: 0, lost: 0 };

  /** @param count puts together how many were lost before, and how many are lost now */
  constructor(changes: Changes, why: HistoryGap['why'], count: (before: number, more: number) => number) {
    this.#changes = changes;
    this.#why = why;
    this.#count = count;
  }

  /** More was lost between the two, in milliseconds since 1970. */
  add(from: number, to: number, lost: number): void {
    const isNew = this.#key === 0;
    if (isNew) this.#key = this.#changes.nextKey();
    const before = isNew ? { from, to, lost: 0 } : this.#open;
    this.#open = {
      from: Math.min(before.from, from),
      to: Math.max(before.to, to),
      lost: this.#count(before.lost, lost),
    };
    this.#changes.put(this.#key, () => this.#entry());
  }

  /** It is over. */
  end(): void {
    if (this.#key !== 0) this.#changes.end(this.#key, this.#entry());
    this.#key = 0;
  }

  #entry(): NewHistoryEntry {
    return { kind: 'gap', why: this.#why, ...this.#open };
  }
}
