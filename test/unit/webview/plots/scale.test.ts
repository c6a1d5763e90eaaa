import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { limitText, rangeFor } from '../../../../src/webview/plots/scale';

describe('the values at the ends of a plot', () => {
  it('are round in the unit that they are told in', () => {
    deepStrictEqual(rangeFor(11_500_000, undefined, 'bytesPerSecond', 'bytes'), { low: 0, high: 12_000_000 });
    deepStrictEqual(rangeFor(11_500_000, undefined, 'bytesPerSecond', 'bits'), { low: 0, high: 12_500_000 });
    deepStrictEqual(rangeFor(214, undefined, 'count', 'bytes'), { low: 0, high: 250 });
    deepStrictEqual(rangeFor(1234, undefined, 'microseconds', 'bytes'), { low: 0, high: 1500 });
  });

  it('leave room above the largest value', () => {
    strictEqual(rangeFor(100, undefined, 'count', 'bytes').high, 120);
    strictEqual(rangeFor(1_000_000, undefined, 'bytesPerSecond', 'bytes').high, 1_200_000);
  });

  it('do not make much of nothing', () => {
    strictEqual(rangeFor(0, undefined, 'bytesPerSecond', 'bytes').high >= 1000, true);
    strictEqual(rangeFor(1, undefined, 'count', 'bytes').high >= 5, true);
    const { low, high } = rangeFor(0, 0, 'bytesPerSecond', 'bytes');
    strictEqual(low < 0 && high > 0, true);
  });

  it('leave room for the smaller of both directions', () => {
    const { low, high } = rangeFor(10_000_000, 1, 'bytesPerSecond', 'bytes');
    strictEqual(-low >= high * 0.1 && -low < high, true);
    const other = rangeFor(1, 10_000_000, 'bytesPerSecond', 'bytes');
    strictEqual(other.high >= -other.low * 0.1 && other.high < -other.low, true);
  });

  it('are told without zeros that say nothing', () => {
    strictEqual(limitText(20_000_000, 'bytesPerSecond', 'bytes'), '20 MB/s');
    strictEqual(limitText(-2_500_000, 'bytesPerSecond', 'bytes'), '2.5 MB/s');
    strictEqual(limitText(12_500_000, 'bytesPerSecond', 'bits'), '100 Mbit/s');
    strictEqual(limitText(400, 'count', 'bytes'), '400');
    strictEqual(limitText(12, 'perSecond', 'bytes'), '12/s');
  });
});
