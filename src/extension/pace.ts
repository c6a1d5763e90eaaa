/** The largest part of its time that the engine may spend on continuous refresh. */
const LARGEST_SHARE = 0.05;

/** After failure upon failure the interval doubles up to this many times. */
const MOST_DOUBLINGS = 4;

/** What decides when to look again. */
export interface PaceFacts {
  /** What the user asks for, in milliseconds. */
  readonly interval: number;
  /** What the last pass took, in milliseconds. */
  readonly cost: number;
  /** How many passes failed, one after another. */
  readonly failures: number;
}

/** Milliseconds from the end of one pass to the beginning of the next. */
export function pause({ interval, cost, failures }: PaceFacts): number {
  return Math.max(interval * 2 ** Math.min(failures, MOST_DOUBLINGS), cost / LARGEST_SHARE);
}
