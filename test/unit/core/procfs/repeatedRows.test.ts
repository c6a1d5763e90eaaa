import assert from 'node:assert/strict';
import { InetTable } from '../../../../src/core/model/inetTable';
import { InetReader } from '../../../../src/core/procfs/inetReader';
import { repeatedRows } from '../../../../src/core/procfs/repeatedRows';

describe('repeatedRows', () => {
  it('finds rows that a torn read gave twice, and nothing else', () => {
    const row = (port: string, inode: number): string =>
      `   0: 0100007F:${port} 0200007F:0050 06 00000000:00000000 03:00000100 00000000     0        0 ${inode} 3 0000000000000000`;
    const table = new InetTable();
    const rows = [
      row('1000', 0),
      row('1001', 0),
      row('1000', 0),
      row('1000', 7),
      row('1000', 7),
      row('1000', 8),
    ];
    const reader = new InetReader({ protocol: 'tcp', littleEndian: true }, table);
    reader.take(Buffer.from(['header', ...rows, ''].join('\n')));
    assert.deepEqual([...repeatedRows(table)], [2, 4]);
  });
});
