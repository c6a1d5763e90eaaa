import assert from 'node:assert/strict';
import { PassMemory } from '../../../../../src/node/engine/owners/passMemory';
import { SocketIndex } from '../../../../../src/node/engine/owners/socketIndex';

describe('the memory of a pass', () => {
  let memory: PassMemory;
  beforeEach(() => {
    memory = new PassMemory();
  });

  it('is used again by the next one, without what was in it', () => {
    const first = memory.zeros(Uint32Array, 'counts', 100).fill(7);
    const second = memory.zeros(Uint32Array, 'counts', 90);
    assert.equal(second.buffer, first.buffer);
    assert.ok(second.every((value) => value === 0));
  });

  it('differs for each name, and for each kind of number', () => {
    const arrays = [
      memory.zeros(Uint32Array, 'counts', 100),
      memory.zeros(Uint32Array, 'pids', 100),
      memory.zeros(Float64Array, 'counts', 100),
    ];
    assert.equal(new Set(arrays.map(({ buffer }) => buffer)).size, 3);
    assert.ok(arrays[2] instanceof Float64Array);
  });

  it('grows where more is needed, and is given back where far less is', () => {
    const first = memory.zeros(Uint32Array, 'counts', 1_000);
    const larger = memory.zeros(Uint32Array, 'counts', 2_000);
    assert.ok(larger.length >= 2_000 && larger.buffer !== first.buffer);
    assert.ok(memory.zeros(Uint32Array, 'counts', 100).length < 200);
  });

  it('leaves nothing of a pass to the sockets of the next one', () => {
    const index = new SocketIndex(memory);
    index.begin(3);
    assert.deepEqual([...index.add(Float64Array.of(7, 0, 8), Uint32Array.of(1, 1, 2))], [0, -1, 1]);
    index.begin(2);
    assert.deepEqual([...index.add(Float64Array.of(8, 9))], [0, 1]);
    assert.deepEqual(
      [index.count, index.uidOf(0), index.uidOf(1), index.numbers.get(7)],
      [2, undefined, undefined, -1],
    );
  });
});
