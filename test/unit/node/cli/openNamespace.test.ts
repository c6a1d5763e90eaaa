import assert from 'node:assert/strict';
import type { ContainerFacts, EngineStatus } from '../../../../src/core/model/container';
import type { KnownContainers } from '../../../../src/node/cli/containersCalled';
import { decodeByteText } from '../../../../src/core/text/utf8';
import { type OpenedNamespace, openNamespace } from '../../../../src/node/cli/openNamespace';
import type { ReadResult } from '../../../../src/node/reader';
import { attributeOf, describingNamespaceId, wordsOf } from '../../core/netlink/recordedMessages';
import { FakeCalls } from '../fakeCalls';
import { FakeReader } from '../fakeReader';

const [BLUE, LITTLE] = [200, { littleEndian: true } as const];

/** A machine with a namespace that has a name, and processes here, there and elsewhere. */
function machine(mayEnter: boolean | undefined) {
  const reader = new FakeReader();
  reader.processes.set(1, { startTime: 1, comm: 'init' });
  reader.processes.set(42, { startTime: 5, comm: 'nginx', network: BLUE });
  reader.processes.set(43, { startTime: 6, comm: 'worker', network: BLUE });
  reader.processes.set(50, { startTime: 6, comm: 'gone', network: 'untold' });
  const calls = new FakeCalls();
  calls.links.set('/run/netns/blue/it', '');
  calls.links.set('/proc/42/ns/net/it', '');
  const entered: string[] = [];
  if (mayEnter !== undefined) {
    calls.setNamespace = (descriptor, kind) => {
      assert.equal(kind, 0x4000_0000);
      // As syscall(2) fails, so does this.
      if (!mayEnter) return calls.syscall(-1, 0, 0, null, 0);
      entered.push(calls.opened.get(descriptor) ?? '');
      return 0;
    };
    calls.answersCall = () => 'EPERM';
  }
  const folder = {
    list: () => listed('blue'),
    stat: () => ({ status: 'absent', code: 'ENOENT' }) as const,
  };
  const containers = knownOf([]);
  return { reader, calls, entered, tools: { reader, calls, folder, containers, ...LITTLE } };
}

/** What is known of containers, whoever asks. */
function knownOf(
  containers: readonly ContainerFacts[],
  engines: readonly EngineStatus[] = [],
): KnownContainers {
  return { here: () => containers, containers: async () => ({ takenAt: 0, containers, engines }) };
}

/** A container that runs here. */
function container(digit: string, more: Partial<ContainerFacts> = {}): ContainerFacts {
  return { runtime: 'docker', id: digit.repeat(64), networks: [], ports: [], isHere: true, ...more };
}

const listed = (...value: string[]): ReadResult<string[]> => ({ status: 'ok', value });

const message = (opened: OpenedNamespace): string => (opened.kind === 'none' ? opened.message : opened.kind);

