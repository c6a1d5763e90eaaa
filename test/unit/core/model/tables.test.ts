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
});
