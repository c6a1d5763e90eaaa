import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Descriptors } from '../../../../../src/node/engine/owners/descriptors';
import { FileLinks, type SocketLinks } from '../../../../../src/node/engine/owners/socketLinks';
import type { ReadResult } from '../../../../../src/node/reader';
import { assertProperty } from '../../../property';
import { FakeReader } from '../../fakeReader';

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
    // As text, as Node lists a directory.
    return { status: 'ok', value: this.#of(path).map(String).toSorted() };
  }

  override readLink(path: string): ReadResult<string> {
    const descriptor = Number(path.split('/')[2]);
    if (!this.#of(path).includes(descriptor)) return { status: 'absent', code: 'ENOENT' };
    return { status: 'ok', value: `socket:[${Number.parseInt(path, 10) * 1000 + descriptor}]` };
  }

  /** What each process holds as the descriptors' reader finds it. */
  readAll(links?: SocketLinks): number[][] {
    const descriptors = new Descriptors(this, links);
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

/** Links of which one that is absent costs no more than another: system calls make no exceptions. */
class CheapLinks extends FileLinks {
  override readonly absentCost: number = 1;
}

const from = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);

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

  it('knows what relatives inherited in the order of numbers, however long the listing is', () => {
    const relatives = new Numbered([
      [...from(0, 30), 251],
      [...from(0, 28), 251],
      [...from(0, 33), 251],
    ]);
    assert.deepEqual([relatives.readAll(), relatives.listings], [relatives.expected(), 1]);
  });

  it('lists no directory for a few gaps where asking in vain is cheap', () => {
    const gaps = [
      [...from(0, 26), ...from(29, 40)],
      [...from(0, 20), ...from(23, 30), ...from(32, 33)],
    ];
    const cheap = new Numbered(gaps);
    assert.deepEqual([cheap.readAll(new CheapLinks(cheap)), cheap.listings], [cheap.expected(), 0]);
    const wide = new Numbered([[0, 1, ...from(40, 45)]]);
    assert.deepEqual([wide.readAll(new CheapLinks(wide)), wide.listings], [wide.expected(), 1]);
  });

  it('finds all of any processes one after another', () => {
    const numbers = fc
      .uniqueArray(fc.integer({ min: 0, max: 12 }), { maxLength: 10 })
      .map((all) => all.toSorted((a, b) => a - b));
    assertProperty(fc.array(numbers, { maxLength: 12 }), (processes) => {
      const reader = new Numbered(processes);
      assert.deepEqual(reader.readAll(), reader.expected());
      assert.deepEqual(reader.readAll(new CheapLinks(reader)), reader.expected());
    });
  });

  it('tells where links are denied though their directory is not, for the last process alone', () => {
    class Guarded extends Numbered {
      override readLink(path: string): ReadResult<string> {
        return path.startsWith('2/') ? { status: 'denied', code: 'EACCES' } : super.readLink(path);
      }
    }
    const descriptors = new Descriptors(new Guarded([[0], [0, 1], [0]]));
    const read = (pid: number, count: number): unknown[] => {
      const { status } = descriptors.read(pid, count);
      return [status, descriptors.sawDenied];
    };
    assert.deepEqual(
      [read(1, 0), read(2, 0), read(2, 2), read(3, 1)],
      [
        ['ok', false],
        ['ok', true],
        ['denied', true],
        ['ok', false],
      ],
    );
  });
});
