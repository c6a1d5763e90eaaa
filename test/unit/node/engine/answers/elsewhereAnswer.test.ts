import assert from 'node:assert/strict';
import type { Elsewhere } from '../../../../../src/core/model/elsewhere';
import { engineOn } from '../../engineOn';
import { FakeReader, tcpTable } from '../../fakeReader';
import { NamedNamespaces } from '../../../../../src/node/engine/namespaces/namedNamespaces';

const [BLUE, RED] = [200, 300];

/** A machine with servers here and in two other namespaces. */
function machine(): FakeReader {
  const reader = new FakeReader();
  reader.processes.set(1, { startTime: 1, comm: 'init', uid: 0 });
  reader.processes.set(40, { startTime: 4, comm: 'pause', network: BLUE });
  reader.processes.set(42, { startTime: 5, comm: 'nginx', network: BLUE, sockets: [7, 8] });
  reader.processes.set(50, { startTime: 6, comm: 'nginx', network: RED, sockets: [9] });
  reader.processes.set(60, { startTime: 7, comm: 'nginx', sockets: [70] });
  reader.processes.set(61, { startTime: 7, comm: 'closed', denied: true });
  reader.processes.set(62, { startTime: 7, comm: 'idle' });
  reader.files.set('self/net/tcp', tcpTable([{ port: 8080, inode: 70 }]));
  reader.files.set(
    '42/net/tcp',
    tcpTable([
      { port: 80, inode: 7 },
      { port: 443, inode: 8 },
      { port: 9000, inode: 99 },
    ]),
  );
  reader.files.set('50/net/tcp', tcpTable([{ port: 81, inode: 9 }]));
  return reader;
}

function told({ processes }: Elsewhere): string[] {
  return processes.map(({ process, socketsOf, listening }) =>
    [process.pid, socketsOf, ...listening.map(({ localPort }) => localPort)].join(' '),
  );
}

describe('processes of other network namespaces', () => {
  it('are found by pid, with the sockets that they hold there and no others', async () => {
    const found = await engineOn(machine()).elsewhere({ pid: 42 });
    assert.deepEqual(told(found), ['42 process 80 443']);
    assert.equal(found.state, 'elsewhere');
    const [{ namespace, counts } = assert.fail()] = found.processes;
    assert.deepEqual(namespace, {
      example: { pid: 40, comm: 'pause', commandLine: ['pause'] },
      processes: 2,
    });
    assert.deepEqual(counts, { listening: 2, others: 0, unix: 0 });
  });

  it('are found by a part of their name or command line, those of this one left out', async () => {
    const reader = machine();
    const engine = engineOn(reader);
    assert.deepEqual(told(await engine.elsewhere({ words: 'ngi' })), ['42 process 80 443', '50 process 81']);
    reader.processes.set(50, { startTime: 6, comm: 'sh', commandLine: ['sh', '-c', 'SRV'], network: RED });
    assert.deepEqual(told(await engine.elsewhere({ words: '-c srv' })), ['50 process']);
    assert.deepEqual(await engine.elsewhere({ words: 'init' }), { processes: [], omitted: 0 });
  });

  it('have what listens in their namespace where nobody may see what they hold', async () => {
    const reader = machine();
    reader.processes.set(42, { startTime: 5, comm: 'nginx', network: BLUE, denied: true });
    assert.deepEqual(told(await engineOn(reader).elsewhere({ pid: 42 })), ['42 namespace 80 443 9000']);
  });

  it('have the name of their namespace, where that is told', async () => {
    const reader = machine();
    const folder = {
      list: () => ({ status: 'ok', value: ['blue', 'red'] }) as const,
      stat: (name: string) =>
        ({ status: 'ok', value: { inode: name === 'red' ? 1 : 2, uid: 0, size: 0 } }) as const,
    };
    const links = { readLink: () => ({ status: 'ok', value: 'net:[1]' }) as const };
    const namespaceNames = new NamedNamespaces(
      links,
      { list: () => ({ status: 'ok', value: [...folder.list().value] }), stat: folder.stat },
      undefined,
      true,
    );
    const { processes } = await engineOn(reader, { namespaceNames }).elsewhere({ pid: 50 });
    assert.equal(processes[0]?.namespace.name, 'red');
  });

  for (const [pid, state] of [
    [99, 'ended'],
    [61, 'denied'],
    [62, 'noSocket'],
    [60, 'noSocket'],
  ] as const) {
    it(`are none for pid ${pid}, of which is said: ${state}`, async () => {
      assert.deepEqual(await engineOn(machine()).elsewhere({ pid }), { processes: [], omitted: 0, state });
    });
  }

  it('may be hidden where /proc hides processes', async () => {
    const reader = machine();
    reader.files.set('self/mountinfo', '1 0 0:5 / /proc rw - proc proc rw,hidepid=invisible\n');
    assert.equal((await engineOn(reader).elsewhere({ pid: 99 })).state, 'endedOrHidden');
  });

  it('are left out where they went elsewhere while their tables were read', async () => {
    const reader = machine();
    const readPieces = reader.readPieces.bind(reader);
    reader.readPieces = (path, take) => {
      if (path === '42/net/tcp') reader.processes.set(42, { startTime: 5, comm: 'nginx', network: RED });
      return readPieces(path, take);
    };
    assert.deepEqual(told(await engineOn(reader).elsewhere({ pid: 42 })), []);
  });

  it('are told of five namespaces and 20 processes at most, and how many more there are', async () => {
    const reader = new FakeReader();
    for (let pid = 100; pid < 130; pid++)
      reader.processes.set(pid, { startTime: 1, comm: 'many', network: pid });
    const spread = await engineOn(reader).elsewhere({ words: 'many' });
    assert.deepEqual([spread.processes.length, spread.omitted], [5, 25]);
    for (const process of reader.processes.values()) process.network = BLUE;
    const together = await engineOn(reader).elsewhere({ words: 'many' });
    assert.deepEqual([together.processes.length, together.omitted], [20, 10]);
    assert.equal(reader.reads.get('100/net/tcp'), 2);
  });

  it('are looked for by the thread that goes on where the main one has ended', async () => {
    const reader = machine();
    reader.processes.set(42, { startTime: 5, comm: 'nginx', network: BLUE, sockets: [7], threads: [43] });
    const stat = reader.stat.bind(reader);
    reader.stat = (path) => (path === '42/net/tcp' ? { status: 'absent', code: 'ENOENT' } : stat(path));
    reader.files.set('42/task/43/net/tcp', tcpTable([{ port: 80, inode: 7 }]));
    reader.files.delete('42/net/tcp');
    assert.deepEqual(told(await engineOn(reader).elsewhere({ pid: 42 })), ['42 process 80']);
  });
});
