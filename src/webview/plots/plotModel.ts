import type { SeriesId, TrafficSpan } from '../../core/model/traffic';
import type { FigureKind, FigureUnits } from '../../core/traffic/figures';
import type { PlotEntry } from './entries';
import { figureKindOf, rangeFor, type ValueRange } from './scale';
import { isBehindGap, type Steps } from './timeAxis';

/** Values at the places of a {@link Frame}; null where nothing is drawn. */
export type Drawn = (number | null)[];

/** Where values are drawn: a step that follows nothing begins with its own value, so that a single one is seen. */
export interface Frame {
  /** Milliseconds since 1970, rising. */
  readonly x: number[];
  /** The step whose value stands there; -1 where the line ends. */
  readonly steps: Int32Array;
}

/** The places for the steps, where lines end before gaps. */
export function frameOf(steps: Steps, series: readonly Float32Array[]): Frame {
  const { times, begins } = steps;
  const isUnknown = (step: number): boolean =>
    series.length > 0 && series.every((values) => Number.isNaN(values[step]));
  const x: number[] = [];
  const at: number[] = [];
  let isOpen = false;
  for (let step = 0; step < times.length; step++) {
    if (isUnknown(step)) {
      isOpen = false;
      continue;
    }
    if (!isOpen || isBehindGap(steps, step)) {
      if (x.length > 0) {
        x.push(x.at(-1)! + 1);
        at.push(-1);
      }
      x.push(Math.max(begins[step]!, x.length > 0 ? x.at(-1)! + 1 : -Infinity));
      at.push(step);
    }
    x.push(Math.max(times[step]!, x.at(-1)! + 1));
    at.push(step);
    isOpen = true;
  }
  return { x, steps: Int32Array.from(at) };
}

/** One line or edge of an area. */
export interface DrawnLine {
  readonly entry: number;
  readonly isDown: boolean;
  /** The values that are drawn: stacked ones have those below added, those that go down are negative. */
  readonly drawn: Drawn;
  /** The line that this one stands on; undefined where that is the axis. */
  readonly on: number | undefined;
}

/** All that is drawn of a plot but its colours. */
export interface PlotModel {
  readonly lines: readonly DrawnLine[];
  readonly range: ValueRange;
  readonly kind: FigureKind;
}

/** Lines from the axis, areas on each other, or bars on each other. */
export type PlotShape = 'lines' | 'stack' | 'bars';

/**
 * What is drawn of a plot.
 * @param entries those that are shown
 * @param shown the times in sight, by whose values the range is chosen
 */
export function plotModel(
  entries: readonly PlotEntry[],
  shape: PlotShape,
  frame: Frame,
  shown: TrafficSpan,
  units: FigureUnits,
): PlotModel {
  const lines: DrawnLine[] = [];
  for (const isDown of [false, true]) {
    let on: number | undefined;
    for (const [entry, { up, down }] of entries.entries()) {
      const series = isDown ? down : up;
      if (series === undefined) continue;
      const below = on === undefined ? undefined : lines[on]!.drawn;
      lines.push({ entry, isDown, drawn: drawnValues(series.values, frame, isDown ? -1 : 1, below), on });
      if (shape !== 'lines') on = lines.length - 1;
    }
  }
  const first = entries[0]?.up ?? entries[0]?.down;
  const kind = first === undefined ? 'count' : figureKindOf(first.measure);
  const hasDown = lines.some(({ isDown }) => isDown);
  const { high, low } = extremes(lines, frame, shown);
  return { lines, kind, range: rangeFor(high, hasDown ? low : undefined, kind, units) };
}

function drawnValues(values: Float32Array, frame: Frame, sign: 1 | -1, below: Drawn | undefined): Drawn {
  return Array.from(frame.steps, (step, place) => {
    const value = step === -1 ? Number.NaN : values[step]!;
    const under = below?.[place];
    // What is not known of one does not end what stands on it.
    return Number.isNaN(value) ? (under ?? null) : (under ?? 0) + sign * value;
  });
}

/** The largest values upwards and downwards, of what is in sight. */
function extremes(
  lines: readonly DrawnLine[],
  { x }: Frame,
  { from }: TrafficSpan,
): { high: number; low: number } {
  let [high, low, first] = [0, 0, 0];
  while (first < x.length && x[first]! < from) first++;
  for (const { drawn } of lines) {
    for (let place = Math.max(0, first - 1); place < drawn.length; place++) {
      const value = drawn[place] ?? 0;
      if (value > high) high = value;
      else if (-value > low) low = -value;
    }
  }
  return { high, low };
}

/**
 * The entry that is at a place of a plot: the area that the value is in, or the line next to it.
 * @param near how far a line may be, in values
 */
export function entryAt(
  { lines }: PlotModel,
  { steps }: Frame,
  shape: PlotShape,
  step: number,
  value: number,
  near: number,
): number | undefined {
  const place = steps.lastIndexOf(step);
  if (place === -1) return undefined;
  let best: { readonly entry: number; readonly distance: number } | undefined;
  for (const { entry, isDown, drawn, on } of lines) {
    const edge = drawn[place];
    if (edge === null || edge === undefined) continue;
    if (shape !== 'lines') {
      const foot = (on === undefined ? 0 : lines[on]!.drawn[place]) ?? 0;
      if (isDown ? value <= foot && value >= edge : value >= foot && value <= edge) return entry;
    }
    const distance = Math.abs(value - edge);
    if (distance <= near && (best === undefined || distance < best.distance)) best = { entry, distance };
  }
  return best?.entry;
}

/** The entries that are not switched off. */
export function shownEntries(entries: readonly PlotEntry[], hidden: readonly SeriesId[]): PlotEntry[] {
  return entries.filter(({ id }) => !hidden.includes(id));
}
