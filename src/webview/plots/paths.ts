import type uPlot from 'uplot';
import type { TrafficSpan } from '../../core/model/traffic';
import type { Drawn, Frame } from './plotModel';
import type { ValueRange } from './scale';

/** From times and values to pixels of the canvas. */
export interface Placing {
  readonly x: (time: number) => number;
  readonly y: (value: number) => number;
}

/** How times and values lie in a box. */
export function placing(box: uPlot.BBox, range: TrafficSpan, { low, high }: ValueRange): Placing {
  const [acrossEach, downEach] = [box.width / (range.to - range.from), box.height / (high - low)];
  return {
    x: (time) => box.left + (time - range.from) * acrossEach,
    y: (value) => box.top + (high - value) * downEach,
  };
}

/** Pixels that a line may lie beside a value, so that it has fewer corners: each costs where no graphics card draws. */
const TOLERANCE = 0.4;

/** What a path is drawn with. */
export type Pen = Pick<Path2D, 'moveTo' | 'lineTo' | 'closePath'>;

/**
 * Draws a line, and the area between it and what it stands on. Lines end where values are null, which needs no clipping
 * then.
 * @param foot what it stands on; undefined for the axis
 */
export function drawLine(
  { x }: Frame,
  drawn: Drawn,
  foot: Drawn | undefined,
  place: Placing,
  stroke: Pen,
  fill: Pen,
): void {
  const isGap = (at: number): boolean => drawn[at] === null || drawn[at] === undefined;
  let first = 0;
  while (first < drawn.length) {
    if (isGap(first)) {
      first++;
      continue;
    }
    let end = first + 1;
    while (end < drawn.length && !isGap(end)) end++;
    const xs = x.slice(first, end).map(place.x);
    const corners = cornersOf(
      xs,
      drawn.slice(first, end).map((value) => place.y(value!)),
    );
    for (const [at, [across, down]] of corners.entries()) {
      const step = at === 0 ? 'moveTo' : 'lineTo';
      stroke[step](across, down);
      fill[step](across, down);
    }
    const feet = foot === undefined ? [] : foot.slice(first, end).map((value) => place.y(value ?? 0));
    const under =
      foot === undefined
        ? [xs[0]!, xs.at(-1)!].map((across) => [across, place.y(0)] as const)
        : cornersOf(xs, feet);
    for (const [across, down] of under.toReversed()) fill.lineTo(across, down);
    fill.closePath();
    first = end;
  }
}

/**
 * The corners of a line: those of its points without which it would lie further than the tolerance beside one. From each
 * corner on, a cone of directions is kept in which the line passes near enough to all points behind it.
 */
export function cornersOf(xs: readonly number[], ys: readonly number[]): (readonly [number, number])[] {
  const corners: (readonly [number, number])[] = [[xs[0]!, ys[0]!]];
  let [corner, least, most] = [0, -Infinity, Infinity];
  for (let at = 1; at < xs.length; at++) {
    const across = xs[at]! - xs[corner]!;
    const slope = (ys[at]! - ys[corner]!) / across;
    if (slope < least || slope > most || !(across > 0)) {
      corner = at - 1;
      if (corner > 0) corners.push([xs[corner]!, ys[corner]!]);
      [least, most] = [-Infinity, Infinity];
    }
    const [run, rise] = [xs[at]! - xs[corner]!, ys[at]! - ys[corner]!];
    least = Math.max(least, (rise - TOLERANCE) / run);
    most = Math.min(most, (rise + TOLERANCE) / run);
  }
  if (xs.length > 1) corners.push([xs.at(-1)!, ys.at(-1)!]);
  return corners;
}
