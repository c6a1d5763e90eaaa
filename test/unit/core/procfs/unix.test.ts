import assert from 'node:assert/strict';
import { type UnixSocket, UnixTable, unixSocketAt } from '../../../../src/core/model/unixTable';
import type { ParseIssue } from '../../../../src/core/model/issue';
import { UnixReader } from '../../../../src/core/procfs/unix';
import { assertProperty, hostileBytes } from '../../property';

const HEADER = 'Num       RefCount Protocol Flags    Type St Inode Path';

function parse(...pieces: string[]): {
  rows: UnixSocket[];
  issues: readonly ParseIssue[];
  paths: string[];
} {
  const table = new UnixTable();
  const reader = new UnixReader(table);
  for (const piece of pieces) reader.take(Buffer.from(piece, 'latin1'));
  const { issues } = reader;
  const columns = table.take();
  const rows = Array.from({ length: columns.inode.length }, (_, row) => unixSocketAt(columns, row));
  return { rows, issues, paths: rows.map(({ path }) => Buffer.from(path).toString('latin1')) };
}

describe('UnixReader', () => {
  it('reads every column, and the path as raw bytes', () => {
    const { rows, issues, paths } = parse(
      `${HEADER}\n` +
        '0000000000000000: 00000002 00000000 00010000 0001 01 20480 /run/a b\xff\n' +
        '0000000000000000: 00000003 00000000 00000000 0002 03   77\n' +
        '0000000000000000: 00000003 00000000 00000000 0005 03 78 @abstract\n',
    );
    assert.deepEqual(issues, []);
    assert.deepEqual(paths, ['/run/a b\xff', '', '@abstract']);
    const { path: _path, ...first } = rows[0] ?? assert.fail();
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
    const { rows, issues } = parse(`${HEADER}\n${row}\n0: 2 0 0 1 01\n`);
    assert.equal(rows.length, 1);
    assert.deepEqual(
      issues.map(({ line, field, rowKept }) => ({ line, field, rowKept })),
      [
        { line: 3, field: 'line', rowKept: false },
        { line: 4, field: 'Inode', rowKept: false },
      ],
    );
  });

  it('reads a file in pieces as it reads it whole, and counts its lines on', () => {
    const row = (inode: number): string =>
      `0000000000000000: 00000002 00000000 00010000 0001 01 ${inode} /run/${inode}\n`;
    const lines = [`${HEADER}\n`, row(1), row(2), 'broken\n', row(3)];
    const whole = parse(lines.join(''));
    assert.deepEqual(whole.paths, ['/run/1', '/run/2', '/run/3']);
    for (let cut = 1; cut < lines.length; cut++) {
      assert.deepEqual(parse(lines.slice(0, cut).join(''), lines.slice(cut).join('')), whole);
    }
    assert.deepEqual(parse(...lines), whole);
  });

  it('reads files of kernels without an inode column', () => {
    const { rows, issues } = parse(
      'Num RefCount Protocol Flags Type St Path\n0: 00000002 00000000 00010000 0001 01 /x\n',
    );
    assert.deepEqual(issues, []);
    assert.equal(rows[0]?.inode, 0);
  });

  it('reads a row the same way, however it is laid out', () => {
    const fields = ['00000003', '00000000', '00010000', '0001', '01', '20480'];
    const kernels = parse(`${HEADER}\n0000000000000000: ${fields.join(' ')} /run/x\n`);
    const wide = parse(`${HEADER}\n  0000000000000000:  ${fields.join('  ')} /run/x\n`);
    assert.deepEqual(kernels.rows, wide.rows);
    assert.equal(wide.rows.length, 1);
    assert.deepEqual([kernels.issues, wide.issues], [[], []]);
  });

  it('never throws, whatever the bytes', () => {
    assertProperty(hostileBytes, (bytes) => {
      const table = new UnixTable();
      new UnixReader(table).take(bytes);
      table.take();
    });
  });
});
