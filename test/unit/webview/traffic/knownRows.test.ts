import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import type { TrafficRowsAnswer } from '../../../../src/core/model/traffic';
import { NO_ROWS, takeRows } from '../../../../src/webview/traffic/knownRows';

const answer = (change: Partial<TrafficRowsAnswer>): TrafficRowsAnswer => ({
  place: 'editor',
  kind: 'connections',
  sequence: 1,
  takenAt: 0,
  total: 10,
  matching: 10,
  first: 0,
  ids: new Float64Array(),
  marks: new Uint8Array(),
  flags: new Uint8Array(),
  cells: {},
  strings: { from: 0, texts: [] },
  isOutOfOrder: false,
  gaps: {},
  ...change,
});

describe('rows that the page knows', () => {
  it('take over strings from the place on that they are of, so that one that comes twice does no harm', () => {
    const one = takeRows(NO_ROWS, answer({ strings: { from: 0, texts: ['a', 'b'] } }), false);
    const two = takeRows(one, answer({ strings: { from: 1, texts: ['b', 'c'] } }), false);
    deepStrictEqual(two.strings, ['a', 'b', 'c']);
    deepStrictEqual(takeRows(two, answer({ strings: { from: 0, texts: ['z'] } }), false).strings, ['z']);
    strictEqual(takeRows(two, answer({ strings: { from: 3, texts: [] } }), false).strings, two.strings);
  });

  it('are none where strings between were lost, and all is asked for', () => {
    const lost = takeRows(NO_ROWS, answer({ strings: { from: 4, texts: ['x'] } }), false);
    deepStrictEqual([lost.isLost, lost.answer, lost.strings], [true, undefined, []]);
  });

  it('are remembered beyond those in sight as long as no row has moved', () => {
    const one = takeRows(NO_ROWS, answer({ ids: Float64Array.of(7, 8, 9) }), false);
    const two = takeRows(one, answer({ first: 2, ids: Float64Array.of(9, 4) }), false);
    deepStrictEqual(two.all(), [7, 8, 9, 4]);
    const moved = takeRows(two, answer({ first: 2, ids: Float64Array.of(4, 9) }), false);
    deepStrictEqual(moved.all(), [4, 9]);
    const later = takeRows(two, answer({ sequence: 2, first: 3, ids: Float64Array.of(4) }), false);
    deepStrictEqual(later.all(), [4]);
    const held = takeRows(two, answer({ sequence: 2, first: 3, ids: Float64Array.of(4), matching: 4 }), true);
    deepStrictEqual(held.all(), [7, 8, 9, 4]);
  });
});
