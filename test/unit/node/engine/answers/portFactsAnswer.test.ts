import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { parseInodeColumn } from '../../../../../src/core/procfs/inodeColumn';
import type { PortFacts } from '../../../../../src/core/model/portFacts';
import { explainPort } from '../../../../../src/core/ports/explainPort';
import { machineEngine } from '../../../../../src/node/engine/machineEngine';
import { loadSystemCalls } from '../../../../../src/node/system/systemCalls';
import { engineOn } from '../../engineOn';
import { FakeReader, tcpTable } from '../../fakeReader';
import { tellsBoundSockets } from '../../../../kernelVersion';
import { startBoundOnly } from '../../../../host/boundOnly';
import { whyMissing } from '../../../../host/programs';
import { skipWithReason } from '../../../../skip';

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
    const holder = await startBoundOnly('0.0.0.0');
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

  it('is read once for all who ask before it is looked at, and again for who asks later', async () => {
    const reader = new FakeReader();
    reader.files.set('self/net/tcp', tcpTable([{ port: 80, inode: 77 }]));
    reader.processes.set(42, { startTime: 1000, sockets: [77] });
    const engine = engineOn(reader, { bind: () => Promise.resolve() });
    const sequences = async (...ports: number[]): Promise<number[]> => {
      const told = ports.map((port) => engine.portFacts({ transport: 'tcp', port }));
      return (await Promise.all(told)).map(({ snapshot }) => snapshot.sequence);
    };
    const [first = 0, ...others] = await sequences(3000, 3001, 3002);
    assert.deepEqual(others, [first, first]);
    assert.deepEqual(await sequences(3000), [first + 1]);

    let later: Promise<PortFacts> | undefined;
    const read = reader.read.bind(reader);
    // Somebody asks while the machine is looked at: what was read before that must not answer them.
    reader.read = (path: string) => {
      if (path === 'self/net/tcp') later ??= engine.portFacts({ transport: 'tcp', port: 3000 });
      return read(path);
    };
    assert.deepEqual(await sequences(3000, 3001), [first + 2, first + 2]);
    assert.equal((await later)?.snapshot.sequence, first + 3);
  });

  it('fails for all who share it where it cannot be read, and is read for the next', async () => {
    const engine = engineOn(new FakeReader(), { bind: () => Promise.resolve() });
    const scanForChanges = engine.scanForChanges.bind(engine);
    engine.scanForChanges = () => {
      throw new Error('EIO');
    };
    const ask = (): Promise<unknown> => engine.portFacts({ transport: 'tcp', port: 3000 });
    const told = await Promise.allSettled([ask(), ask()]);
    assert.deepEqual(
      told.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    engine.scanForChanges = scanForChanges;
    await ask();
  });

  it('reads the inodes of netlink and packet sockets', () => {
    const table = 'sk  Eth Pid Inode\n00 0 0 4       \n01 4 0 476\nbroken\n';
    assert.deepEqual(parseInodeColumn(Buffer.from(table)), [4, 476]);
  });
});
