/** Milliseconds between two looks at what the kernel told, at least and at most. */
export const SHORTEST = 5;
export const LONGEST = 1_000;

/** The part of the queue that may fill up between two looks: what comes may come several times as fast from one moment to the next. */
const FILLED = 1 / 8;

/** How much of a rate is still believed at the next look: bursts come one behind the other. */
const REMEMBERED = 1 / 2;

/** Decides when to look again at what the kernel told: seldom while it is quiet, and before its queue overflows. */
export class HearingPace {
  /** Messages a millisecond. */
  #rate = 0;

  /**
   * @param messages that came since the last look
   * @param elapsed milliseconds since then
   * @param capacity messages that the queue has room for
   * @param hasLost whether some did not fit: then there were more than came
   * @returns milliseconds to wait
   */
  next(messages: number, elapsed: number, capacity: number, hasLost: boolean): number {
    const rate = Math.max(messages, hasLost ? capacity : 0) / Math.max(1, elapsed);
    this.#rate = Math.max(rate, this.#rate * REMEMBERED);
    if (this.#rate === 0) return LONGEST;
    return Math.min(LONGEST, Math.max(SHORTEST, (capacity * FILLED) / this.#rate));
  }
}
