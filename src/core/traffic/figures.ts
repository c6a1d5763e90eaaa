import { ageAt } from '../text/age';

/** What bytes are told in: the setting netstat.traffic.units. */
export type FigureUnits = 'bytes' | 'bits';

/** What a figure is of: bytes (`B`), microseconds, a part of a whole (0 to 1), or plain numbers; of a second, or not. */
export type FigureKind = 'bytes' | 'bytesPerSecond' | 'count' | 'perSecond' | 'microseconds' | 'fraction';

/** What stands for a value that is not known. */
export const UNKNOWN_FIGURE = '–';

/** Units of a kind, each with how much of it is one, from the smallest. */
type Ladder = readonly (readonly [of: number, unit: string])[];

/** Steps of 1000 as network tools count, not of 1024 as memory: a link of 1 Gbit/s moves 125 MB/s. */
const BYTES: Ladder = ladder(1, ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB']);
const BITS: Ladder = ladder(1 / 8, ['bit', 'kbit', 'Mbit', 'Gbit', 'Tbit', 'Pbit', 'Ebit']);
const TIMES: Ladder = [
  [1, 'µs'],
  [1000, 'ms'],
  [1_000_000, 's'],
];
const NUMBERS: Ladder = [[1, '']];
const PARTS: Ladder = [[0.01, '%']];

function ladder(smallest: number, units: readonly string[]): Ladder {
  return units.map((unit, power) => [smallest * 1000 ** power, unit] as const);
}

/** A unit that several figures of one kind are told in, so that they can be compared: that of an axis. */
export interface FigureScale {
  /** How much of the kind's own measure is one of the unit. */
  readonly of: number;
  /** `MB/s`; empty for plain numbers. */
  readonly unit: string;
}

/**
 * The unit for values up to that one.
 * @param most the largest value, in the kind's own measure
 */
export function figureScale(most: number, kind: FigureKind, units: FigureUnits): FigureScale {
  const rungs = rungsOf(kind, units);
  // 999.5 is written as 1000, which is one of the next unit.
  const rung = rungs.findLast(([of]) => most >= of * 0.9995) ?? rungs[0]!;
  const isRate = kind === 'bytesPerSecond' || kind === 'perSecond';
  return { of: rung[0], unit: isRate ? `${rung[1]}/s` : rung[1] };
}

function rungsOf(kind: FigureKind, units: FigureUnits): Ladder {
  switch (kind) {
    case 'bytes':
    case 'bytesPerSecond':
      return units === 'bits' ? BITS : BYTES;
    case 'microseconds':
      return TIMES;
    case 'fraction':
      return PARTS;
    case 'count':
    case 'perSecond':
      return NUMBERS;
  }
}

/**
 * A value as the page and its exports show it, with three digits: `12.4 MB/s`, `310 kB`, `0.12 ms`, `214`, `0.02 %`. The
 * unit is chosen for each value by itself, since values of a column span six orders of magnitude, and those of one unit
 * would be 0.00 in most rows; figures that stand along an axis share a {@link figureScale}.
 * @param value in the kind's own measure: bytes, events a second, microseconds, 0 to 1
 * @returns {@link UNKNOWN_FIGURE} for NaN and undefined
 */
export function figureText(value: number | undefined, kind: FigureKind, units: FigureUnits): string {
  if (value === undefined || Number.isNaN(value)) return UNKNOWN_FIGURE;
  if (isNothing(value, kind)) return scaledText(0, figureScale(0, kind, units), kind);
  return scaledText(value, figureScale(value, kind, units), kind);
}

/** Whether a value is shown as nothing: 0, and rates below one byte a second, which are the remainder of a division. */
export function isNothing(value: number, kind: FigureKind): boolean {
  return kind === 'bytesPerSecond' ? value < 1 : value === 0;
}

/** A value in a unit that was chosen for several. */
export function scaledText(value: number, scale: FigureScale, kind: FigureKind): string {
  const digits = digitsText(value / scale.of, kind, scale);
  // "12/s", but "12.4 MB/s"
  return scale.unit === '' || scale.unit === '/s' ? digits + scale.unit : `${digits} ${scale.unit}`;
}

function digitsText(scaled: number, kind: FigureKind, scale: FigureScale): string {
  if (kind === 'count') return grouped(Math.round(scaled));
  if (scaled === 0) return '0';
  if (kind === 'fraction' && scaled < 0.005) return '<0.01';
  if (kind === 'perSecond')
    return scaled < 9.95 && scaled % 1 !== 0 ? scaled.toFixed(1) : grouped(Math.round(scaled));
  // There is no part of a byte, a bit or a microsecond that was counted.
  if (scale.unit.startsWith('B') || scale.unit.startsWith('bit') || scale.unit === 'µs')
    return String(Math.round(scaled));
  if (scaled < 9.995) return scaled.toFixed(2);
  return scaled < 99.95 ? scaled.toFixed(1) : grouped(Math.round(scaled));
}

/** `12,345`: five digits are not counted at a glance, four are. */
function grouped(whole: number): string {
  const text = String(whole);
  return text.length > 4 ? text.replace(/\B(?=(\d{3})+$)/g, ',') : text;
}

const AGE_UNITS = { second: 's', minute: 'min', hour: 'h', day: 'd' } as const;

/**
 * An age in the largest unit that it fills: `12 s`, `3 min`, `5 h`, `12 d`.
 * @param milliseconds how old it is; NaN where that is not known
 */
export function ageText(milliseconds: number): string {
  if (Number.isNaN(milliseconds)) return UNKNOWN_FIGURE;
  const { count, unit } = ageAt(0, milliseconds);
  return `${count} ${AGE_UNITS[unit]}`;
}
