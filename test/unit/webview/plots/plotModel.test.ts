import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import type { SeriesMeasure, TrafficSeries } from '../../../../src/core/model/traffic';
import type { PlotEntry } from '../../../../src/webview/plots/entries';
import { entryAt, frameOf, plotModel, shownEntries } from '../../../../src/webview/plots/plotModel';

const series = (measure: SeriesMeasure, ...values: number[]): TrafficSeries => ({
  id: measure,
  label: '',
  measure,
  values: Float32Array.from(values),
});

const entry = (id: string, up?: TrafficSeries, down?: TrafficSeries): PlotEntry => ({
  id,
  label: id,
  up,
  down,
});

/** Three steps of a second, the third behind a gap. */
const STEPS = { times: Float64Array.of(1000, 2000, 9000), begins: Float64Array.of(0, 1000, 8000) };
const RANGE = { from: 0, to: 9000 };

describe('what is drawn of a plot', () => {
  it('ends lines before gaps, and begins them with the value of the step behind', () => {
    const { x, steps } = frameOf(STEPS, []);
    deepStrictEqual(x, [0, 1000, 2000, 2001, 8000, 9000]);
    deepStrictEqual([...steps], [0, 0, 1, -1, 2, 2]);
  });

  it('leaves out steps that nothing is known of', () => {
    const { x, steps } = frameOf(STEPS, [Float32Array.of(1, Number.NaN, 3)]);
    deepStrictEqual(x, [0, 1000, 1001, 8000, 9000]);
    deepStrictEqual([...steps], [0, 0, -1, 2, 2]);
  });

  it('keeps times rising where steps overlap', () => {
    const { x } = frameOf({ times: Float64Array.of(1000, 1000), begins: Float64Array.of(500, 900) }, []);
    deepStrictEqual(x, [500, 1000, 1001]);
  });

  it('draws what was sent below zero', () => {
    const frame = frameOf(STEPS, []);
    const eth0 = entry('interface eth0', series('received', 5000, 6000, 7000), series('sent', 100, 200, 300));
    const { lines, range, kind } = plotModel([eth0], 'lines', frame, RANGE, 'bytes');
    strictEqual(kind, 'bytesPerSecond');
    deepStrictEqual(
      lines.map(({ drawn, isDown }) => [isDown, ...drawn]),
      [
        [false, 5000, 5000, 6000, null, 7000, 7000],
        [true, -100, -100, -200, null, -300, -300],
      ],
    );
    strictEqual(range.high >= 7000 && range.low <= -300, true);
  });

  it('lays areas on each other, and takes what is not known of one for nothing', () => {
    const frame = frameOf(STEPS, []);
    const entries = [
      entry('process 1', series('received', 1, 2, 3)),
      entry('process 2', series('received', 10, Number.NaN, 30)),
      entry('process 3', series('received', 100, 200, 300)),
    ];
    const { lines } = plotModel(entries, 'stack', frame, RANGE, 'bytes');
    deepStrictEqual(lines[1]!.drawn, [11, 11, 2, null, 33, 33]);
    deepStrictEqual(lines[2]!.drawn, [111, 111, 202, null, 333, 333]);
    deepStrictEqual(
      lines.map(({ on }) => on),
      [undefined, 0, 1],
    );
  });

  it('chooses the range by what is in sight', () => {
    const frame = frameOf(STEPS, []);
    const states = [entry('state 1', series('count', 90_000, 10, 20))];
    strictEqual(plotModel(states, 'lines', frame, { from: 8500, to: 9000 }, 'bytes').range.high < 100, true);
    strictEqual(plotModel(states, 'lines', frame, RANGE, 'bytes').range.high >= 90_000, true);
  });

  it('finds the area or the line at a place', () => {
    const frame = frameOf(STEPS, []);
    const two = [entry('a', series('received', 10, 10, 10)), entry('b', series('received', 20, 20, 20))];
    const stack = plotModel(two, 'stack', frame, RANGE, 'bytes');
    strictEqual(entryAt(stack, frame, 'stack', 1, 5, 1), 0);
    strictEqual(entryAt(stack, frame, 'stack', 1, 25, 1), 1);
    strictEqual(entryAt(stack, frame, 'stack', 1, 40, 1), undefined);
    const lines = plotModel(two, 'lines', frame, RANGE, 'bytes');
    strictEqual(entryAt(lines, frame, 'lines', 1, 19, 2), 1);
    strictEqual(entryAt(lines, frame, 'lines', 1, 15, 2), undefined);
    strictEqual(entryAt(lines, frame, 'lines', -1, 10, 2), undefined);
  });

  it('leaves out what is switched off', () => {
    deepStrictEqual(
      shownEntries([entry('a'), entry('b')], ['a']).map(({ id }) => id),
      ['b'],
    );
  });
});
