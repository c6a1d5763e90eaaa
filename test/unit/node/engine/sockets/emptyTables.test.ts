import assert from 'node:assert/strict';
import { EmptyTables } from '../../../../../src/node/engine/sockets/emptyTables';
import { FakeReader } from '../../fakeReader';

describe('tables that the kernel counts no socket of', () => {
  let reader: FakeReader;
  let tables: EmptyTables;

  const count = (tcp: number, tcp6: number, timeWait = 0): void => {
    reader.files.set('self/net/sockstat', `sockets: used 9\nTCP: inuse ${tcp} orphan 0 tw ${timeWait}\n`);
    reader.files.set('self/net/sockstat6', `TCP6: inuse ${tcp6}\n`);
  };
  /** Which of both is left out in each of so many readings. */
  const skipped = (readings: number): string[] =>
    Array.from({ length: readings }, () => {
      tables.look();
      return (['tcp', 'tcp6'] as const).filter((protocol) => tables.canSkip(protocol)).join(' ');
    });

  beforeEach(() => {
    reader = new FakeReader();
    tables = new EmptyTables(reader);
  });

  it('are left out, but for the first reading and one in some', () => {
    count(3, 0);
    const readings = skipped(40);
    assert.deepEqual([readings[0], readings[1], readings[30], readings[32]], ['', 'tcp6', 'tcp6', '']);
    count(0, 3);
    assert.deepEqual(skipped(1), ['tcp']);
  });

  it('are read where a socket opened or waits in TIME_WAIT, or where nothing is counted', () => {
    count(3, 0);
    skipped(2);
    count(3, 1);
    assert.deepEqual(skipped(1), ['']);
    count(3, 0, 1);
    assert.deepEqual(skipped(1), ['']);
    reader.files.clear();
    assert.deepEqual(skipped(1), ['']);
  });

  it('are read for good once one had rows all the same', () => {
    count(3, 0);
    skipped(1);
    tables.note('tcp6', 1);
    assert.deepEqual(skipped(2), ['', '']);
  });

  it('are left out further where a socket came between the counter and the table', () => {
    count(3, 0);
    skipped(1);
    count(3, 1);
    tables.note('tcp6', 1);
    count(3, 0);
    assert.deepEqual(skipped(1), ['tcp6']);
  });
});
