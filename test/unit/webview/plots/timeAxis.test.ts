import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import {
  clockText,
  gapsIn,
  isBehindGap,
  pointedStep,
  shownRange,
  snappedSpan,
  stepAt,
  tickText,
  timeTicks,
} from '../../../../src/webview/plots/timeAxis';

/** Steps of two seconds, with nothing measured between 4000 and 10,000. */
const STEPS = {
  times: Float64Array.of(2000, 4000, 12_000, 14_000),
  begins: Float64Array.of(0, 2010, 10_000, 12_000),
};
const NONE = { times: new Float64Array(), begins: new Float64Array() };

describe('the time axis of plots', () => {
  it('ends with the newest step', () => {
    deepStrictEqual(shownRange(STEPS, 1), { from: 14_000 - 60_000, to: 14_000 });
  });

  it('finds the step that a time is in, or the one next to it', () => {
    strictEqual(stepAt(STEPS, 1), 0);
    strictEqual(stepAt(STEPS, 2000), 0);
    strictEqual(stepAt(STEPS, 2500), 1);
    strictEqual(stepAt(STEPS, 5000), 1);
    strictEqual(stepAt(STEPS, 9000), 2);
    strictEqual(stepAt(STEPS, 99_000), 3);
    strictEqual(stepAt(STEPS, -5), 0);
    strictEqual(stepAt(NONE, 5), -1);
  });

  it('points at no step before the first one began', () => {
    const range = { from: -10_000, to: 14_000 };
    strictEqual(pointedStep(STEPS, range, 0.2), -1);
    strictEqual(pointedStep(STEPS, range, 1), 3);
    strictEqual(pointedStep(NONE, range, 1), -1);
  });

  it('snaps spans to whole steps, from either end', () => {
    deepStrictEqual(snappedSpan(STEPS, 2500, 11_000), { from: 2010, to: 12_000 });
    deepStrictEqual(snappedSpan(STEPS, 11_000, 2500), { from: 2010, to: 12_000 });
    deepStrictEqual(snappedSpan(STEPS, 13_000, 13_000), { from: 12_000, to: 14_000 });
    strictEqual(snappedSpan(NONE, 1, 2), undefined);
  });

  it('tells gaps from the seams of steps', () => {
    deepStrictEqual(
      [0, 1, 2, 3].map((step) => isBehindGap(STEPS, step)),
      [false, false, true, false],
    );
  });

  it('joins what was not measured with the step whose rates are not known', () => {
    const values = Float32Array.of(Number.NaN, 1, Number.NaN, 2);
    const range = { from: 0, to: 14_000 };
    deepStrictEqual(gapsIn(STEPS, [values], range), [{ from: 4000, to: 12_000 }]);
    // One series that is known is enough.
    deepStrictEqual(gapsIn(STEPS, [values, Float32Array.of(1, 1, 1, 1)], range), [
      { from: 4000, to: 10_000 },
    ]);
    deepStrictEqual(gapsIn(STEPS, [values], { from: 5000, to: 14_000 }), [{ from: 5000, to: 12_000 }]);
    deepStrictEqual(gapsIn(STEPS, [values], { from: 12_000, to: 14_000 }), []);
  });

  it('has ticks on round times, with room for their texts', () => {
    deepStrictEqual(timeTicks({ from: 1000, to: 61_000 }, 400), [15_000, 30_000, 45_000, 60_000]);
    deepStrictEqual(timeTicks({ from: 0, to: 3_600_000 }, 100), [0, 3_600_000]);
  });

  it('tells times by the clock, with seconds where ticks are on them', () => {
    strictEqual(clockText(new Date(2026, 10, 27, 15, 4, 5).getTime()), '15:04:05');
    const time = new Date(2026, 10, 27, 15, 4).getTime();
    strictEqual(tickText(time, [time, time + 30_000]), '15:04:00');
    strictEqual(tickText(time, [time, time + 60_000]), '15:04');
  });
});
