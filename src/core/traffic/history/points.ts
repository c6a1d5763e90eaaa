import type { TrafficWindow } from '../../model/traffic';
import type { Steps } from './steps';

const MINUTE = 60_000;

/**
 * Milliseconds that a point of a window stands for at most, so that it has no more than MOST_POINTS. They begin at multiples of
 * it since 1970: a point that is full stays as it is while the window moves on, and lines do not tremble.
 */
export const WIDTHS: Readonly<Record<TrafficWindow, number>> = { 1: 500, 5: 2_000, 60: 15_000 };

/** The points of a window, in the order of time: each is of the steps that ended in its part of it. */
export interface Points {
  readonly begins: Float64Array;
  readonly times: Float64Array;
  /** Places of the first of its steps, and behind the last: none in a gap. */
  readonly first: Int32Array;
  readonly end: Int32Array;
}

/**
 * Steps of other network namespaces than the newest one's are as if there were none: lines of different networks are never one.
 * @param until the end of the window
 */
export function pointsOf(steps: Steps, window: TrafficWindow, until: number): Points {
  const width = WIDTHS[window];
  const { from, to, network } = steps.columns;
  const shown = steps.network;
  const lastPart = Math.ceil(until / width);
  const firstPart = Math.ceil((until - window * MINUTE) / width) + 1;
  const points: { begin: number; time: number; first: number; end: number }[] = [];
  let [part, time] = [Number.NaN, Number.NaN];
  const start = (firstPart - 1) * width;
  for (let at = steps.endedFrom(start); at < steps.end; at++) {
    const ended = to[at] ?? 0;
    if (ended <= start || network[at] !== shown) continue;
    const its = Math.ceil(ended / width);
    if (its > lastPart || ended > until) break;
    const begin = from[at] ?? 0;
    if (its !== part || points.at(-1)?.end !== at) {
      // Where nothing was measured, and a whole part of the window is without a point: the gap has it.
      if (begin > time && its > part + 1)
        points.push({ begin: time, time: (part + 1) * width, first: 0, end: 0 });
      points.push({ begin, time: ended, first: at, end: at });
    }
    const point = points.at(-1);
    if (point !== undefined) [point.time, point.end] = [ended, at + 1];
    [part, time] = [its, ended];
  }
  return {
    begins: Float64Array.from(points, ({ begin }) => begin),
    times: Float64Array.from(points, ({ time }) => time),
    first: Int32Array.from(points, ({ first }) => first),
    end: Int32Array.from(points, ({ end }) => end),
  };
}
