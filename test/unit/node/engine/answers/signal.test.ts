import assert from 'node:assert/strict';
import { constants } from 'node:os';
import { Processes } from '../../../../../src/node/engine/owners/processes';
import { signalVerified, stateOf } from '../../../../../src/node/engine/answers/signal';
import { ProcessDescriptors } from '../../../../../src/node/system/processDescriptors';
import { FakeCalls } from '../../fakeCalls';
import { FakeReader, OWN_PID } from '../../fakeReader';

const PIDFD_SEND_SIGNAL = 424;
const PIDFD_OPEN = 434;

describe('signalVerified', () => {
  let reader: FakeReader;
  let sent: string[];
  let send: (pid: number, signal: string) => void;
  let descriptors: ProcessDescriptors | undefined;

  beforeEach(() => {
    reader = new FakeReader();
    reader.processes.set(42, { startTime: 1000, sockets: [77] });
    sent = [];
    descriptors = undefined;
    send = (pid, signal) => void sent.push(`${signal} ${pid}`);
  });

  const signal = (pid: number, startTime: number, inodes?: number[]): string =>
    signalVerified(
      { reader, processes: new Processes(reader), ownPid: OWN_PID, send, descriptors },
      { pid, startTime },
      'SIGTERM',
      inodes,
    ).kind;

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

  describe('by a descriptor of the process', () => {
    let calls: FakeCalls;
    let open: number | keyof typeof constants.errno;

    beforeEach(() => {
      calls = new FakeCalls();
      open = 9;
      calls.answersCall = (number, first, second) => {
        if (number === PIDFD_OPEN) {
          if (typeof open === 'number') calls.opened.set(open, `process ${first}`);
          return open;
        }
        assert.equal(number, PIDFD_SEND_SIGNAL);
        sent.push(`${second} to ${calls.opened.get(first)}`);
        return 0;
      };
      descriptors = new ProcessDescriptors(calls);
    });

    it('opens it before anything is read, sends by it, and closes it', () => {
      const read = reader.read.bind(reader);
      reader.read = (path) => {
        if (path.startsWith('42/')) assert.deepEqual([...calls.opened], [[9, 'process 42']]);
        return read(path);
      };
      assert.equal(signal(42, 1000, [77]), 'sent');
      assert.deepEqual(sent, [`${constants.signals.SIGTERM} to process 42`]);
      assert.equal(calls.opened.size, 0);
    });

    it('closes it also where the process is not what was meant', () => {
      assert.equal(signal(42, 999, [77]), 'replaced');
      assert.equal(signal(42, 1000, [78]), 'released');
      assert.deepEqual(sent, []);
      assert.equal(calls.opened.size, 0);
    });

    it('goes without where the kernel has none or a sandbox forbids them', () => {
      for (open of ['ENOSYS', 'EPERM'] as const) assert.equal(signal(42, 1000, [77]), 'sent');
      assert.deepEqual(sent, ['SIGTERM 42', 'SIGTERM 42']);
    });

    it('sends nothing where the process has ended, or no descriptor can be had now', () => {
      open = 'ESRCH';
      assert.equal(signal(42, 1000, [77]), 'ended');
      open = 'EMFILE';
      assert.equal(signal(42, 1000, [77]), 'failed');
      assert.deepEqual(sent, []);
    });

    it('tells what the system said to the signal', () => {
      const answer = calls.answersCall;
      for (const [code, kind] of [
        ['EPERM', 'denied'],
        ['ESRCH', 'ended'],
        ['EINVAL', 'failed'],
      ] as const) {
        calls.answersCall = (...call) => (call[0] === PIDFD_SEND_SIGNAL ? code : answer(...call));
        assert.equal(signal(42, 1000, [77]), kind);
        assert.equal(calls.opened.size, 0);
      }
    });
  });

  it('sends nothing where /proc has the pids of another namespace, or does not say whose', () => {
    for (const self of [17, undefined]) {
      reader.self = self;
      assert.equal(signal(42, 1000, [77]), 'otherPidNamespace');
    }
    reader.self = OWN_PID;
    reader.files.set('self/status', `Name:\tnode\nPid:\t${OWN_PID}\nNSpid:\t${OWN_PID}\t${OWN_PID}\n`);
    assert.equal(signal(42, 1000, [77]), 'otherPidNamespace');
    assert.deepEqual(sent, []);
    reader.files.set('self/status', `Name:\tnode\nPid:\t${OWN_PID}\nNSpid:\t${OWN_PID}\n`);
    assert.equal(signal(42, 1000, [77]), 'sent');
    reader.files.set('self/status', 'denied');
    assert.equal(signal(42, 1000, [77]), 'otherPidNamespace');
    // Before Linux 4.1 there is no such line.
    reader.files.set('self/status', `Name:\tnode\nPid:\t${OWN_PID}\n`);
    assert.equal(signal(42, 1000, [77]), 'sent');
  });

  it('knows the state of a process by pid and start time', () => {
    const processes = new Processes(reader);
    assert.equal(stateOf(processes, { pid: 42, startTime: 1000 }), 'running');
    assert.equal(stateOf(processes, { pid: 42, startTime: 1 }), 'replaced');
    assert.equal(stateOf(processes, { pid: 7, startTime: 1 }), 'ended');
  });
});
