/** Sockets of real network namespaces, as root, and as a user who may enter none of them. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readlinkSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import type { NamespaceWish, OneNamespace } from '../../../../../src/core/model/namespace';
import { ownersOf, type Snapshot, unixOwnersOf } from '../../../../../src/core/model/snapshot';
import { inNamespace } from '../../../../../src/core/query/namespaceRows';
import type { LocalEngine } from '../../../../../src/node/engine/localEngine';
import { machineEngine } from '../../../../../src/node/engine/machineEngine';
import { NamespaceEntry } from '../../../../../src/node/engine/namespaces/namespaceEntry';
import { FileReader } from '../../../../../src/node/reader';
import { loadSystemCalls, type SystemCalls } from '../../../../../src/node/system/systemCalls';
import { whyMissing } from '../../../../host/programs';
import { isRoot, NOBODY, whyNoOtherUser } from '../../../../host/users';
import { skipWithReason } from '../../../../skip';
import { namespacesOf } from './fakeNamespaces';

/** Waits on a port of loopback, and at a name of its own that the kernel keeps. */
const SERVE = `const net = require('node:net');
net.createServer().listen(0, '127.0.0.1', function () {
  const { port } = this.address();
  net.createServer().listen('\\0netstat-test-' + process.pid, () => console.log(port));
});`;

/** A namespace that nothing is in but a process which waits. */
const IDLE = 'echo 0; exec sleep 600';

interface Made {
  readonly pid: number;
  readonly port: number;
  readonly process: ChildProcess;
}

const ALL: NamespaceWish = { shown: { kind: 'all' } };

