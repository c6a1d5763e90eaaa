import { strictEqual } from 'node:assert/strict';
import {
  ageText,
  figureScale,
  figureText,
  isNothing,
  scaledText,
} from '../../../../src/core/traffic/figures';

describe('figures of the Traffic page', () => {
  it('tell bytes with three digits, in steps of 1000', () => {
    const wanted: readonly (readonly [number, string])[] = [
      [0, '0 B'],
      [1, '1 B'],
      [999, '999 B'],
      [999.6, '1.00 kB'],
      [1000, '1.00 kB'],
      [9994, '9.99 kB'],
      [9996, '10.0 kB'],
      [12_400, '12.4 kB'],
      [310_000, '310 kB'],
      [999_400, '999 kB'],
      [999_600, '1.00 MB'],
      [12_400_000, '12.4 MB'],
      [2 ** 63, '9.22 EB'],
    ];
    for (const [bytes, text] of wanted) strictEqual(figureText(bytes, 'bytes', 'bytes'), text);
  });

  it('tell rates in bytes or bits', () => {
    strictEqual(figureText(12_400_000, 'bytesPerSecond', 'bytes'), '12.4 MB/s');
    strictEqual(figureText(125_000_000, 'bytesPerSecond', 'bits'), '1.00 Gbit/s');
    strictEqual(figureText(12, 'bytesPerSecond', 'bits'), '96 bit/s');
    strictEqual(figureText(512, 'bytes', 'bits'), '4.10 kbit');
  });

  it('take rates below one byte a second for nothing, and no other small value', () => {
    strictEqual(figureText(0.9, 'bytesPerSecond', 'bytes'), '0 B/s');
    strictEqual(figureText(0.9, 'bytesPerSecond', 'bits'), '0 bit/s');
    strictEqual(isNothing(0.9, 'bytesPerSecond'), true);
    strictEqual(isNothing(1, 'bytesPerSecond'), false);
    strictEqual(isNothing(0.3, 'perSecond'), false);
    strictEqual(isNothing(0, 'count'), true);
  });

  it('tell times, parts, counts and events', () => {
    strictEqual(figureText(87, 'microseconds', 'bytes'), '87 µs');
    strictEqual(figureText(120, 'microseconds', 'bits'), '120 µs');
    strictEqual(figureText(1234, 'microseconds', 'bytes'), '1.23 ms');
    strictEqual(figureText(2_500_000, 'microseconds', 'bytes'), '2.50 s');
    strictEqual(figureText(5_000_000_000, 'microseconds', 'bytes'), '5000 s');
    strictEqual(figureText(0.0002, 'fraction', 'bytes'), '0.02 %');
    strictEqual(figureText(0.000_001, 'fraction', 'bytes'), '<0.01 %');
    strictEqual(figureText(0, 'fraction', 'bytes'), '0 %');
    strictEqual(figureText(1, 'fraction', 'bytes'), '100 %');
    strictEqual(figureText(214, 'count', 'bytes'), '214');
    strictEqual(figureText(9999, 'count', 'bytes'), '9999');
    strictEqual(figureText(100_000, 'count', 'bytes'), '100,000');
    strictEqual(figureText(12.4, 'perSecond', 'bytes'), '12/s');
    strictEqual(figureText(0.5, 'perSecond', 'bytes'), '0.5/s');
    strictEqual(figureText(2, 'perSecond', 'bytes'), '2/s');
  });

  it('say what is not known', () => {
    strictEqual(figureText(undefined, 'bytes', 'bytes'), '–');
    strictEqual(figureText(Number.NaN, 'bytesPerSecond', 'bits'), '–');
    strictEqual(ageText(Number.NaN), '–');
  });

  it('share one unit along an axis', () => {
    const scale = figureScale(20_000_000, 'bytesPerSecond', 'bytes');
    strictEqual(scale.unit, 'MB/s');
    strictEqual(scaledText(500_000, scale, 'bytesPerSecond'), '0.50 MB/s');
    strictEqual(figureScale(0, 'bytesPerSecond', 'bits').unit, 'bit/s');
  });

  it('tell ages in the largest unit that they fill', () => {
    strictEqual(ageText(0), '0 s');
    strictEqual(ageText(59_999), '59 s');
    strictEqual(ageText(60_000), '1 min');
    strictEqual(ageText(3 * 3_600_000), '3 h');
    strictEqual(ageText(12 * 86_400_000), '12 d');
  });
});
