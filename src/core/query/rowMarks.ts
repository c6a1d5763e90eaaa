import type { RowMark } from '../model/page';

/** Milliseconds that a row stays marked, and that a closed one stays in sight. */
export const MARK_TIME = 3_000;

/** Which reading of the machine marks follow from, and when. */
export interface Moment {
  /** Counts up with every reading. */
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What is not there any more: since which reading, when it was last asked about, and until when it stays in sight. */
interface Absence {
  readonly since: number;
  asked: number;
  until?: number;
}

/** The marks of rows, or of groups, each for its time, whatever the view. */
export class Marks<Key = string> {
  readonly #marks = new Map<Key, { readonly mark: RowMark; readonly until: number }>();
  readonly #absent = new Map<Key, Absence>();

  /** When the next mark ends, in milliseconds since 1970; nothing where there is none. */
  get nextEnd(): number | undefined {
    let next: number | undefined;
    for (const { until } of [...this.#marks.values(), ...this.#absent.values()]) {
      if (until !== undefined && (next === undefined || until < next)) next = until;
    }
    return next;
  }

  /** Whether something is missed, so that another reading decides on it. */
  get isMissing(): boolean {
    return this.#absent.size > 0;
  }

  /** Lets go of marks whose time is over, and of what was not asked about in this reading. */
  prune({ sequence, now }: Moment): void {
    for (const [key, { until }] of this.#marks) if (until <= now) this.#marks.delete(key);
    for (const [key, { asked }] of this.#absent) if (asked !== sequence) this.#absent.delete(key);
  }

  /** What is there bears this mark for a while. */
  set(key: Key, mark: RowMark, { now }: Moment): void {
    this.#marks.set(key, { mark, until: now + MARK_TIME });
  }

  /** The mark of what is there. */
  of(key: Key, { now }: Moment): RowMark | undefined {
    const entry = this.#marks.get(key);
    return entry !== undefined && entry.until > now ? entry.mark : undefined;
  }

  /**
   * Whether what is absent is still shown, and as what. One missed reading closes nothing: the first time it stands as
   * it did, from the second on it is closed for a while.
   */
  ofAbsent(key: Key, { sequence, now }: Moment): 'missed' | 'closed' | 'gone' {
    const entry = this.#absent.get(key);
    if (entry === undefined) this.#absent.set(key, { since: sequence, asked: sequence });
    else entry.asked = sequence;
    if (entry === undefined || entry.since === sequence) return 'missed';
    entry.until ??= now + MARK_TIME;
    if (entry.until > now) return 'closed';
    this.#absent.delete(key);
    return 'gone';
  }

  /** Notes that a row is there, and says whether it had been missed. */
  isBack(key: Key): boolean {
    return this.#absent.delete(key);
  }

  /** What is there bears no mark. */
  unset(key: Key): void {
    this.#marks.delete(key);
  }

  clear(): void {
    this.#marks.clear();
    this.#absent.clear();
  }
}
