import assert from 'node:assert/strict';
import { heldPorts } from '../../../../src/core/ports/heldPorts';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { process, snapshot } from '../../snapshots';

describe('the ports that a process holds', () => {
  const worker = process({ pid: 42, parentPid: 41 });
  const supervisor = process({ pid: 41, comm: 'npm' });
  const machine = snapshot(
    [
      { pids: [42], inode: 1 },
      { pids: [41, 42], inode: 2, protocol: 'tcp6' },
      { pids: [41], inode: 3, local: ['127.0.0.1', 3001] },
      { pids: [42], inode: 4, protocol: 'udp' },
    ],
    [supervisor, worker],
  );
  const ports = listeningPorts(machine);
  const heldBy = (who: typeof worker): unknown[] =>
    heldPorts(ports)(who).map(({ transport, port, sockets }) => [
      transport,
      port,
      sockets.map(({ socket }) => socket.inode).sort((a, b) => a - b),
    ]);

  it('are each told once, though the rows of several programs have sockets of it', () => {
    assert.equal(ports.length, 4);
    assert.deepEqual(heldBy(worker), [
      ['tcp', 3000, [1, 2]],
      ['udp', 3000, [4]],
    ]);
    assert.deepEqual(heldBy(supervisor), [
      ['tcp', 3000, [2]],
      ['tcp', 3001, [3]],
    ]);
  });

  it('are none of a process that was given the pid of another', () => {
    assert.deepEqual(heldBy({ ...worker, startTime: 200 }), []);
    assert.deepEqual(heldBy(process({ pid: 43 })), []);
  });
});
