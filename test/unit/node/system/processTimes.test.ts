import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
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
    const machine = new FakeReader();
    machine.processes.set(7, { startTime: 1, commandLine: ['node', 'a'] });
    machine.processes.set(8, { startTime: 1, commandLine: ['x'.repeat(5_000)] });
    const lines = new CommandLines(machine);
    let changed = true;
    const cache = { mayHaveChanged: () => changed };
    const readings = (pid: number): number => machine.reads.get(`${pid}/cmdline`) ?? 0;
    const expected = { ok: true, bytes: Uint8Array.from(Buffer.from('node\0a\0')) };
    for (let i = 0; i < 2; i++) assert.deepEqual(lines.read(7, cache), expected);
    assert.equal(readings(7), 2);
    changed = false;
    assert.deepEqual([lines.read(7, cache), readings(7)], [expected, 2]);
    // Without who knows that, of a very long one, and of who is gone nothing is remembered.
    for (let i = 0; i < 2; i++) assert.deepEqual(lines.read(7, undefined), expected);
    assert.equal(readings(7), 4);
    for (let i = 0; i < 2; i++) lines.read(8, cache);
    assert.equal(readings(8), 2);
    for (let i = 0; i < 2; i++) assert.deepEqual(lines.read(9, cache), { ok: false, code: 'ENOENT' });
    assert.equal(readings(9), 2);
  });
});
