/**
 * What a counter did between two readings.
 *
 * A counter that went down began anew, unless it was in the last quarter of its 32 or 64 bits and is in the first
 * quarter now: then it wrapped. A counter of 64 bits that began anew a little below 4 GiB looks like one of 32 bits
 * that wrapped, as kernels for 32-bit processors have them.
 * @returns how far it moved; undefined where it began anew
 */
export function counterIncrease(before: bigint, after: bigint): bigint | undefined {
  if (after >= before) return after - before;
  for (const bits of [32n, 64n]) {
    const quarter = 1n << (bits - 2n);
    if (before < 4n * quarter && before >= 3n * quarter && after < quarter)
      return 4n * quarter - before + after;
  }
  return undefined;
}

/** What a counter did between two readings, and how fast. */
export interface CounterChange {
  readonly increase: bigint;
  readonly perSecond: number;
}

/**
 * The change of a counter over time.
 * @param milliseconds between the readings
 * @returns undefined where the counter began anew, or no time went by
 */
export function counterChange(
  before: bigint | undefined,
  after: bigint,
  milliseconds: number,
): CounterChange | undefined {
  if (before === undefined || milliseconds <= 0) return undefined;
  const increase = counterIncrease(before, after);
  return increase === undefined
    ? undefined
    : { increase, perSecond: (Number(increase) * 1000) / milliseconds };
}
