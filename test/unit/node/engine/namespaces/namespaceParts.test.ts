import assert from 'node:assert/strict';
import { NONE_LIKELY } from '../../../../../src/core/model/likelyOwner';
import type { NamespaceChoice, NamespaceWish } from '../../../../../src/core/model/namespace';
import { likelyOwnerOf, type NamespacePart, unixOwnersOf } from '../../../../../src/core/model/snapshot';
import { inNamespace } from '../../../../../src/core/query/namespaceRows';
import type { LocalEngine } from '../../../../../src/node/engine/localEngine';
import { engineOn } from '../../engineOn';
import { OWN_NETWORK } from '../../fakeReader';
import { ALL, FakeNamespaces, idOf, namespacesOf, told } from './fakeNamespaces';

const [BLUE, RED, GREEN] = [200, 300, 400];

const UNIX_HEADER = 'Num       RefCount Protocol Flags    Type St Inode Path\n';

describe('sockets of other network namespaces', () => {
  let machine: FakeNamespaces;
  let engine: LocalEngine;
  const scan = (wish: NamespaceWish | undefined = ALL, fresh = false) =>
    engine.scan('all', fresh, 'all', wish);
  const partOf = async (network: number, fresh = false): Promise<NamespacePart> => {
    const part = namespacesOf(await scan(ALL, fresh)).parts.find(
      ({ namespace }) => namespace.inode === network,
    );
    assert.ok(part !== undefined);
    return part;
  };

  beforeEach(() => {
    machine = new FakeNamespaces();
    engine = engineOn(machine.reader);
    machine.start(42, BLUE, [80, 81], { container: 'a' });
    machine.start(43, BLUE, [80], { container: 'a' });
    machine.fill(42, BLUE, [80, 81]);
    machine.start(50, RED, [80]);
  });

  it('are not looked at where nobody wants them, and the own rows are the same', async () => {
    for (const wish of [undefined, { shown: { kind: 'own' } }] as const) {
      const snapshot = await engine.scan('all', true, 'all', wish);
      assert.equal(snapshot.namespaces, undefined);
      assert.deepEqual([...snapshot.inet.localPort], [22]);
    }
    assert.deepEqual(
      [...machine.reader.reads.keys()].filter((path) => /^\d+\/net\//.test(path)),
      [],
    );
  });

  it('stand beside the own ones with their owners, by the same pass over /proc/PID/fd', async () => {
    const snapshot = await scan(ALL, true);
    assert.deepEqual([...snapshot.inet.localPort], [22]);
    assert.deepEqual(told(snapshot), {
      42: [
        [80, [42, 43]],
        [81, [42]],
      ],
      50: [[80, [50]]],
    });
    assert.deepEqual([...snapshot.processes.keys()], [1, 42, 43, 50]);
    assert.ok([...machine.reader.listed.values()].every((times) => times === 1));
    const { own, wish, unread, shown } = namespacesOf(snapshot);
    assert.deepEqual(
      [own?.inode, own?.example?.pid, wish, unread, shown],
      [OWN_NETWORK, 1, ALL, [], undefined],
    );
  });

  const one = (shown: NamespaceChoice, inside = false): NamespaceWish => ({ shown, inside });
  const choices: [NamespaceWish, parts: number[], shown: number | undefined][] = [
    [one({ kind: 'container', id: idOf('a') }), [42], BLUE],
    [one({ kind: 'container', id: idOf('b') }), [], undefined],
    [one({ kind: 'process', pid: 50, startTime: 50 }), [50], RED],
    [one({ kind: 'process', pid: 50, startTime: 51 }), [], undefined],
    [one({ kind: 'process', pid: 1, startTime: 1 }), [], OWN_NETWORK],
    [one({ kind: 'name', name: 'blue' }), [], undefined],
    [one({ kind: 'process', pid: 50, startTime: 50 }, true), [42, 50], RED],
    [one({ kind: 'own' }, true), [42], undefined],
  ];
  for (const [wish, pids, shown] of choices) {
    it(`are those of what is wished alone: ${JSON.stringify(wish)}`, async () => {
      const snapshot = await scan(wish);
      assert.deepEqual(Object.keys(told(snapshot)).map(Number), pids);
      const { parts, own, shown: key } = namespacesOf(snapshot);
      const known = [own, ...parts.map(({ namespace }) => namespace)];
      assert.equal(known.find((each) => each?.key === key)?.inode, shown);
    });
  }

  it('are those of a container that shares this machine’s network, which are the own ones', async () => {
    machine.start(60, OWN_NETWORK, [], { container: 'c' });
    const { parts, own, shown } = namespacesOf(await scan(one({ kind: 'container', id: idOf('c') })));
    assert.deepEqual([parts, shown], [[], own?.key]);
    assert.deepEqual(own?.containers, []);
  });

  it('stay in sight by a process that ends while others are in its namespace, and end with the last', async () => {
    const wish = one({ kind: 'process', pid: 42, startTime: 42 });
    const { shown } = namespacesOf(await scan(wish));
    assert.notEqual(shown, undefined);
    machine.end(42);
    const left = await scan(wish);
    assert.deepEqual([namespacesOf(left).shown, told(left)], [shown, { 43: [[80, [43]]] }]);
    machine.end(43);
    const { shown: ended, parts, unread } = namespacesOf(await scan(wish));
    assert.deepEqual([ended, parts, unread], [undefined, [], []]);
  });

  it('are read again only where the counters of their namespace moved, which other namespaces do not move', async () => {
    await scan();
    await scan();
    const before = [machine.readsOf(42), machine.readsOf(50)];
    machine.count(50, 1, '80', 17);
    await scan();
    assert.deepEqual([machine.readsOf(42), machine.readsOf(50)], before);
    machine.fill(50, RED, [80, 8080]);
    machine.reader.processes.set(50, { startTime: 50, network: RED, sockets: [30_000_080, 30_008_080] });
    const snapshot = await scan();
    assert.deepEqual(told(snapshot)[50], [
      [80, [50]],
      [8080, [50]],
    ]);
    assert.deepEqual([machine.readsOf(42), machine.readsOf(50)], [before[0], (before[1] ?? 0) + 1]);
  });

  it('are read in turn all the same, where this machine’s own are', async () => {
    await scan();
    // One that closes a listener and opens another leaves all counters as they were.
    machine.fill(50, RED, [8080], '80');
    const ports: unknown[] = [];
    for (let pass = 0; pass < 15; pass++) ports.push(told(await scan())[50]?.[0]?.[0]);
    assert.equal(ports.at(-1), 8080);
    assert.ok(machine.readsOf(50) <= 4, `${machine.readsOf(50)} readings of what stands still`);
  });

  it('are the same objects while they and their owners are the same, though others change', async () => {
    await scan();
    const before = await partOf(BLUE);
    machine.fill(50, RED, [80, 82]);
    assert.equal(await partOf(BLUE), before);
    machine.end(43);
    assert.notEqual(await partOf(BLUE), before);
  });

  it('are read of ten namespaces a pass without rights, and which are old or unread is told', async () => {
    for (let i = 0; i < 23; i++) machine.start(100 + i, 1000 + i, [80]);
    const counts = async (fresh = false): Promise<number[]> => {
      const { parts, unread } = namespacesOf(await scan(ALL, fresh));
      return [parts.length, unread.length, parts.filter(({ isOld }) => isOld).length];
    };
    assert.deepEqual(await counts(), [10, 15, 0]);
    assert.deepEqual(await counts(), [20, 5, 0]);
    assert.deepEqual(await counts(), [25, 0, 0]);
    for (let i = 0; i < 23; i++) machine.fill(100 + i, 1000 + i, [80, 81]);
    assert.deepEqual(await counts(), [25, 0, 13]);
    assert.deepEqual(await counts(), [25, 0, 3]);
    assert.deepEqual(await counts(), [25, 0, 0]);
    const before = Array.from({ length: 23 }, (_, i) => machine.readsOf(100 + i));
    for (let pass = 0; pass < 3; pass++) await counts(true);
    const reads = before.map((times, i) => machine.readsOf(100 + i) - times);
    assert.ok(
      reads.every((times) => times === 1 || times === 2),
      `in turn: ${reads.join(' ')}`,
    );
  });

  it('are never those of two namespaces: one that takes the inode of another is a new one', async () => {
    const before = await partOf(RED);
    machine.end(50);
    machine.start(51, RED, [90]);
    const after = await partOf(RED);
    assert.notEqual(after.namespace.key, before.namespace.key);
    assert.deepEqual([...after.inet.localPort], [90]);
    assert.deepEqual(after.namespace.example?.pid, 51);
  });

  it('are left out where their process goes elsewhere while they are read', async () => {
    const read = machine.reader.read.bind(machine.reader);
    machine.reader.read = (path) => {
      if (path === '50/net/unix') machine.reader.processes.set(50, { startTime: 50, network: GREEN });
      return read(path);
    };
    const { parts, unread } = namespacesOf(await scan());
    assert.deepEqual(
      parts.map(({ namespace }) => namespace.inode),
      [BLUE],
    );
    assert.deepEqual(
      unread.map(({ inode }) => inode),
      [RED],
    );
    machine.reader.read = read;
    assert.deepEqual(Object.keys(told(await scan(ALL, true))), ['42', '50']);
    assert.equal((await partOf(GREEN)).namespace.example?.pid, 50);
  });

  describe('whose processes may not be looked into', () => {
    const likely = async (): Promise<string | undefined> => {
      const part = await partOf(BLUE, true);
      return likelyOwnerOf(part, 0)?.container?.id;
    };
    const hide = (pid: number): void => void (machine.reader.processes.get(pid)!.denied = true);

    it('are likely their container’s, as far as nobody else can have them', async () => {
      for (const pid of [42, 43]) hide(pid);
      const part = await partOf(BLUE);
      assert.deepEqual(part.likely, {
        index: Int32Array.of(0, 0),
        owners: [
          {
            unitOf: 'container',
            container: { runtime: 'docker', id: idOf('a') },
            processes: [],
            count: 2,
            evidence: ['inNamespace'],
          },
        ],
      });
    });

    it('are not the container’s where dockerd opened them there, to answer for names', async () => {
      for (const pid of [42, 43]) hide(pid);
      const file = machine.reader.files.get('42/net/tcp') ?? '';
      const at = (address: string): string => file.replace(/(?<= \d+: )[0-9A-F]{8}/, address);
      machine.reader.files.set('42/net/tcp', at('0B00007F'));
      assert.deepEqual([...(await partOf(BLUE, true)).likely.index], [NONE_LIKELY, 0]);
      machine.reader.files.set('42/net/tcp', at('0C00007F'));
      assert.deepEqual([...(await partOf(BLUE, true)).likely.index], [0, 0]);
    });

    it('are nobody’s in a pod, where somebody from outside is hidden too, and where all could be looked into', async () => {
      assert.equal(await likely(), undefined);
      for (const pid of [42, 43]) hide(pid);
      assert.equal(await likely(), idOf('a'));
      machine.start(44, BLUE, [], { denied: true });
      assert.equal(await likely(), undefined);
      machine.start(44, BLUE, [], { container: 'b' });
      assert.equal(await likely(), undefined);
      machine.end(44);
      assert.equal(await likely(), idOf('a'));
    });
  });

  it('are those with the other ends of own connections, by addresses that both families have', async () => {
    const ends: NamespaceWish = { shown: { kind: 'own' }, ends: true };
    const trie = (address: string): string =>
      `Main:\n  +-- 0.0.0.0/0 3 0 5\n     |-- ${address}\n        /32 host LOCAL\nLocal:\n  +-- 0.0.0.0/0 3 0 5\n     |-- ${address}\n        /32 host LOCAL\n`;
    machine.reader.files.set('42/net/fib_trie', trie('172.17.0.2'));
    machine.reader.files.set('50/net/fib_trie', trie('172.17.0.3'));
    const connectTo = (file: 'tcp' | 'tcp6', address: string): void => {
      const local = '0'.repeat(address.length);
      machine.reader.files.set(
        `self/net/${file}`,
        `header\n   0: ${local}:9C40 ${address}:0050 01 00000000:00000000 00:00000000 00000000  1000        0 8 1\n`,
      );
    };
    assert.deepEqual(told(await scan(ends, true)), {});
    connectTo('tcp', '020011AC');
    assert.deepEqual(told(await scan(ends, true)), {}, 'no route leads into one');
    machine.bridge();
    assert.deepEqual(Object.keys(told(await scan(ends, true))), ['42']);
    connectTo('tcp6', '0000000000000000FFFF0000030011AC');
    assert.deepEqual(Object.keys(told(await scan(ends, true))), ['42', '50']);
    // An address that is given later on is seen in its turn.
    machine.reader.files.set('50/net/fib_trie', trie('172.17.0.9'));
    let last: string[] = [];
    for (let pass = 0; pass < 31; pass++) {
      machine.moveOwn(pass + 1);
      last = Object.keys(told(await scan(ends)));
    }
    assert.deepEqual(last, ['42']);
  });

  it('are not looked for in a first pass that wants other ends alone, and in the next one though nothing moved', async () => {
    machine.reader.files.set(
      '42/net/fib_trie',
      'Local:\n  +-- 0.0.0.0/0 3 0 5\n     |-- 172.17.0.2\n        /32 host LOCAL\n',
    );
    machine.reader.files.set(
      'self/net/tcp',
      'header\n   0: 00000000:9C40 020011AC:0050 01 00000000:00000000 00:00000000 00000000  1000        0 8 1\n',
    );
    machine.bridge();
    const ends: NamespaceWish = { shown: { kind: 'own' }, ends: true };
    assert.deepEqual(told(await scan(ends)), {});
    assert.equal(machine.looks, 0);
    assert.deepEqual(Object.keys(told(await scan(ends))), ['42']);
    assert.ok(machine.looks > 0);
  });

  it('are passed over without a look at any process where no connection can end there, and passes are quiet', async () => {
    const ends: NamespaceWish = { shown: { kind: 'own' }, ends: true };
    machine.bridge();
    for (let pass = 0; pass < 3; pass++) await scan(ends);
    assert.equal(machine.looks, 0);
    const { scanned } = engine.scanForChanges('all', false, ends);
    assert.ok(!('inet' in scanned), 'nothing is waited for');
  });

  it('have no certain owner of a UNIX socket where the kernel cannot be asked, and none of a row that is repeated', async () => {
    const row = (inode: number, path: string): string =>
      `0000000000000000: 00000002 00000000 00010000 0001 01 ${inode} ${path}\n`;
    machine.reader.files.set('42/net/unix', `${UNIX_HEADER}${row(901, '/run/own')}${row(7, '/run/forged')}`);
    machine.reader.processes.set(42, { startTime: 42, network: BLUE, sockets: [901] });
    const snapshot = await scan();
    const part = namespacesOf(snapshot).parts.find(({ namespace }) => namespace.inode === BLUE);
    assert.ok(part !== undefined);
    const there = inNamespace(snapshot, part);
    const owners = [0, 1].map((at) => unixOwnersOf(there, at).map(({ pid }) => pid));
    // 7 is a socket of init's, in this machine's own namespace.
    assert.deepEqual(owners, [[42], []]);
    assert.deepEqual([part.unixDoubts.isConfirmed, [...part.unixDoubts.rows]], [false, [1]]);
  });

  it('are listed as they are told of, with the same keys', async () => {
    const snapshot = await scan();
    const { own, parts } = namespacesOf(snapshot);
    assert.deepEqual(await engine.namespaces(), [own, ...parts.map(({ namespace }) => namespace)]);
  });
});
