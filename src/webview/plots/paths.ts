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

/**
 * A line, and the area between it and what it stands on. Lines end where values are null, which needs no clipping then.
 * @param foot what it stands on; undefined for the axis
 */
export function linePaths(
  { x }: Frame,
  drawn: Drawn,
  foot: Drawn | undefined,
  place: Placing,
): { readonly stroke: Path2D; readonly fill: Path2D } {
  const [stroke, fill] = [new Path2D(), new Path2D()];
  const close = (first: number, end: number): void => {
    for (let at = end - 1; at >= first; at--) fill.lineTo(place.x(x[at]!), place.y(foot?.[at] ?? 0));
    fill.closePath();
  };
  let first = -1;
  for (let at = 0; at <= drawn.length; at++) {
    const value = drawn[at];
    if (value === null || value === undefined) {
      if (first !== -1) close(first, at);
      first = -1;
      continue;
    }
    const [across, down] = [place.x(x[at]!), place.y(value)];
    if (first === -1) {
      stroke.moveTo(across, down);
      fill.moveTo(across, down);
      first = at;
    } else {
      stroke.lineTo(across, down);
      fill.lineTo(across, down);
    }
  }
  return { stroke, fill };
}
