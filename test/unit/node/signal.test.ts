import assert from 'node:assert/strict';
import { Processes } from '../../../src/node/engine/processes';
import { signalVerified, stateOf } from '../../../src/node/engine/signal';
import { FakeReader } from './fakeReader';

describe('signalVerified', () => {
  let reader: FakeReader;
  let sent: string[];
  let send: (pid: number, signal: string) => void;

  beforeEach(() => {
    reader = new FakeReader();
    reader.processes.set(42, { startTime: 1000, sockets: [77] });
    sent = [];
    send = (pid, signal) => void sent.push(`${signal} ${pid}`);
  });

  const signal = (pid: number, startTime: number, inodes?: number[]): string =>
    signalVerified({ reader, processes: new Processes(reader), send }, { pid, startTime }, 'SIGTERM', inodes)
      .kind;

  it('signals the process that was meant', () => {
    assert.equal(signal(42, 1000, [77]), 'sent');
    assert.deepEqual(sent, ['SIGTERM 42']);
  });

  it('sends nothing to another process with the same pid', () => {
    assert.equal(signal(42, 999, [77]), 'replaced');
    assert.deepEqual(sent, []);
  });

  it('sends nothing where the process released the socket, unless the socket is not asked for', () => {
    reader.processes.set(42, { startTime: 1000, sockets: [] });
    assert.equal(signal(42, 1000, [77, 0]), 'released');
    assert.deepEqual(sent, []);
    assert.equal(signal(42, 1000), 'sent');
  });

  it('sends nothing to a zombie or to nobody', () => {
    reader.processes.set(42, { startTime: 1000, state: 'Z' });
    assert.equal(signal(42, 1000), 'ended');
    assert.equal(signal(43, 1000), 'ended');
    assert.deepEqual(sent, []);
  });

  it('refuses pid 1, process groups and everything that is no pid', () => {
    reader.processes.set(1, { startTime: 0 });
    for (const pid of [1, 0, -1, -42, 4.5, Number.NaN]) assert.equal(signal(pid, 0), 'refused');
    assert.deepEqual(sent, []);
  });

  it('tells what the system said', () => {
    const failing = (code: string) => () => {
      throw Object.assign(new Error(code), { code });
    };
    send = failing('EPERM');
    assert.equal(signal(42, 1000), 'denied');
    send = failing('ESRCH');
    assert.equal(signal(42, 1000), 'ended');
    send = failing('EINVAL');
    assert.equal(signal(42, 1000), 'failed');
  });

  it('cannot verify a process whose descriptors are denied, and says so', () => {
    reader.processes.set(42, { startTime: 1000, denied: true });
    assert.equal(signal(42, 1000, [77]), 'denied');
  });

  it('knows the state of a process by pid and start time', () => {
    const processes = new Processes(reader);
    assert.equal(stateOf(processes, { pid: 42, startTime: 1000 }), 'running');
    assert.equal(stateOf(processes, { pid: 42, startTime: 1 }), 'replaced');
    assert.equal(stateOf(processes, { pid: 7, startTime: 1 }), 'ended');
  });
});
