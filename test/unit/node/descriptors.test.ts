import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Descriptors } from '../../../src/node/engine/descriptors';
import type { ReadResult } from '../../../src/node/reader';
import { assertProperty } from '../property';
import { FakeReader } from './fakeReader';

/** Processes given by the numbers of their descriptors, all of them sockets with the inode PID000 + number. */
class Numbered extends FakeReader {
  listings = 0;
  readonly numbers: readonly (readonly number[])[];

  constructor(numbers: readonly (readonly number[])[]) {
    super();
    this.numbers = numbers;
  }

  override list(path: string): ReadResult<string[]> {
    this.listings++;
    return { status: 'ok', value: this.#of(path).map(String) };
  }

  override readLink(path: string): ReadResult<string> {
    const descriptor = Number(path.split('/')[2]);
    if (!this.#of(path).includes(descriptor)) return { status: 'absent', code: 'ENOENT' };
    return { status: 'ok', value: `socket:[${Number.parseInt(path, 10) * 1000 + descriptor}]` };
  }

  /** What each process holds as the descriptors' reader finds it. */
  readAll(): number[][] {
    const descriptors = new Descriptors(this);
    return this.numbers.map((numbers, i) => {
      const read = descriptors.read(i + 1, numbers.length);
      return read.status === 'ok' ? [...read.inodes] : [];
    });
  }

  expected(): number[][] {
    return this.numbers.map((numbers, i) => numbers.map((number) => (i + 1) * 1000 + number));
  }

  #of(path: string): readonly number[] {
    return this.numbers[Number.parseInt(path, 10) - 1] ?? [];
  }
}

describe('reading the descriptors of processes', () => {
  it('lists no directory of processes without gaps, and one of relatives that inherited the same numbers', () => {
    const dense = new Numbered([[0, 1, 2], [0], [0, 1, 2, 3]]);
    assert.deepEqual([dense.readAll(), dense.listings], [dense.expected(), 0]);
    const relatives = new Numbered([
      [0, 1, 2, 19, 255],
      [0, 1, 2, 3, 19, 255],
      [0, 19, 255],
    ]);
    assert.deepEqual([relatives.readAll(), relatives.listings], [relatives.expected(), 1]);
  });

  it('finds all of any processes one after another', () => {
    const numbers = fc
      .uniqueArray(fc.integer({ min: 0, max: 12 }), { maxLength: 10 })
      .map((all) => all.toSorted((a, b) => a - b));
    assertProperty(fc.array(numbers, { maxLength: 12 }), (processes) => {
      const reader = new Numbered(processes);
      assert.deepEqual(reader.readAll(), reader.expected());
    });
  });
});
