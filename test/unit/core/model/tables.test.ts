import assert from 'node:assert/strict';
import { InodeMap } from '../../../../src/core/model/inodeMap';
import { InetTable } from '../../../../src/core/model/inetTable';
import { UnixTable } from '../../../../src/core/model/unixTable';

describe('tables of sockets', () => {
  for (const count of [1, 256, 300, 1_000]) {
    it(`give ${count} rows away that no later row changes`, () => {
      const table = new InetTable();
      const fill = (inode: number): void => {
        table.clear(count + 10);
        for (let row = 0; row < count; row++) table.columns.inode[table.add()] = inode;
      };
      fill(7);
      const taken = table.take();
      fill(8);
      assert.equal(taken.inode.length, count);
      assert.equal(taken.localAddress.length, count * 4);
      assert.ok(taken.inode.every((inode) => inode === 7));
    });
  }

  it('give the paths of UNIX sockets away with them', () => {
    const table = new UnixTable();
    const fill = (path: string, inode: number): void => {
      for (let row = 0; row < 250; row++) {
        table.columns.inode[table.add()] = inode;
        table.setPath(row, Buffer.from(path), 0, path.length);
      }
    };
    fill('/run/one', 7);
    const taken = table.take();
    fill('/tmp/two', 8);
    assert.ok(taken.inode.every((inode) => inode === 7));
    assert.equal(Buffer.from(taken.paths).toString(), '/run/one'.repeat(250));
  });

  it('map inodes anew after they were forgotten', () => {
    const map = new InodeMap(2);
    for (let inode = 1; inode <= 100; inode++) map.set(inode, inode);
    map.clear(50);
    assert.deepEqual([map.size, map.get(1), map.getOrSet(1, 5), map.get(1)], [0, -1, 5, 5]);
    map.clear(10_000);
    assert.deepEqual([map.size, map.has(1)], [0, false]);
  });

  it('give many inodes a value at once, and tell of those that have another one', () => {
    const map = new InodeMap(2);
    map.set(7, 1);
    const taken: number[] = [];
    map.setAll(Float64Array.from([0, 5, 7, 2 ** 40]), 2, (inode) => taken.push(inode));
    map.setAll(
      Float64Array.from({ length: 1_000 }, (_, i) => i + 100),
      3,
      (inode) => taken.push(inode),
    );
    map.setAll(Float64Array.of(5), 2, (inode) => taken.push(inode));
    assert.deepEqual(taken, [7]);
    assert.deepEqual([map.get(5), map.get(7), map.get(2 ** 40), map.get(0)], [2, 1, 2, -1]);
    assert.deepEqual([map.size, map.get(100), map.get(1_099), map.get(1_100)], [1_003, 3, 3, -1]);
  });
});
