import assert from 'node:assert/strict';
import { unixOwnersOf } from '../../src/core/model/snapshot';
import { unixSocketAt } from '../../src/core/model/unixTable';
import { netstat } from './netstat';
import { startProgram, stopPrograms } from './programs';

describe('UNIX sockets', () => {
  after(stopPrograms);

  it('are in a snapshot of all sockets, with their owners', async () => {
    const { engine } = await netstat();
    const { pid } = await startProgram(
      "require('net').createServer().listen(String.fromCharCode(0) + 'netstat-test-' + process.pid, () => console.log('{}'));",
    );
    const snapshot = await engine.scan('all', true);
    const path = `@netstat-test-${pid}`;
    const row = [...snapshot.unix.inode.keys()].find((each) =>
      Buffer.from(unixSocketAt(snapshot.unix, each).path).toString('latin1').startsWith(path),
    );
    assert.ok(row !== undefined, `${path} is not in the snapshot`);
    assert.deepEqual(
      unixOwnersOf(snapshot, row).map((owner) => owner.pid),
      [pid],
    );
  });
});
