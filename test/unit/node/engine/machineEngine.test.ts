import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inetSocketAt } from '../../../../src/core/model/inetTable';
import { ownersOf, unixOwnersOf, unixReasons } from '../../../../src/core/model/snapshot';
import { unixSocketAt } from '../../../../src/core/model/unixTable';
import { machineEngine } from '../../../../src/node/engine/machineEngine';
import { until } from '../../../host/until';
import { loadSystemCalls, type SystemCalls } from '../../../../src/node/system/systemCalls';

/** SS_CONNECTED of include/uapi/linux/net.h */
const CONNECTED = 3;

/** Where the C library is called directly, and how often. */
function counted(calls: SystemCalls): { calls: SystemCalls; counts: Record<'links' | 'questions', number> } {
  const counts = { links: 0, questions: 0 };
  const readLinkAt: SystemCalls['readLinkAt'] = (...args) => {
    counts.links++;
    return calls.readLinkAt(...args);
  };
  const send: SystemCalls['send'] = (...args) => {
    counts.questions++;
    return calls.send(...args);
  };
  return { calls: { ...calls, readLinkAt, send }, counts };
}

describe('the engine of this machine', () => {
  it('reads links and sockets by system calls where it has them, and finds the same without', async () => {
    const loaded = loadSystemCalls();
    assert.ok(!(loaded instanceof Error), 'npm ci brings koffi for this machine');
    const { calls, counts } = counted(loaded);
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    try {
      for (const engine of [machineEngine(calls), machineEngine(new Error('none'))]) {
        const snapshot = await engine.scan('all', true);
        const row = snapshot.inet.localPort.indexOf(port ?? 0);
        assert.deepEqual(
          ownersOf(snapshot, row).map(({ pid }) => pid),
          [process.pid],
        );
      }
      assert.ok(counts.links > 0);
      // TCP of both families, UDP of each, and the names of UNIX sockets.
      assert.equal(counts.questions, 4);
    } finally {
      server.close();
    }
  });

  it('tells of connections that a program forgot to close, by the kernel and by files, where that is asked for', async () => {
    const loaded = loadSystemCalls();
    assert.ok(!(loaded instanceof Error), 'npm ci brings koffi for this machine');
    const engines = [machineEngine(loaded), machineEngine(new Error('none'))];
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const before = await engines[0]?.listeners(true);
    const [client, [accepted]] = [
      connect((server.address() as AddressInfo).port, '127.0.0.1').end(),
      (await once(server, 'connection')) as [Socket],
    ];
    try {
      const known = new Set(before?.unclosed);
      const found: (readonly number[])[] = [];
      for (const engine of engines) {
        const unclosed = async (): Promise<number[]> =>
          Array.from((await engine.listeners(true)).unclosed ?? []).filter((each) => !known.has(each));
        await until('CLOSE_WAIT', async () => (await unclosed()).length > 0);
        found.push(await unclosed());
        const { inet } = await engine.listeners(true);
        assert.ok(!inet.state.includes(8), 'they are no listeners');
        assert.equal((await engine.listeners()).unclosed, undefined);
      }
      assert.equal(found[0]?.length, 1);
      assert.deepEqual(found[1], found[0]);
    } finally {
      accepted.destroy();
      client.destroy();
      server.close();
    }
  });

  it('calls nobody the owner of a UNIX socket whose row a program made up', async () => {
    const loaded = loadSystemCalls();
    assert.ok(!(loaded instanceof Error), 'npm ci brings koffi for this machine');
    const victim = createServer().listen(0, '127.0.0.1');
    await once(victim, 'listening');
    const port = (victim.address() as AddressInfo).port;
    const before = await machineEngine(loaded).scan('all', true);
    const inode = before.inet.inode[before.inet.localPort.indexOf(port)] ?? 0;
    // The abstract name has a newline, and a row of a path that nobody ever bound.
    const name = `/run/netstat-${process.pid}.sock`;
    const forger = createServer().listen(`\0x\n0: 00000002 00000000 00010000 0001 01 ${inode} ${name}`);
    await once(forger, 'listening');
    try {
      for (const engine of [machineEngine(loaded), machineEngine(new Error('none'))]) {
        const { unix, ...snapshot } = await engine.scan('all', true);
        const path = (row: number): string => Buffer.from(unixSocketAt(unix, row).path).toString('latin1');
        const forged = Array.from(unix.inode, (_, row) => row).filter((row) => path(row).startsWith(name));
        assert.equal(forged.length, 1);
        const [row = -1] = forged;
        assert.equal(unix.inode[row], inode);
        assert.deepEqual(unixOwnersOf({ unix, ...snapshot }, row), []);
        assert.deepEqual(unixReasons({ unix, ...snapshot }, row), ['madeUp']);
      }
    } finally {
      victim.close();
      forger.close();
    }
  });

  it('tells what the kernel knows of a connection, of a listener and of the other end of a UNIX socket', async () => {
    const loaded = loadSystemCalls();
    assert.ok(!(loaded instanceof Error), 'npm ci brings koffi for this machine');
    const folder = await mkdtemp(join(tmpdir(), 'netstat-engine-'));
    const [server, unix] = [createServer((end) => end.pipe(end)), createServer()];
    const path = join(folder, 'socket');
    await Promise.all([
      once(server.listen(0, '127.0.0.1', 77), 'listening'),
      once(unix.listen(path), 'listening'),
    ]);
    const { port } = server.address() as AddressInfo;
    const clients = [connect(port, '127.0.0.1'), connect(path)];
    try {
      await Promise.all(clients.map((client) => once(client, 'connect')));
      clients[0]?.write('twelve bytes');
      await once(clients[0] as Socket, 'data');
      const engine = machineEngine(loaded);
      const { inet, unix: sockets } = await engine.scan('all', true);
      const rows = [...inet.localPort.keys()].map((row) => inetSocketAt(inet, row));
      const listener = rows.find(({ localPort, remotePort }) => localPort === port && remotePort === 0);
      const client = rows.find(({ remotePort }) => remotePort === port);
      const accepted = [...sockets.inode.keys()]
        .map((row) => unixSocketAt(sockets, row))
        .find((socket) => Buffer.from(socket.path).toString() === path && socket.state === CONNECTED);
      assert.ok(listener && client && accepted);
      const facts = await engine.socketFacts([
        { kind: 'inet', socket: listener },
        { kind: 'inet', socket: client },
        { kind: 'unix', inode: accepted.inode },
        { kind: 'inet', socket: { ...client, inode: 1 } },
      ]);
      assert.deepEqual(facts[0]?.acceptQueue, { waiting: 0, limit: 77 });
      const { connection, congestionControl = '', buffers } = facts[1] ?? {};
      assert.equal(connection?.received, 12);
      assert.equal(connection.sent ?? 12, 12);
      assert.match(congestionControl, /^\w+$/);
      assert.ok((buffers?.receiveLimit ?? 0) > 0);
      assert.deepEqual(
        facts[2]?.peer?.owners.map(({ pid }) => pid),
        [process.pid],
      );
      assert.deepEqual(facts[3], {});
      const without = machineEngine(new Error('none'));
      assert.deepEqual(await without.socketFacts([{ kind: 'unix', inode: accepted.inode }]), [undefined]);
    } finally {
      for (const client of clients) client.destroy();
      server.close();
      unix.close();
      await rm(folder, { recursive: true });
    }
  });
});
