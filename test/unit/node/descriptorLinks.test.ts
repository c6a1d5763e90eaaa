import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { readdirSync } from 'node:fs';
import { DescriptorLinks } from '../../../src/node/engine/descriptorLinks';
import { ABSENT, DENIED, FileLinks } from '../../../src/node/engine/socketLinks';
import { FileReader } from '../../../src/node/reader';
import { loadSystemCalls } from '../../../src/node/system/systemCalls';
import { FakeCalls } from './fakeCalls';

describe('links of /proc/PID/fd by system calls', () => {
  it('are those that Node reads, of this very process', async () => {
    const calls = loadSystemCalls();
    assert.ok(!(calls instanceof Error), 'npm ci brings koffi for this machine');
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const [ours, theirs] = [new DescriptorLinks(calls), new FileLinks(new FileReader('/proc'))];
    for (const links of [ours, theirs]) links.open(process.pid);
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
    const links = new DescriptorLinks(calls);
    links.open(7);
    const found = Array.from({ length: 9 }, (_, number) => links.inodeOf(number));
    assert.deepEqual(found, [12, 0, 0, 0, 0, DENIED, 0, 4_294_967_295, ABSENT]);
    links.open(8);
    assert.equal(links.inodeOf(0), ABSENT);
  });
});
