import assert from 'node:assert/strict';
import { UnixTable, unixSocketAt } from '../../../src/core/model/unixTable';
import { parseUnix } from '../../../src/core/procfs/unix';
import { assertProperty, hostileBytes } from '../property';

const HEADER = 'Num       RefCount Protocol Flags    Type St Inode Path';

function parse(text: string): {
  table: UnixTable;
  issues: ReturnType<typeof parseUnix>;
  paths: string[];
} {
  const table = new UnixTable();
  const issues = parseUnix(Buffer.from(text, 'latin1'), table);
  const columns = table.slice();
  const paths = Array.from({ length: table.length }, (_, row) =>
    Buffer.from(unixSocketAt(columns, row).path).toString('latin1'),
  );
  return { table, issues, paths };
}

describe('parseUnix', () => {
  it('reads every column, and the path as raw bytes', () => {
    const { table, issues, paths } = parse(
      `${HEADER}\n` +
        '0000000000000000: 00000002 00000000 00010000 0001 01 20480 /run/a b\xff\n' +
        '0000000000000000: 00000003 00000000 00000000 0002 03   77\n' +
        '0000000000000000: 00000003 00000000 00000000 0005 03 78 @abstract\n',
    );
    assert.deepEqual(issues, []);
    assert.deepEqual(paths, ['/run/a b\xff', '', '@abstract']);
    const { path: _path, ...first } = unixSocketAt(table.slice(), 0);
    assert.deepEqual(first, {
      refCount: 2,
      protocol: 0,
      flags: 0x10000,
      type: 1,
      state: 1,
      inode: 20480,
    });
  });

  it('says of each broken line where and why, and reads all others', () => {
    const row = '0000000000000000: 00000002 00000000 00010000 0001 01 20480 /run/with\nnewline';
    const { table, issues } = parse(`${HEADER}\n${row}\n0: 2 0 0 1 01\n`);
    assert.equal(table.length, 1);
    assert.deepEqual(
      issues.map(({ line, field, rowKept }) => ({ line, field, rowKept })),
      [
        { line: 3, field: 'line', rowKept: false },
        { line: 4, field: 'Inode', rowKept: false },
      ],
    );
  });

  it('reads files of kernels without an inode column', () => {
    const { table, issues } = parse(
      'Num RefCount Protocol Flags Type St Path\n0: 00000002 00000000 00010000 0001 01 /x\n',
    );
    assert.deepEqual(issues, []);
    assert.equal(table.columns.inode[0], 0);
  });

  it('reads a row the same way, however it is laid out', () => {
    const fields = ['00000003', '00000000', '00010000', '0001', '01', '20480'];
    const kernels = parse(`${HEADER}\n0000000000000000: ${fields.join(' ')} /run/x\n`);
    const wide = parse(`${HEADER}\n  0000000000000000:  ${fields.join('  ')} /run/x\n`);
    assert.deepEqual(unixSocketAt(kernels.table.slice(), 0), unixSocketAt(wide.table.slice(), 0));
    assert.deepEqual([kernels.issues, wide.issues], [[], []]);
  });

  it('never throws, whatever the bytes', () => {
    assertProperty(hostileBytes, (bytes) => {
      const table = new UnixTable();
      parseUnix(bytes, table);
      table.slice();
    });
  });
});