describe('a network namespace that netstat is to read', () => {
  it('is entered where that is allowed, by a pid and by a name', async () => {
    const { tools, entered, calls } = machine(true);
    assert.equal((await openNamespace('42', tools)).kind, 'entered');
    assert.equal((await openNamespace('blue', tools)).kind, 'entered');
    assert.deepEqual(entered, ['/proc/42/ns/net', '/run/netns/blue']);
    assert.equal(calls.opened.size, 0);
  });

  it('is told by the files of the process where it is not, and without native code', async () => {
    for (const mayEnter of [false, undefined]) {
      const opened = await openNamespace('42', machine(mayEnter).tools);
      assert.ok(opened.kind === 'files' && opened.pid === 42);
    }
  });

  it('is nothing new where it is that of netstat itself', async () => {
    const { tools, entered } = machine(true);
    assert.equal((await openNamespace('1', tools)).kind, 'own');
    assert.deepEqual(entered, []);
  });

  it('is in trouble once its process left it, or another one has the pid', async () => {
    const { tools, reader } = machine(false);
    const opened = await openNamespace('42', tools);
    assert.ok(opened.kind === 'files');
    assert.equal(opened.trouble(), undefined);
    reader.processes.set(42, { startTime: 6, network: BLUE });
    assert.match(opened.trouble() ?? '', /^process 42 has ended, or left its network namespace/);
    reader.processes.set(42, { startTime: 5, network: BLUE + 1 });
    assert.notEqual(opened.trouble(), undefined);
    reader.processes.delete(42);
    assert.notEqual(opened.trouble(), undefined);
  });

  it('is found by its name for who may not enter, through a process that the kernel says to be in it', async () => {
    const { tools, calls } = machine(false);
    calls.answersTo = (request) => {
      const value = new DataView(request.buffer).getUint32(24, true);
      const id = value === 1 ? -1 : 7;
      return [describingNamespaceId([attributeOf(1, wordsOf([id]))])];
    };
    const opened = await openNamespace('blue', tools);
    assert.ok(opened.kind === 'files' && opened.pid === 42);
  });

  it('needs root where nobody is known to be in it, or native code', async () => {
    assert.match(
      message(await openNamespace('blue', machine(false).tools)),
      /^the network namespace "blue" cannot be read: .* only root may enter it\.$/,
    );
    const { tools } = machine(undefined);
    assert.match(message(await openNamespace('blue', { ...tools, calls: undefined })), /without native code/);
  });

  it('is missing where its process has ended and was not waited for', async () => {
    assert.match(
      message(await openNamespace('50', machine(false).tools)),
      /^process 50 has no network namespace/,
    );
  });

  it('is answered with what there is where there is no such', async () => {
    const { tools } = machine(true);
    for (const wanted of ['green', '99', '../blue', 'blue/', '042', '.', '42x']) {
      const lines = message(await openNamespace(wanted, tools)).split('\n');
      assert.deepEqual(
        lines.slice(1),
        [
          'In /run/netns: blue',
          'Of containers: none',
          'Of processes:',
          '  1 (init): that of netstat itself',
          '  42 (nginx) and 1 more',
        ],
        wanted,
      );
    }
  });

  it('is answered with 20 of what there is, in which no name has controls', async () => {
    const { tools, reader } = machine(true);
    for (let pid = 1000; pid < 1030; pid++)
      reader.processes.set(pid, { startTime: 1, comm: 'a\x1b[31m', network: pid });
    const names = Array.from({ length: 30 }, (_, index) => `name${index}`);
    const folder = { ...tools.folder, list: () => listed(...names) };
    const lines = message(await openNamespace('x\x1b', { ...tools, folder })).split('\n');
    assert.equal(lines.length, 4 + 20 + 1);
    assert.equal(lines.at(-1), '  and 12 more');
    assert.match(lines[1] ?? '', / and 10 more$/);
    // oxlint-disable-next-line no-control-regex
    assert.doesNotMatch(lines.join(''), /[\x00-\x1f]/);
  });

  it('is a name where no process has the number', async () => {
    const { tools } = machine(true);
    const folder = { ...tools.folder, list: () => listed('77', '42') };
    tools.calls.links.set('/run/netns/77/it', '');
    assert.equal((await openNamespace('77', { ...tools, folder })).kind, 'entered');
  });

  it('is that of a container, by its name and by its id', async () => {
    const { tools, entered } = machine(true);
    const containers = knownOf([container('d', { name: 'db', pid: 42 }), container('a', { pid: 1 })]);
    for (const wanted of ['db', 'd'.repeat(12), 'd'.repeat(64)])
      assert.equal((await openNamespace(wanted, { ...tools, containers })).kind, 'entered', wanted);
    assert.deepEqual(entered, Array(3).fill('/proc/42/ns/net'));
    // One that uses the network of this machine.
    assert.equal((await openNamespace('a'.repeat(12), { ...tools, containers })).kind, 'own');
    const opened = await openNamespace('db', { ...machine(false).tools, containers });
    assert.ok(opened.kind === 'files' && opened.pid === 42);
  });

  it('is that of a process or of /run/netns where a container is called so, too', async () => {
    const { tools, entered } = machine(true);
    const containers = knownOf([
      container('d', { name: 'blue', pid: 1 }),
      container('e', { name: '42', pid: 1 }),
    ]);
    for (const wanted of ['42', 'blue']) await openNamespace(wanted, { ...tools, containers });
    assert.deepEqual(entered, ['/proc/42/ns/net', '/run/netns/blue']);
  });

  it('is not guessed where several containers are called so, which are told by their ids', async () => {
    const { tools, entered } = machine(true);
    const containers = knownOf([
      container('d', { name: 'web', pid: 42 }),
      container('e', { name: 'web', pid: 43, runtime: 'podman' }),
    ]);
    assert.deepEqual(message(await openNamespace('web', { ...tools, containers })).split('\n'), [
      '2 containers are called "web". Name one by its id:',
      '  dddddddddddd web (docker)',
      '  eeeeeeeeeeee web (podman)',
    ]);
    assert.deepEqual(entered, []);
  });

  it('is not that of a container on another host, and not that of one which has ended', async () => {
    const { tools } = machine(true);
    const far = knownOf([container('d', { name: 'db', isHere: false })]);
    assert.match(
      message(await openNamespace('db', { ...tools, containers: far })),
      /^the container "db" does not run here but on the host of its engine: /,
    );
    const ended = knownOf([container('d', { name: 'db', pid: 50 })]);
    assert.match(
      message(await openNamespace('db', { ...tools, containers: ended })),
      /^process 50 has no network namespace: it has ended\./,
    );
  });

  it('is answered with the containers that run here, and why some have no names', async () => {
    const { tools } = machine(true);
    const containers = [
      container('d', { pid: 42 }),
      container('e', { name: 'a\x1b[31m', pid: 43, runtime: 'podman' }),
      container('f', { name: 'far', isHere: false }),
    ];
    const statuses: readonly EngineStatus[] = [
      { socket: '/run/docker.sock', runtime: 'docker', outcome: 'denied', detail: 'EACCES' },
      // Its containers all have names.
      { socket: '/run/podman.sock', runtime: 'podman', outcome: 'slow' },
    ];
    const unknown = await openNamespace('db', { ...tools, containers: knownOf(containers, statuses) });
    assert.deepEqual(decodeByteText(message(unknown)).split('\n').slice(1, 6), [
      'Docker’s containers are not named: its socket “/run/docker.sock” may not be opened by you, only by members of its group, which mostly is docker.',
      'In /run/netns: blue',
      'Of containers:',
      '  dddddddddddd (docker)',
      '  eeeeeeeeeeee a<U+001B>[31m (podman)',
    ]);
    assert.doesNotMatch(message(unknown), /far/);
  });
});
