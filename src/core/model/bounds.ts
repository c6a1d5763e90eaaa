/** Between which numbers a value from outside is believed, both included, and what stands for one that is no number. */
export interface Bounds {
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** The number within its bounds, whatever somebody wrote: text, nothing or NaN is the default, what is beyond the bound. */
export function bounded(value: unknown, { default: usual, minimum, maximum }: Bounds): number {
  if (typeof value !== 'number' || Number.isNaN(value)) return usual;
  return Math.min(maximum, Math.max(minimum, value));
}

/** The longest delay of a timer, in milliseconds: JavaScript's timers take one that is longer for 1 ms. */
export const LONGEST_DELAY = 2 ** 31 - 1;

/**
 * A delay that was reckoned, as a timer is given it.
 * @param most milliseconds, which a clock that was set back must not make more
 */
export function timerDelay(milliseconds: number, most: number = LONGEST_DELAY): number {
  const maximum = bounded(most, { default: LONGEST_DELAY, minimum: 0, maximum: LONGEST_DELAY });
  return bounded(milliseconds, { default: maximum, minimum: 0, maximum });
}
