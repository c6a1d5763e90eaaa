import assert from 'node:assert/strict';
import { inOneBlock } from '../../../../../src/node/engine/worker/oneBlock';

describe('inOneBlock', () => {
  const answer = {
    sequence: 7,
    marks: Uint8Array.of(1, 2, 3),
    cells: { received: Float64Array.of(1.5, Number.NaN), sent: new Float64Array() },
    strings: { from: 0, texts: ['a', 'b'] },
    plots: { states: [{ id: 'state 1', values: Float32Array.of(1, 2, 3) }] },
    step: undefined,
  };

  it('says the same', () => {
    assert.deepEqual(inOneBlock(answer), answer);
  });

  it('has all arrays in one block of memory, which holds nothing else', () => {
    const { marks, cells, plots } = inOneBlock(answer);
    const arrays = [marks, cells.received, cells.sent, plots.states[0]?.values];
    assert.deepEqual(new Set(arrays.map((array) => array?.buffer)), new Set([marks.buffer]));
    assert.equal(marks.buffer.byteLength, 8 + 16 + 16);
  });

  it('leaves what it was given as it is', () => {
    inOneBlock(answer).marks[0] = 9;
    assert.equal(answer.marks[0], 1);
  });
});
