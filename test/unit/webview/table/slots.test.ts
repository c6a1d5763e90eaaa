import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { Slots } from '../../../../src/webview/table/slots';

describe('elements of rows', () => {
  it('stay those of their rows, and are taken by rows that come into sight', () => {
    const slots = new Slots();
    deepStrictEqual(slots.of([0, 1, 2, 3]), [0, 1, 2, 3]);
    deepStrictEqual(slots.of([1, 2, 3, 4]), [1, 2, 3, 0]);
    deepStrictEqual(slots.of([3, 4, 5, 6]), [3, 0, 1, 2]);
  });

  it('are the same ones for rows that are all others, in their order, and the focused row keeps its own', () => {
    const slots = new Slots();
    slots.of([0, 1, 2, 3]);
    deepStrictEqual(slots.of([2, 900, 901, 902]), [2, 0, 1, 3]);
  });

  it('are as many as there are rows', () => {
    const slots = new Slots();
    slots.of([0, 1, 2, 3]);
    deepStrictEqual(slots.of([2, 3]), [0, 1]);
    deepStrictEqual(slots.of([]), []);
    for (let turn = 0; turn < 500; turn++) {
      const first = (turn * 7) % 40;
      const taken = slots.of(Array.from({ length: (turn * 13) % 20 }, (_, at) => first + at));
      strictEqual(new Set(taken).size, taken.length);
      deepStrictEqual(
        [...taken].sort((a, b) => a - b),
        [...taken.keys()],
      );
    }
  });
});
