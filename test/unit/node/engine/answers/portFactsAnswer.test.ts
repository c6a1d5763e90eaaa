import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { parseInodeColumn } from '../../../../../src/core/procfs/inodeColumn';
import { explainPort } from '../../../../../src/core/query/explain/explainPort';
import { machineEngine } from '../../../../../src/node/engine/machineEngine';
import { loadSystemCalls } from '../../../../../src/node/system/systemCalls';
import { tellsBoundSockets } from '../../../../kernelVersion';
import { whyMissing } from '../../../../host/programs';
import { skipWithReason } from '../../../../skip';

/** Binds a port that the kernel chooses, says which, and never listens. */
const BOUND_ONLY = `
import socket, sys
s = socket.socket()
s.bind(('0.0.0.0', 0))
print(s.getsockname()[1], flush=True)
sys.stdin.read()
`;

describe('what the machine tells of a port', function () {
  it('finds a listener, which a bind confirms', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      const facts = await machineEngine(loadSystemCalls()).portFacts({ transport: 'tcp', port });
      const { causes, verdict } = explainPort(facts);
      assert.ok(causes[0]?.kind === 'listener');
      assert.equal(causes[0].listener.owners[0]?.pid, process.pid);
      assert.notEqual(verdict, 'free');
      assert.equal(facts.trials.find(({ address }) => address === '127.0.0.1')?.outcome, 'inUse');
    } finally {
      server.close();
    }
    await once(server, 'close');
    const after = explainPort(await machineEngine(loadSystemCalls()).portFacts({ transport: 'tcp', port }));
    assert.equal(after.verdict, 'free');
  });

  it('finds the process whose socket is bound and stands in no table, or suspects it', async function () {
    skipWithReason(this, whyMissing('python3'));
    const holder = await bindOnly();
    try {
      for (const calls of [loadSystemCalls(), new Error('none')]) {
        const facts = await machineEngine(calls).portFacts({ transport: 'tcp', port: holder.port });
        const [cause] = explainPort(facts).causes;
        assert.ok(cause?.kind === 'boundOnly');
        if (tellsBoundSockets && !(calls instanceof Error)) {
          const [bound, ...more] = cause.sockets;
          assert.deepEqual(
            [bound?.socket.localPort, bound?.owners.map(({ pid }) => pid), more],
            [holder.port, [holder.child.pid], []],
          );
        } else {
          assert.ok(cause.suspects.some(({ owner }) => owner.pid === holder.child.pid));
        }
      }
    } finally {
      holder.child.kill();
    }
  });

  it('reads the inodes of netlink and packet sockets', () => {
    const table = 'sk  Eth Pid Inode\n00 0 0 4       \n01 4 0 476\nbroken\n';
    assert.deepEqual(parseInodeColumn(Buffer.from(table)), [4, 476]);
  });
});

/** Node cannot bind without listening. */
async function bindOnly(): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn('python3', ['-c', BOUND_ONLY], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, port: Number(String(line)) };
}
