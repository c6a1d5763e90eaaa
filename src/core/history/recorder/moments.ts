import type { HistoryMoment } from '../../model/history';

/** The time between two passes; without `after` it was so in the first one. A clock that was set back makes no time negative. */
export function between(after: number | undefined, by: number): HistoryMoment {
  return after === undefined ? { by } : { after: Math.min(after, by), by };
}

/** A moment that the kernel told. */
export function exactly(at: number): HistoryMoment {
  return { after: at, by: at };
}

/** The end of what began then: never before it, whatever the clock says by now. */
export function notBefore(opened: HistoryMoment | undefined, { after, by }: HistoryMoment): HistoryMoment {
  const first = opened?.by ?? by;
  return first <= by ? between(after, by) : exactly(first);
}
