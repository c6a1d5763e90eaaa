import assert from 'node:assert/strict';
import { openNamespace } from '../../../../src/node/cli/openNamespace';
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
  return { reader, calls, entered, tools: { reader, calls, folder, ...LITTLE } };
}

const listed = (...value: string[]): ReadResult<string[]> => ({ status: 'ok', value });

const message = (opened: ReturnType<typeof openNamespace>): string =>
  opened.kind === 'none' ? opened.message : opened.kind;

describe('a network namespace that netstat is to read', () => {
  it('is entered where that is allowed, by a pid and by a name', () => {
    const { tools, entered, calls } = machine(true);
    assert.equal(openNamespace('42', tools).kind, 'entered');
    assert.equal(openNamespace('blue', tools).kind, 'entered');
    assert.deepEqual(entered, ['/proc/42/ns/net', '/run/netns/blue']);
    assert.equal(calls.opened.size, 0);
  });

  it('is told by the files of the process where it is not, and without native code', () => {
    for (const mayEnter of [false, undefined]) {
      const opened = openNamespace('42', machine(mayEnter).tools);
      assert.ok(opened.kind === 'files' && opened.pid === 42);
    }
  });

  it('is nothing new where it is that of netstat itself', () => {
    const { tools, entered } = machine(true);
    assert.equal(openNamespace('1', tools).kind, 'own');
    assert.deepEqual(entered, []);
  });

  it('is in trouble once its process left it, or another one has the pid', () => {
    const { tools, reader } = machine(false);
    const opened = openNamespace('42', tools);
    assert.ok(opened.kind === 'files');
    assert.equal(opened.trouble(), undefined);
    reader.processes.set(42, { startTime: 6, network: BLUE });
    assert.match(opened.trouble() ?? '', /^process 42 has ended, or left its network namespace/);
    reader.processes.set(42, { startTime: 5, network: BLUE + 1 });
    assert.notEqual(opened.trouble(), undefined);
    reader.processes.delete(42);
    assert.notEqual(opened.trouble(), undefined);
  });

  it('is found by its name for who may not enter, through a process that the kernel says to be in it', () => {
    const { tools, calls } = machine(false);
    calls.answersTo = (request) => {
      const value = new DataView(request.buffer).getUint32(24, true);
      const id = value === 1 ? -1 : 7;
      return [describingNamespaceId([attributeOf(1, wordsOf([id]))])];
    };
    const opened = openNamespace('blue', tools);
    assert.ok(opened.kind === 'files' && opened.pid === 42);
  });

  it('needs root where nobody is known to be in it, or native code', () => {
    assert.match(
      message(openNamespace('blue', machine(false).tools)),
      /^the network namespace "blue" cannot be read: .* only root may enter it\.$/,
    );
    const { tools } = machine(undefined);
    assert.match(message(openNamespace('blue', { ...tools, calls: undefined })), /without native code/);
  });

  it('is missing where its process has ended and was not waited for', () => {
    assert.match(message(openNamespace('50', machine(false).tools)), /^process 50 has no network namespace/);
  });

  it('is answered with what there is where there is no such', () => {
    const { tools } = machine(true);
    for (const wanted of ['green', '99', '../blue', 'blue/', '042', '.', '42x']) {
      const lines = message(openNamespace(wanted, tools)).split('\n');
      assert.deepEqual(
        lines.slice(1),
        [
          'In /run/netns: blue',
          'Of processes:',
          '  1 (init): that of netstat itself',
          '  42 (nginx) and 1 more',
        ],
        wanted,
      );
    }
  });

  it('is answered with 20 of what there is, in which no name has controls', () => {
    const { tools, reader } = machine(true);
    for (let pid = 1000; pid < 1030; pid++)
      reader.processes.set(pid, { startTime: 1, comm: 'a\x1b[31m', network: pid });
    const names = Array.from({ length: 30 }, (_, index) => `name${index}`);
    const folder = { ...tools.folder, list: () => listed(...names) };
    const lines = message(openNamespace('x\x1b', { ...tools, folder })).split('\n');
    assert.equal(lines.length, 3 + 20 + 1);
    assert.equal(lines.at(-1), '  and 12 more');
    assert.match(lines[1] ?? '', / and 10 more$/);
    // oxlint-disable-next-line no-control-regex
    assert.doesNotMatch(lines.join(''), /[\x00-\x1f]/);
  });

  it('is a name where no process has the number', () => {
    const { tools } = machine(true);
    const folder = { ...tools.folder, list: () => listed('77', '42') };
    tools.calls.links.set('/run/netns/77/it', '');
    assert.equal(openNamespace('77', { ...tools, folder }).kind, 'entered');
  });
});
