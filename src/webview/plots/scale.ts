import { type FigureKind, type FigureUnits, figureScale } from '../../core/traffic/figures';
import type { SeriesMeasure } from '../../core/model/traffic';

/** The values at the top and the bottom of a plot; below zero is what was sent, or closed. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** How a value of a series is told. */
export function figureKindOf(measure: SeriesMeasure): FigureKind {
  switch (measure) {
    case 'received':
    case 'sent':
      return 'bytesPerSecond';
    case 'count':
      return 'count';
    case 'rate':
      return 'perSecond';
    case 'microseconds':
      return 'microseconds';
  }
}

/** What fills a plot at least, so that nothing looks like much: a kB a second, five sockets, five events, 0.1 ms. */
const LEAST: Readonly<Record<FigureKind, number>> = {
  bytesPerSecond: 1000,
  bytes: 1000,
  count: 5,
  perSecond: 5,
  microseconds: 100,
  fraction: 0.01,
};

/** Of the room, what each direction has at least where both are drawn, so that a small one is seen. */
const LEAST_SHARE = 0.15;

/**
 * A range that the values fit in, round in the unit that they are told in, so that it changes seldom.
 * @param high the largest value drawn upwards
 * @param low the largest value drawn downwards, as a positive number; undefined where nothing goes down
 */
export function rangeFor(
  high: number,
  low: number | undefined,
  kind: FigureKind,
  units: FigureUnits,
): ValueRange {
  const top = roundLimit(Math.max(high, low === undefined ? LEAST[kind] : 0), kind, units);
  if (low === undefined) return { low: 0, high: top };
  const bottom = roundLimit(low, kind, units);
  const larger = Math.max(top, bottom, roundLimit(LEAST[kind], kind, units));
  const share = larger * LEAST_SHARE;
  if (top === 0 && bottom === 0) return { low: -larger, high: larger };
  return { low: -Math.max(bottom, share), high: Math.max(top, share) };
}

/** The next of 1, 2, 3, 4, 5, 6, 8, 10 and their like in the unit that the value is told in. */
function roundLimit(value: number, kind: FigureKind, units: FigureUnits): number {
  if (!(value > 0)) return 0;
  const { of } = figureScale(value, kind, units);
  const scaled = value / of;
  const power = 10 ** Math.floor(Math.log10(scaled));
  const step = STEPS.find((step) => step * power >= scaled * 1.02) ?? 12;
  return step * power * of;
}

const STEPS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** A value along an axis, without zeros that say nothing: `20 MB/s`. */
export function limitText(value: number, kind: FigureKind, units: FigureUnits): string {
  const { of, unit } = figureScale(Math.abs(value), kind, units);
  const digits = String(Number((Math.abs(value) / of).toPrecision(3)));
  return unit.startsWith('/') || unit === '' ? digits + unit : `${digits} ${unit}`;
}
