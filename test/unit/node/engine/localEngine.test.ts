import assert from 'node:assert/strict';
import { noOwnerReasons, ownersOf, type Snapshot } from '../../../../src/core/model/snapshot';
import { programOf } from '../../../../src/core/text/programName';
import type { LocalEngine } from '../../../../src/node/engine/localEngine';
import { engineOn } from '../engineOn';
import { FakeReader, tcpTable } from '../fakeReader';

async function owners(engine: LocalEngine, row = 0, fresh = false): Promise<number[]> {
  const snapshot = await engine.scan('listening', fresh);
  return ownersOf(snapshot, row).map(({ pid }) => pid);
}

describe('LocalEngine', () => {
  let reader: FakeReader;
  let engine: LocalEngine;

  beforeEach(() => {
    reader = new FakeReader();
    engine = engineOn(reader);
    reader.files.set('self/net/tcp', tcpTable([{ port: 3000, inode: 77 }]));
  });

  it('names all processes that hold a socket, with what is known of them', async () => {
    reader.processes.set(40, {
      startTime: 4,
      sockets: [77],
      comm: 'node',
      commandLine: ['node', 'server.js'],
      executable: '/usr/bin/node',
    });
    reader.processes.set(9, { startTime: 2, sockets: [5, 77] });
    const snapshot = await engine.scan('listening', false);
    assert.deepEqual(
      ownersOf(snapshot, 0).map(({ pid }) => pid),
      [9, 40],
    );
    assert.deepEqual(snapshot.processes.get(40), {
      pid: 40,
      startTime: 4,
      parentPid: 1,
      uid: 1000,
      comm: 'node',
      commandLine: ['node', 'server.js'],
      executable: '/usr/bin/node',
      workingDirectory: '/srv',
    });
    assert.equal(snapshot.processes.get(9)?.executable, undefined, 'which may not be read');
    assert.equal(snapshot.users.get(1000), 'ada');
  });

  it('does not read a process again that did not change', async () => {
    reader.processes.set(9, { startTime: 2, sockets: [77] });
    for (let pid = 100; pid < 160; pid++) reader.processes.set(pid, { startTime: pid });
    await owners(engine);
    await owners(engine);
    const readTwice = [...reader.listed.values()].filter((count) => count > 1).length;
    assert.ok(readTwice <= 6, `${readTwice} of 61 processes were read again`);
  });

  it('follows a socket that is handed to another process', async () => {
    reader.processes.set(9, { startTime: 2, sockets: [77] });
    reader.processes.set(10, { startTime: 3 });
    assert.deepEqual(await owners(engine), [9]);
    reader.processes.set(9, { startTime: 2 });
    reader.processes.set(10, { startTime: 3, sockets: [77] });
    assert.deepEqual(await owners(engine), [10]);
  });

  for (const countsFiles of [true, false]) {
    const kernel = countsFiles ? 'a kernel that counts open files' : 'a kernel before 6.2';
    it(`finds a socket that took a closed file’s place within two passes, on ${kernel}`, async () => {
      reader.countsFiles = countsFiles;
      for (let pid = 100; pid < 200; pid++) reader.processes.set(pid, { startTime: pid });
      reader.processes.set(9, { startTime: 2, sockets: [1] });
      await owners(engine);
      reader.processes.set(9, { startTime: 2, sockets: [77] });
      await owners(engine);
      assert.deepEqual(await owners(engine), [9]);
    });
  }

  it('finds everything at once where a fresh reading is asked for', async () => {
    reader.processes.set(9, { startTime: 2, sockets: [1] });
    await owners(engine);
    reader.processes.set(9, { startTime: 2, sockets: [77] });
    assert.deepEqual(await owners(engine, 0, true), [9]);
  });

  it('goes on where a process denies its descriptors or is gone, and says so', async () => {
    reader.processes.set(8, { startTime: 1, denied: true });
    reader.processes.set(9, { startTime: 2, sockets: [1] });
    const snapshot = await engine.scan('listening', false);
    assert.equal(snapshot.ownerScan.denied, 1);
    assert.deepEqual(noOwnerReasons(snapshot.ownerScan, 77, 0), ['denied', 'kernel', 'gone']);
    assert.deepEqual(noOwnerReasons(snapshot.ownerScan, 0, 0), ['kernel']);
  });

  for (const countsFiles of [true, false]) {
    it(`counts who lets its descriptors be listed and no link be read as denied (${countsFiles ? '' : 'no '}counts)`, async () => {
      reader.countsFiles = countsFiles;
      reader.processes.set(8, { startTime: 1, deniesLinks: true, sockets: [77] });
      assert.equal((await engine.scan('listening', false)).ownerScan.denied, 1);
    });
  }

  it('says of each file what it said, and keeps the rows of the others', async () => {
    reader.files.set('self/net/tcp6', 'denied');
    reader.files.set('self/net/udp', 'header\nbroken line\n');
    const snapshot = await engine.scan('listening', false);
    assert.deepEqual(
      snapshot.sources.map(({ file, status }) => `${file} ${status}`),
      [
        'self/net/tcp ok',
        'self/net/tcp6 denied',
        'self/net/udp ok',
        'self/net/udp6 absent',
        'self/net/udplite absent',
        'self/net/udplite6 absent',
      ],
    );
    assert.deepEqual(
      snapshot.issues.map(({ file, line }) => `${file}:${line}`),
      ['self/net/udp:2'],
    );
    assert.equal(snapshot.inet.inode.length, 1);
  });

  it('tells what owners are to the window, also where nothing else has changed', async () => {
    reader.processes.set(5, { startTime: 1 });
    reader.processes.set(8, { startTime: 1, parentPid: 5 });
    reader.processes.set(9, { startTime: 2, parentPid: 8, sockets: [77] });
    const owner = async (): Promise<unknown> => (await engine.scan('listening', false)).processes.get(9);
    const usual = await owner();
    assert.equal(await owner(), usual, 'it is not made anew');
    engine.setWindow({ editorPid: 5, roots: [8], folders: [] });
    assert.deepEqual(await owner(), { ...Object(usual), isMine: true, windowRoots: [8] });
    engine.setWindow({ editorPid: 5, roots: [], folders: ['/srv'] });
    assert.deepEqual(await owner(), { ...Object(usual), isMine: true });
    engine.setWindow({ editorPid: 5, roots: [], folders: ['/home'] });
    assert.deepEqual(await owner(), usual);
  });

  it('takes no part of a table for the whole where reading it fails', async () => {
    const whole = reader.readPieces.bind(reader);
    reader.readPieces = (path, take) => {
      const result = whole(path, take);
      return path === 'self/net/tcp' ? { status: 'failed', code: 'EIO' } : result;
    };
    const { inet, sources } = await engine.scan('listening', false);
    assert.equal(inet.inode.length, 0);
    assert.deepEqual(sources[0], { file: 'self/net/tcp', status: 'failed', code: 'EIO', rows: 0 });
  });

  it('tells where a process comes from, unless it has ended', async () => {
    reader.processes.set(9, { startTime: 2 });
    reader.files.set('9/cgroup', '0::/system.slice/web.service\n');
    const origins = await engine.origins([
      { pid: 9, startTime: 2 },
      { pid: 9, startTime: 1 },
    ]);
    assert.deepEqual(
      origins.map(({ pid, membership }) => [pid, membership.unit]),
      [[9, 'web.service']],
    );
  });

  it('says what a process is, by its command line and its parents, and nothing of a file that contradicts', async () => {
    const node = '/usr/bin/node';
    reader.processes.set(8, { startTime: 1, comm: 'npm run dev', commandLine: ['npm run dev'] });
    const vite = ['node', '/srv/shop/node_modules/.bin/vite'];
    reader.processes.set(9, {
      ...{ startTime: 2, parentPid: 8, comm: 'node', commandLine: vite, executable: node },
    });
    const described = async (): Promise<string | undefined> =>
      (await engine.origins([{ pid: 9, startTime: 2 }]))[0]?.description?.what;
    assert.equal(await described(), 'vite');
    reader.processes.set(9, {
      ...{ startTime: 2, parentPid: 8, comm: 'node', commandLine: vite, executable: '/tmp/miner' },
    });
    assert.notEqual(await described(), 'vite');
  });

  it('holds listeners alone, or all sockets, as asked', async () => {
    const established = tcpTable([
      { port: 3000, inode: 77 },
      { port: 3001, inode: 78 },
    ]).replace(/ 0A (?!.* 0A )/s, ' 01 ');
    reader.files.set('self/net/tcp', established);
    reader.files.set(
      'self/net/unix',
      'Num RefCount Protocol Flags Type St Inode Path\n0: 2 0 10000 1 1 5 /x\n',
    );
    assert.equal((await engine.scan('listening', false)).inet.inode.length, 1);
    const all = await engine.scan('all', false);
    assert.deepEqual([all.inet.inode.length, all.unix.inode.length], [2, 1]);
  });

  it('lists the parents of a process up to pid 1', async () => {
    reader.processes.set(1, { startTime: 0, parentPid: 0, comm: 'init' });
    reader.processes.set(5, {
      startTime: 1,
      parentPid: 1,
      comm: 'MainThread',
      commandLine: ['/usr/bin/npm', 'run'],
    });
    reader.processes.set(9, { startTime: 2, parentPid: 5 });
    assert.deepEqual(
      (await engine.ancestors(9)).map((parent) => [parent.comm, programOf(parent)]),
      [
        ['MainThread', 'npm'],
        ['init', 'init'],
      ],
    );
  });

  describe('with snapshots before the last one', () => {
    /** So many that no column is copied to save room. */
    const COUNT = 400;
    let reader: FakeReader;
    let engine: LocalEngine;
    beforeEach(() => {
      reader = new FakeReader();
      engine = engineOn(reader);
    });

    function change(inode: number): void {
      const sockets = Array.from({ length: COUNT }, (_, i) => ({ port: 1 + i, inode }));
      reader.files.set('self/net/tcp', tcpTable(sockets));
    }

    function scanForWorker(inode: number): Snapshot {
      change(inode);
      return engine.scanForChanges('all', true).snapshot;
    }

    it('leaves all of them as they were', async () => {
      const given: Snapshot[] = [];
      for (const inode of [70, 71, 72, 73, 74, 75]) {
        change(inode);
        given.push(await engine.scan('all', true));
        given.push(scanForWorker(inode + 100));
      }
      assert.deepEqual(
        given.map(({ inet }) => [...new Set(inet.inode)]),
        [70, 170, 71, 171, 72, 172, 73, 173, 74, 174, 75, 175].map((inode) => [inode]),
      );
    });

    it('prints the rows that were there when it was asked', async () => {
      for (const inode of [70, 71]) scanForWorker(inode);
      const ask = (): Promise<string> =>
        engine.print({ rows: [{ kind: 'snapshot' }], format: 'csv', numeric: true });
      const expected = await ask();
      const printed = ask();
      for (const inode of [72, 73, 74]) scanForWorker(inode);
      assert.equal(await printed, expected);
      assert.match(expected, /71/);
    });
  });
});
