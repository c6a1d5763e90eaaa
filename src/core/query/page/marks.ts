import type { RowMark } from '../../model/page';
import type { Pass } from './pass';

/** Milliseconds that a row stays marked, and that a closed one stays in sight. */
export const MARK_TIME = 3_000;

/** The marks of rows, or of groups, by key, each for its time. */
export class Marks {
  readonly #marks = new Map<string, { readonly mark: RowMark; readonly until: number }>();
  readonly #absent = new Map<string, { readonly since: number; until?: number }>();

  /** What is there bears this mark for a while. */
  set(key: string, mark: RowMark, { now }: Pass): void {
    this.#marks.set(key, { mark, until: now + MARK_TIME });
  }

  /** The mark of what is there. */
  of(key: string, { now }: Pass): RowMark | undefined {
    const entry = this.#marks.get(key);
    if (entry !== undefined && entry.until > now) return entry.mark;
    this.#marks.delete(key);
    return undefined;
  }

  /**
   * Whether what is absent is still shown, and as what. One missed reading closes nothing: the first time it stands as
   * it did, from the second on it is closed for a while.
   */
  ofAbsent(key: string, { sequence, now }: Pass): 'missed' | 'closed' | 'gone' {
    const entry = this.#absent.get(key);
    if (entry === undefined) this.#absent.set(key, { since: sequence });
    if (entry === undefined || entry.since === sequence) return 'missed';
    entry.until ??= now + MARK_TIME;
    if (entry.until > now) return 'closed';
    this.#absent.delete(key);
    return 'gone';
  }

  /** Notes that a row is there, and says whether it had been missed. */
  isBack(key: string): boolean {
    return this.#absent.delete(key);
  }

  clear(): void {
    this.#marks.clear();
    this.#absent.clear();
  }
}
