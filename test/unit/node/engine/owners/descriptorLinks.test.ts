import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { closeSync, openSync, readdirSync } from 'node:fs';
import { Descriptors } from '../../../../../src/node/engine/owners/descriptors';
import { DescriptorLinks } from '../../../../../src/node/engine/owners/descriptorLinks';
import {
  ABSENT,
  DENIED,
  FAILED,
  FileLinks,
  type SocketLinks,
  socketInode,
} from '../../../../../src/node/engine/owners/socketLinks';
import { SocketFiles } from '../../../../../src/node/engine/owners/socketFiles';
import { FileReader } from '../../../../../src/node/reader';
import { loadSystemCalls } from '../../../../../src/node/system/systemCalls';
import { FakeCalls } from '../../fakeCalls';
import { FakeReader } from '../../fakeReader';

describe('links of /proc/PID/fd by system calls', () => {
  it('are those that Node reads, of this very process', async () => {
    const calls = loadSystemCalls();
    assert.ok(!(calls instanceof Error), 'npm ci brings koffi for this machine');
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const [ours, theirs] = [new DescriptorLinks(calls), new FileLinks(new FileReader('/proc'))];
    for (const links of [ours, theirs]) assert.equal(links.open(process.pid), 0);
    try {
      const numbers = [...readdirSync('/proc/self/fd').map(Number), 9_999];
      const inodes = numbers.map((number) => theirs.inodeOf(number));
      assert.ok(inodes.some((inode) => inode > 0));
      assert.deepEqual(
        numbers.map((number) => ours.inodeOf(number)),
        inodes,
      );
    } finally {
      for (const links of [ours, theirs]) links.close();
      server.close();
    }
  });

  it('tell of the directory what Node tells, with statx(2) and without', () => {
    const calls = loadSystemCalls();
    assert.ok(!(calls instanceof Error));
    const theirs = new FileLinks(new FileReader('/proc'));
    for (const ours of [new DescriptorLinks(calls), new DescriptorLinks({ ...calls, statx: undefined })]) {
      // A Node of this test's own opens and closes files as it likes, but for its parent.
      assert.deepEqual(ours.stat(process.ppid), theirs.stat(process.ppid));
      assert.deepEqual(ours.stat(2 ** 22 + 1), { status: 'absent', code: 'ENOENT' });
    }
  });

  it('are all of this very process, among which the directory that is read has a number', async () => {
    const calls = loadSystemCalls();
    assert.ok(!(calls instanceof Error));
    const files = Array.from({ length: 3 }, () => openSync('/dev/null', 'r'));
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    // The directory gets a lower number than the server has.
    for (const file of files) closeSync(file);
    try {
      const reader = new FileReader('/proc');
      const links = new DescriptorLinks(calls);
      const all = new Descriptors(reader, new FileLinks(reader)).read(process.pid, 0);
      const stat = links.stat(process.pid);
      const ours = new Descriptors(reader, links).read(
        process.pid,
        stat.status === 'ok' ? stat.value.size : 0,
      );
      assert.deepEqual(ours, all);
    } finally {
      server.close();
    }
  });

  it('leave no descriptor open', () => {
    const calls = loadSystemCalls();
    assert.ok(!(calls instanceof Error));
    const links = new DescriptorLinks(calls);
    const count = (): number => readdirSync('/proc/self/fd').length;
    const before = count();
    for (let i = 0; i < 100; i++) {
      links.open(i % 2 === 0 ? process.pid : 0);
      links.inodeOf(0);
      links.close();
    }
    assert.equal(count(), before);
  });

  it('tell what is no socket from what is gone and what is denied', () => {
    const calls = new FakeCalls();
    const texts = ['socket:[12]', '/dev/null', 'socket:[]x', 'socket:[12]x', 'socket:[1x]', 'denied'];
    for (const [number, text] of texts.entries()) calls.links.set(`/proc/7/fd/${number}`, text);
    calls.links.set('/proc/7/fd/6', `/tmp/${'x'.repeat(200)}`);
    calls.links.set('/proc/7/fd/7', 'socket:[4294967295]');
    calls.links.set('/proc/7/fd/8', '[0000]:13');
    const links = new DescriptorLinks(calls);
    links.open(7);
    const found = Array.from({ length: 10 }, (_, number) => links.inodeOf(number));
    assert.deepEqual(found, [12, 0, 0, 0, 0, DENIED, 0, 4_294_967_295, 13, ABSENT]);
    assert.equal(links.open(8), ABSENT);
  });

  it('are read as loosely as netstat reads them, those of old kernels too, one way and the other', () => {
    const inodes: readonly (readonly [link: string, inode: number])[] = [
      ['[0000]:12', 12],
      ['[0000]: +12', 12],
      ['[0000]:12 ', 0],
      ['[0000]:12]', 0],
      ['[0001]:12', 0],
      ['socket:[ 12]', 12],
      ['socket:[12 ]', 0],
      ['socket:[0x6f]', 0x6f],
      ['socket:[0121]', 0o121],
      ['socket:[0129]', 0],
      ['socket:[]', 0],
      ['socket:[-1]', 0],
      ['socket:[-18446744073709551604]', 0],
      ['socket:[9007199254740993]', 9_007_199_254_740_992],
      ['socket:[18446744073709551615]', 0],
      ['socket:[12', 0],
      ['socket:[12](deleted)', 0],
      ['[0000]:0000000000000000000012345', 0o12],
      ['xsocket:[12]', 0],
      ['SOCKET:[12]', 0],
    ];
    const calls = new FakeCalls();
    for (const [number, [link]] of inodes.entries()) calls.links.set(`/proc/7/fd/${number}`, link);
    const links = new DescriptorLinks(calls);
    links.open(7);
    for (const [number, [link, inode]] of inodes.entries()) {
      assert.deepEqual([socketInode(link), links.inodeOf(number)], [inode, inode], link);
    }
  });

  it('are not inherited by programs that are started meanwhile', () => {
    const calls = loadSystemCalls();
    assert.ok(!(calls instanceof Error));
    const links = new DescriptorLinks(calls);
    links.open(process.pid);
    try {
      // The shell's own links, as it has them from this process.
      const { stdout } = spawnSync('sh', ['-c', 'ls -l /proc/self/fd'], { encoding: 'utf8' });
      assert.ok(!stdout.includes(`/proc/${process.pid}/fd`), stdout);
    } finally {
      links.close();
    }
  });

  it('make a process be read again that could not be looked into this time', () => {
    const reader = new FakeReader();
    reader.processes.set(7, { startTime: 1, sockets: [70] });
    let open = FAILED;
    const files = new SocketFiles(reader, { ...fromReader(reader), open: () => open });
    files.look(true);
    assert.deepEqual([...(files.get(7)?.inodes ?? [])], []);
    assert.equal(files.denied, 0);
    open = 0;
    files.look(false);
    assert.deepEqual([...(files.get(7)?.inodes ?? [])], [70]);
  });
});

/** Links of the only process of a fake machine. */
function fromReader(reader: FakeReader): SocketLinks {
  const links = new FileLinks(reader);
  links.open(7);
  return {
    absentCost: 1,
    stat: (pid) => links.stat(pid),
    open: () => 0,
    inodeOf: (descriptor) => links.inodeOf(descriptor),
    close: () => undefined,
  };
}
