import assert from 'node:assert/strict';
import { type Snapshot, ownersOf } from '../../../../src/core/model/snapshot';
import type { LocalEngine } from '../../../../src/node/engine/localEngine';
import { engineOn } from '../engineOn';
import { FakeReader, tcpTable } from '../fakeReader';

/** What the kernel counts, with the gate's files there; a packet moves only what is in brackets. */
function count(reader: FakeReader, opens = 1, packets = 1): void {
  reader.files.set(
    'self/net/sockstat',
    `sockets: used 9\nTCP: inuse ${opens} orphan 0 tw 0 alloc 1 mem ${packets}\n`,
  );
  reader.files.set('self/net/sockstat6', 'TCP6: inuse 0\n');
  reader.files.set(
    'self/net/snmp',
    `Tcp: names\nTcp: 1 200 120000 -1 ${opens} 0 0 0 1 ${packets} ${packets} 0 0 0 0\n`,
  );
}

describe('an engine that reads only what changed', () => {
  let reader: FakeReader;
  let engine: LocalEngine;

  beforeEach(() => {
    reader = new FakeReader();
    engine = engineOn(reader);
    reader.files.set('self/net/tcp', tcpTable([{ port: 3000, inode: 77 }]));
    for (let pid = 100; pid < 160; pid++) reader.processes.set(pid, { startTime: pid });
    reader.processes.set(9, { startTime: 2, sockets: [77] });
  });

  const scan = (fresh = false): Promise<Snapshot> => engine.scan('listening', fresh);
  const ownersNow = async (fresh = false): Promise<number[]> => {
    const snapshot = await scan(fresh);
    return ownersOf(snapshot, snapshot.inet.inode.length - 1).map(({ pid }) => pid);
  };
  const tableReads = (): number => reader.reads.get('self/net/tcp') ?? 0;

  describe('behind the gate', () => {
    beforeEach(async () => {
      count(reader);
      await scan(true);
    });

    it('reads nothing while nothing opens or closes, though packets come and go, and says when it looked', async () => {
      const before = await scan();
      const [tables, stats] = [tableReads(), reader.stats];
      count(reader, 1, 2);
      const after = await scan();
      assert.equal(after.inet, before.inet);
      assert.equal(after.sequence, before.sequence + 1);
      assert.ok(after.takenAt >= before.takenAt);
      assert.deepEqual([tableReads(), reader.stats], [tables, stats]);
    });

    it('finds a listener that moved inside one process within five passes, as no counter tells', async () => {
      reader.processes.set(9, { startTime: 2, sockets: [78] });
      reader.files.set('self/net/tcp', tcpTable([{ port: 3001, inode: 78 }]));
      const ports = new Set<number>();
      for (let pass = 0; pass < 5; pass++) ports.add((await scan()).inet.localPort[0] ?? 0);
      assert.deepEqual([...ports], [3000, 3001]);
      assert.deepEqual(await ownersNow(), [9]);
    });

    it('lets through whoever asks for a fresh reading or for another scope', async () => {
      const before = tableReads();
      await scan(true);
      await engine.scan('inet', false);
      assert.equal(tableReads(), before + 2);
    });

    it('opens when a socket or a process comes or goes', async () => {
      const before = tableReads();
      count(reader, 2);
      await scan();
      reader.processes.set(500, { startTime: 9 });
      await scan();
      assert.equal(tableReads(), before + 2);
    });

    it('lists the processes only where a thread came or went', async () => {
      const tasks = (threads: number, lastPid: number): void =>
        void reader.files.set('loadavg', `0.10 0.20 0.30 2/${threads} ${lastPid}\n`);
      tasks(100, 500);
      await scan();
      let lists = 0;
      const list = reader.list.bind(reader);
      reader.list = (path) => {
        if (path === '.') lists++;
        return list(path);
      };
      const before = tableReads();
      await scan();
      assert.deepEqual([lists, tableReads()], [0, before]);
      tasks(101, 500);
      await scan();
      assert.deepEqual([lists, tableReads()], [1, before], 'a thread is no process');
      reader.processes.set(501, { startTime: 9 });
      tasks(102, 501);
      await scan();
      assert.equal(tableReads(), before + 1);
    });

    it('stays open while a socket has no owner yet', async () => {
      reader.files.set('self/net/tcp', tcpTable([{ port: 3001, inode: 78 }]));
      count(reader, 2);
      assert.deepEqual(await ownersNow(), []);
      reader.processes.set(120, { startTime: 120, sockets: [78] });
      assert.deepEqual(await ownersNow(), [120]);
    });
  });

  it('finds the owner at once where a process lost a socket and opened another', async () => {
    await scan();
    reader.files.set('self/net/tcp', tcpTable([{ port: 3001, inode: 78 }]));
    reader.processes.set(9, { startTime: 2, sockets: [78] });
    assert.deepEqual(await ownersNow(), [9]);
  });

  it('finds an owner within two passes also while sockets of another user come and go that nobody is seen to hold', async () => {
    reader.processes.set(130, { startTime: 130, sockets: [1] });
    await scan(true);
    let inode = 1000;
    const foreign = (): { port: number; inode: number; uid: number } => ({
      port: 4000,
      inode: ++inode,
      uid: 33,
    });
    for (let pass = 0; pass < 40; pass++) {
      reader.files.set('self/net/tcp', tcpTable([{ port: 3000, inode: 77 }, foreign()]));
      await scan();
      await scan();
    }
    // A socket takes a closed file's place: no count tells.
    reader.processes.set(130, { startTime: 130, sockets: [78] });
    const owners: number[][] = [];
    for (let pass = 0; pass < 2; pass++) {
      reader.files.set('self/net/tcp', tcpTable([foreign(), { port: 3001, inode: 78, uid: 1000 }]));
      owners.push(await ownersNow());
    }
    assert.deepEqual(owners[1], [130]);
  });

  it('looks at the likely processes before all others', async () => {
    for (let pass = 0; pass < 40; pass++) await scan();
    reader.processes.set(9, { startTime: 2, sockets: [77], uid: 7 });
    reader.processes.set(130, { startTime: 130, sockets: [1], uid: 7 });
    for (let pass = 0; pass < 40; pass++) await scan();
    reader.processes.set(130, { startTime: 130, sockets: [78], uid: 7 });
    const both = [
      { port: 3000, inode: 77 },
      { port: 3001, inode: 78, uid: 7 },
    ];
    reader.files.set('self/net/tcp', tcpTable(both));
    await scan();
    reader.listed.clear();
    assert.deepEqual(await ownersNow(), [130]);
    assert.ok(reader.listed.size < 20, `${reader.listed.size} of 61 processes were read`);
  });

  it('corrects within a round of verification what was passed on without a trace', async () => {
    reader.processes.set(130, { startTime: 130, sockets: [1] });
    await scan();
    reader.processes.set(130, { startTime: 130, sockets: [77] });
    let owners: number[] = [];
    for (let pass = 0; pass < 35 && owners.length < 2; pass++) owners = await ownersNow();
    assert.deepEqual(owners, [9, 130], 'a descriptor sent over a socket has two holders');
  });

  it('reads a process again when another took its pid, and not when only the directory was made anew', async () => {
    await scan();
    reader.processes.set(9, { startTime: 2, sockets: [77], directory: 4711 });
    reader.listed.clear();
    await scan();
    assert.ok((reader.listed.get(9) ?? 0) <= 1);
    reader.processes.set(9, { startTime: 3, sockets: [5], comm: 'other' });
    assert.deepEqual(await ownersNow(), []);
  });

  it('does not try a process again that denied its descriptors, until its pid is reused or the user asks', async () => {
    reader.processes.set(8, { startTime: 1, denied: true, sockets: [1] });
    await scan();
    for (let pass = 0; pass < 40; pass++) {
      reader.processes.set(8, { startTime: 1, denied: true, sockets: pass % 2 ? [1, 2] : [1] });
      await scan();
    }
    assert.equal(engine.denials, 1);
    await scan(true);
    assert.equal(engine.denials, 2);
    reader.processes.set(8, { startTime: 6, denied: true });
    await scan();
    assert.equal(engine.denials, 3);
  });

  it('notices a new name in turn', async () => {
    await scan();
    reader.processes.set(9, { startTime: 2, sockets: [77], comm: 'exec' });
    let name = '';
    for (let pass = 0; pass < 31 && name !== 'exec'; pass++)
      name = (await scan()).processes.get(9)?.comm ?? '';
    assert.equal(name, 'exec');
  });

  it('knows the user of a process that may not be dumped', async () => {
    reader.processes.set(9, { startTime: 2, sockets: [77], uid: 1000, dumpable: false });
    assert.equal((await scan(true)).processes.get(9)?.uid, 1000);
  });

  it('finds sockets behind gaps in the numbers of descriptors', async () => {
    reader.hasGaps = true;
    assert.deepEqual(await ownersNow(true), [9]);
  });

  describe('where the main thread of a process has ended and others go on', () => {
    const server = { startTime: 2, sockets: [77], commandLine: ['./server', '--listen'] };

    it('knows the owner from the files of another thread, in a fresh scan and in those that follow', async () => {
      reader.processes.set(9, { ...server, threads: [12, 13] });
      assert.deepEqual(await ownersNow(true), [9]);
      const [owner] = ownersOf(await scan(), 0);
      assert.deepEqual(
        [owner?.pid, owner?.commandLine, owner?.workingDirectory],
        [9, ['./server', '--listen'], '/srv'],
      );
      assert.deepEqual(await ownersNow(), [9]);
    });

    for (const countsFiles of [true, false]) {
      const kernel = countsFiles ? 'counts' : 'does not count';
      it(`follows it as its threads end one after the other, on a kernel that ${kernel} files`, async () => {
        reader.countsFiles = countsFiles;
        reader.processes.set(9, { ...server });
        assert.deepEqual(await ownersNow(true), [9]);
        reader.processes.set(9, { ...server, threads: [12, 13] });
        // Where it is not counted, a process is read again in its turn.
        for (let pass = 0; pass < 12; pass++) await scan();
        assert.deepEqual(await ownersNow(), [9]);
        reader.processes.set(9, { ...server, threads: [13] });
        assert.deepEqual(await ownersNow(), [9]);
        reader.processes.set(9, { ...server, sockets: [77, 78], threads: [13] });
        reader.files.set('self/net/tcp', tcpTable([{ port: 3001, inode: 78 }]));
        for (let pass = 0; pass < 3; pass++) await scan();
        assert.deepEqual(await ownersNow(), [9]);
        reader.processes.set(9, { startTime: 2, state: 'Z' });
        for (let pass = 0; pass < 12; pass++) await scan();
        assert.deepEqual(await ownersNow(), []);
      });
    }

    it('knows the owner where only root may look at what the main thread has left behind', async () => {
      reader.processes.set(9, { ...server, threads: [12], deniesMain: true });
      assert.deepEqual(await ownersNow(true), [9]);
      reader.processes.set(9, { ...server });
      assert.deepEqual(await ownersNow(true), [9]);
      reader.processes.set(9, { ...server, threads: [12], deniesMain: true });
      assert.deepEqual(await ownersNow(), [9]);
      const [owner] = ownersOf(await scan(), 0);
      assert.equal(owner?.uid, 1000);
    });

    it('asks no ordinary process for its state or its threads, and what never has files once', async () => {
      reader.processes.set(8, { startTime: 3, state: 'Z' });
      await scan(true);
      await scan(true);
      await scan();
      const asked = [...reader.reads].filter(([path]) => path.endsWith('/stat'));
      // The owner's is read to describe it, and its parent's for what people call it.
      assert.deepEqual(
        asked.filter(([path]) => path !== '9/stat' && path !== '1/stat'),
        [['8/stat', 1]],
      );
    });
  });
});