describe('real network namespaces', function () {
  const made: Made[] = [];
  let calls: SystemCalls;
  let own: Server;

  before(async function () {
    const missing = whyMissing('ip', 'unshare');
    skipWithReason(this, whyNoOtherUser() ?? (missing || undefined));
    const loaded = loadSystemCalls();
    assert.ok(!(loaded instanceof Error), 'npm ci brings koffi for this machine');
    calls = loaded;
    own = createServer().listen(0, '127.0.0.1');
    await once(own, 'listening');
  });

  afterEach(async () => {
    while (made.length > 0) await end(made[0]);
  });
  after(() => own?.close());

  async function make(script: string): Promise<Made> {
    const child = spawn('unshare', ['--net', 'sh', '-c', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, SERVE },
    });
    const said: unknown = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    if (child.exitCode !== null) assert.fail('the namespace could not be made');
    const one = { pid: child.pid ?? 0, port: Number(String(said)), process: child };
    made.push(one);
    return one;
  }

  const serve = (): Promise<Made> => make('ip link set lo up; exec node -e "$SERVE"');

  async function end(one: Made | undefined): Promise<void> {
    if (one === undefined) return;
    made.splice(made.indexOf(one), 1);
    one.process.kill('SIGKILL');
    await once(one.process, 'exit');
  }

  /** An engine as it is in its thread, which may not be lost here. */
  function engine(): LocalEngine {
    const lost = (): never => assert.fail('it was not let back');
    return machineEngine(calls, {
      namespaceEntry: new NamespaceEntry(calls, new FileReader('/proc'), lost),
    });
  }

  async function as<T>(uid: number, act: () => Promise<T>): Promise<T> {
    process.setegid?.(uid);
    process.seteuid?.(uid);
    try {
      return await act();
    } finally {
      process.seteuid?.(0);
      process.setegid?.(0);
    }
  }

  /** That namespace alone: of all, who may not enter them reads some in a pass, and others may have many. */
  function choiceOf({ pid }: Made): OneNamespace {
    const startTime = Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ')[19]);
    return { kind: 'process', pid, startTime };
  }

  const inodeOf = (pid: number): number => statSync(`/proc/${pid}/net/tcp`).ino;
  const partOf = (snapshot: Snapshot, pid: number) =>
    namespacesOf(snapshot).parts.find(({ namespace }) => namespace.inode === inodeOf(pid));

  /** The ports of a process' namespace, and who has its sockets. */
  function told(snapshot: Snapshot, pid: number): unknown {
    const part = partOf(snapshot, pid);
    if (part === undefined) return undefined;
    const there = inNamespace(snapshot, part);
    const pids = (owners: readonly { pid: number }[]): number[] => owners.map((owner) => owner.pid);
    return {
      ports: [...part.inet.localPort],
      owners: pids(ownersOf(there, 0)),
      unix: Array.from(part.unix.inode, (_, row) => pids(unixOwnersOf(there, row))),
      isConfirmed: part.unixDoubts.isConfirmed,
    };
  }

  it('tell root of their sockets and who has them, and this thread is back each time', async () => {
    const one = await serve();
    const before = readlinkSync('/proc/thread-self/ns/net');
    const reader = engine();
    const snapshot = await reader.scan('all', true, 'all', ALL);
    assert.equal(readlinkSync('/proc/thread-self/ns/net'), before);
    assert.deepEqual(told(snapshot, one.pid), {
      ports: [one.port],
      owners: [one.pid],
      unix: [[one.pid]],
      isConfirmed: true,
    });
    const { port } = own.address() as { port: number };
    assert.ok(snapshot.inet.localPort.includes(port), 'the own rows are those of this thread');
    assert.equal(snapshot.inet.localPort.includes(one.port), false);
    // No descriptor is left that would keep the namespace alive.
    const inode = inodeOf(one.pid);
    await end(one);
    const after = await reader.scan('all', true, 'all', ALL);
    assert.equal(
      namespacesOf(after).parts.some(({ namespace }) => namespace.inode === inode),
      false,
    );
  });

  it('tell anyone of their sockets, and of owners who may be looked into alone', async () => {
    const one = await serve();
    const snapshot = await as(NOBODY, () => engine().scan('all', true, 'all', { shown: choiceOf(one) }));
    assert.deepEqual(told(snapshot, one.pid), {
      ports: [one.port],
      owners: [],
      unix: [[]],
      isConfirmed: true,
    });
  });

  it('say the same by their files and by the kernel, but for control groups and cookies', async () => {
    const one = await serve();
    const [asked, read] = [
      await engine().scan('inet', true, 'inet', { shown: choiceOf(one) }),
      await machineEngine(calls).scan('inet', true, 'inet', { shown: choiceOf(one) }),
    ].map((snapshot) => partOf(snapshot, one.pid));
    const without = (part: typeof asked): unknown =>
      part && { ...part.inet, cgroup: undefined, cookie: undefined };
    assert.deepEqual(without(asked), without(read));
    assert.notEqual(asked, undefined);
  });

  it('tell root in each pass what the kernel counts of those that are shown, and others nothing of it', async () => {
    const [one, other] = [await serve(), await serve()];
    const reader = engine();
    const scan = (wish: NamespaceWish, traffic: boolean, by = reader) =>
      by.scan('inet', false, 'inet', wish, traffic);
    const countedOf = (snapshot: Snapshot, { pid }: Made): unknown => {
      const part = partOf(snapshot, pid);
      assert.ok(part !== undefined);
      return (
        part.traffic && [part.traffic.cookie.length === part.inet.inode.length, part.traffic.cookie[0] !== 0]
      );
    };
    for (let pass = 0; pass < 2; pass++) {
      const all = await scan(ALL, true);
      assert.deepEqual(
        [countedOf(all, one), countedOf(all, other)],
        [
          [true, true],
          [true, true],
        ],
      );
      assert.equal(all.traffic?.cookie.length, all.inet.inode.length);
    }
    const shown = await scan({ shown: choiceOf(one) }, true);
    assert.deepEqual(countedOf(shown, one), [true, true]);
    assert.equal(countedOf(await scan(ALL, false), one), undefined);
    const nobody = await as(NOBODY, () => scan({ shown: choiceOf(one) }, true, engine()));
    assert.equal(countedOf(nobody, one), undefined);
    const part = partOf(nobody, one.pid);
    assert.ok(part !== undefined && nobody.traffic !== undefined);
    // What is counted of the own ones would be taken for theirs.
    assert.equal('traffic' in inNamespace(nobody, part), false);
  });

  it('are read of ten at most a pass by who may not enter, until all are known', async () => {
    await Promise.all(Array.from({ length: 30 }, () => make(IDLE)));
    const others = await as(NOBODY, async () => {
      const reader = engine();
      const counts: [parts: number, unread: number][] = [];
      for (let pass = 0; pass < 5 && counts.at(-1)?.[1] !== 0; pass++) {
        const { parts, unread } = namespacesOf(await reader.scan('inet', false, 'inet', ALL));
        counts.push([parts.length, unread.length]);
      }
      return counts;
    });
    // Others may have namespaces on this machine, too.
    const total = (others[0]?.[0] ?? 0) + (others[0]?.[1] ?? 0);
    assert.ok(total >= 30, `${total} namespaces`);
    assert.deepEqual(
      others.slice(0, 3).map(([parts]) => parts),
      [10, 20, 30],
    );
    const atOnce = await engine().scan('inet', true, 'inet', ALL);
    assert.ok(
      made.every(({ pid }) => partOf(atOnce, pid) !== undefined),
      'root has all in one pass',
    );
  });

  it('are told apart though one has the inode of another that ended', async function () {
    const reader = engine();
    const keys = new Map<number, string | undefined>();
    let isReused = false;
    // The kernel gives inodes away again some time after a namespace has ended.
    for (let i = 0; i < 100 && !isReused; i++) {
      const one = await make(IDLE);
      const inode = inodeOf(one.pid);
      const part = partOf(await reader.scan('inet', false, 'inet', ALL), one.pid);
      assert.equal(part?.namespace.example?.pid, one.pid);
      isReused = keys.has(inode);
      if (isReused) assert.notEqual(part?.namespace.key, keys.get(inode));
      keys.set(inode, part?.namespace.key);
      await end(one);
    }
    skipWithReason(this, isReused ? undefined : 'the kernel gave no inode away twice');
  });

  it('end for who is shown one: by its process, and in its tables', async () => {
    const one = await serve();
    const shown = choiceOf(one);
    const reader = engine();
    const living = namespacesOf(await reader.scan('inet', false, 'inet', { shown }));
    assert.equal(living.shown, living.parts[0]?.namespace.key);
    const { contents } = await reader.readTable('interfaces', '', shown);
    assert.deepEqual(
      contents.interfaces.map(({ name, isUntold }) => [name, isUntold]),
      [['lo', undefined]],
    );
    await end(one);
    const ended = namespacesOf(await reader.scan('inet', false, 'inet', { shown }));
    assert.deepEqual([ended.shown, ended.parts, ended.unread], [undefined, [], []]);
    await assert.rejects(
      reader.readTable('interfaces', '', shown),
      new RegExp(`network namespace of process ${one.pid} has ended`),
    );
  });

  describe('with a name and no process', () => {
    const name = `netstat-unit-${process.pid}`;
    const shown = { kind: 'name', name } as const;
    before(function () {
      skipWithReason(
        this,
        isRoot && spawnSync('ip', ['netns', 'add', name]).status === 0 ? undefined : 'no names',
      );
    });
    after(() => void spawnSync('ip', ['netns', 'del', name]));

    it('are looked into by root', async () => {
      const reader = engine();
      const { parts, unread, shown: key } = namespacesOf(await reader.scan('inet', true, 'inet', { shown }));
      assert.deepEqual([parts.map(({ namespace }) => namespace.names), unread], [[[name]], []]);
      assert.equal(parts[0]?.namespace.key, key);
      assert.equal(parts[0]?.inet.inode.length, 0);
      const { contents } = await reader.readTable('interfaces', '', shown);
      assert.deepEqual(
        contents.interfaces.map((each) => each.name),
        ['lo'],
      );
      assert.ok((await reader.namespaces()).some(({ names }) => names.includes(name)));
    });

    it('are known to others, and closed', async () => {
      await as(NOBODY, async () => {
        const reader = engine();
        const { parts, unread } = namespacesOf(await reader.scan('inet', true, 'inet', { shown }));
        assert.deepEqual(
          [parts, unread.map(({ names, example }) => [names, example])],
          [[], [[[name], undefined]]],
        );
        await assert.rejects(
          reader.readTable('routes', '', shown),
          new RegExp(`network namespace "${name}" has no process in sight: only root can look into it`),
        );
      });
    });
  });
});
