import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ReadResult } from '../../../../src/core/netstat/context/environment';
import { CommandLines } from '../../../../src/node/cli/commandLines';
import { readProcPids } from '../../../../src/node/engine/owners/procPids';
import { FileReader } from '../../../../src/node/reader';
import { ProcessTimes } from '../../../../src/node/system/processTimes';
import { loadSystemCalls, type SystemCalls } from '../../../../src/node/system/systemCalls';
import { FakeCalls } from '../fakeCalls';
import { FakeReader } from '../fakeReader';

describe('what processes have run', () => {
  let calls: SystemCalls;

  before(() => {
    const loaded = loadSystemCalls();
    assert.ok(!(loaded instanceof Error), 'npm ci brings koffi for this machine');
    calls = loaded;
  });

  it('moves for who runs, and stands still for who waits', async () => {
    const child = spawn('cat', { stdio: ['pipe', 'pipe', 'inherit'] });
    try {
      const times = new ProcessTimes(calls);
      child.stdin.write('1');
      await once(child.stdout, 'data');
      const pid = child.pid ?? 0;
      let [before, waiting] = [times.of(pid), -1];
      // It may still be on its way to wait.
      while (before !== waiting) {
        await new Promise((later) => setTimeout(later, 5));
        [before, waiting] = [waiting, times.of(pid)];
      }
      assert.ok(waiting > 0);
      child.stdin.write('2');
      await once(child.stdout, 'data');
      while (times.of(pid) === waiting) await new Promise((later) => setTimeout(later, 1));
      assert.ok(times.of(pid) > waiting);
      assert.notEqual(times.of(process.pid), times.of(process.pid));
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('is unknown of nobody, and where the C library has no such call', () => {
    assert.ok(Number.isNaN(new ProcessTimes(calls).of(2 ** 22 + 1)));
    assert.ok(Number.isNaN(new ProcessTimes(new FakeCalls()).of(process.pid)));
  });

  it('is asked by pids of a /proc alone that has those of this process', () => {
    assert.equal(readProcPids(new FileReader('/proc'), process.pid), 'own');
    const reader = new FakeReader();
    const link = (value: string): void => {
      reader.readLink = () => ({ status: 'ok', value });
    };
    link(String(process.pid));
    reader.files.set('self/status', `NSpid:\t${process.pid}\n`);
    assert.equal(readProcPids(reader, process.pid), 'own');
    reader.files.set('self/status', `NSpid:\t${process.pid}\t${process.pid}\n`);
    assert.equal(readProcPids(reader, process.pid), 'other');
    reader.files.set('self/status', 'denied');
    assert.equal(readProcPids(reader, process.pid), 'unknown');
    reader.files.set('self/status', `NSpid:\t${process.pid + 1}\n`);
    link(String(process.pid + 1));
    assert.equal(readProcPids(reader, process.pid), 'other');
  });

  it('spares command lines of who has not run', () => {
    const lines = new CommandLines();
    let [changed, readings] = [true, 0];
    const cache = { mayHaveChanged: () => changed };
    const read = (pid: number, text = 'node'): ReadResult =>
      lines.read(`/proc/${pid}/cmdline`, cache, () => {
        readings++;
        return text === '' ? { ok: false, code: 'ENOENT' } : { ok: true, bytes: Buffer.from(text) };
      });
    for (let i = 0; i < 2; i++) assert.deepEqual(read(7), { ok: true, bytes: Buffer.from('node') });
    assert.equal(readings, 2);
    changed = false;
    assert.deepEqual([read(7), readings], [{ ok: true, bytes: Buffer.from('node') }, 2]);
    // What could not be read, and what is very long, is not kept, nor is any other file.
    for (const text of ['', 'x'.repeat(5_000)]) for (let i = 0; i < 2; i++) read(8, text);
    assert.equal(readings, 6);
    assert.deepEqual(
      lines.read('/proc/7/stat', cache, () => ({ ok: false, code: 'EACCES' })),
      { ok: false, code: 'EACCES' },
    );
  });
});
