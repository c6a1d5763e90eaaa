import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SignalOutcome } from '../../../../../src/core/model/engine';
import { descendants } from '../../../../../src/node/engine/owners/family';
import { Processes } from '../../../../../src/node/engine/owners/processes';
import { type SendSignal, signalVerified } from '../../../../../src/node/engine/answers/signal';
import { assertProperty } from '../../../property';
import { FakeReader, OWN_PID } from '../../fakeReader';

/** A root (10) with a child (11), its child (12), and a second child (13); 20 belongs to somebody else. */
class Family {
  readonly reader = new FakeReader();
  readonly processes = new Processes(this.reader);
  readonly sent: number[] = [];
  send: SendSignal = (pid) => void this.sent.push(pid);

  constructor() {
    this.reader.processes.set(1, { startTime: 0, parentPid: 0 });
    this.reader.processes.set(10, { startTime: 100, sockets: [77] });
    this.reader.processes.set(11, { startTime: 110, parentPid: 10, comm: 'child', uid: 33 });
    this.reader.processes.set(12, { startTime: 120, parentPid: 11, commandLine: ['worker', '-x'] });
    this.reader.processes.set(13, { startTime: 105, parentPid: 10 });
    this.reader.processes.set(20, { startTime: 90 });
  }

  below(pid = 10, startTime = 100): string[] {
    const found = descendants(this.reader, this.processes, { pid, startTime });
    return found.map(({ pid, parentPid, depth }) => `${parentPid} > ${pid} at ${depth}`);
  }

  signal(
    pid: number,
    startTime: number,
    root = 10,
    rootStart = 100,
    inodes?: number[],
  ): SignalOutcome['kind'] {
    const { reader, processes, send } = this;
    const ancestor = { pid: root, startTime: rootStart };
    return signalVerified(
      { reader, processes, ownPid: OWN_PID, send },
      { pid, startTime },
      'SIGTERM',
      inodes,
      ancestor,
    ).kind;
  }

  change(pid: number, facts: object): void {
    this.reader.processes.set(pid, { startTime: 0, ...this.reader.processes.get(pid), ...facts });
  }

  /** Does something just before the file of a process is read for the nth time. */
  before(path: string, nth: number, action: () => void): void {
    const read = this.reader.read.bind(this.reader);
    this.reader.read = (file) => {
      if (file === path && (this.reader.reads.get(path) ?? 0) === nth - 1) action();
      return read(file);
    };
  }
}

describe('the processes below one', () => {
  let family: Family;
  beforeEach(() => (family = new Family()));

  it('are told as a tree is read, with all that is known of them', () => {
    assert.deepEqual(family.below(), ['10 > 13 at 1', '10 > 11 at 1', '11 > 12 at 2']);
    const found = descendants(family.reader, family.processes, { pid: 10, startTime: 100 });
    const { comm, uid, startTime } = found[1] ?? {};
    assert.deepEqual({ comm, uid, startTime }, { comm: 'child', uid: 33, startTime: 110 });
    assert.deepEqual(found[2]?.commandLine, ['worker', '-x']);
  });

  it('are none where the root has ended, was replaced or is pid 1', () => {
    assert.deepEqual(family.below(10, 99), []);
    assert.deepEqual(family.below(99, 100), []);
    assert.deepEqual(family.below(1, 0), []);
    family.change(10, { state: 'Z' });
    assert.deepEqual(family.below(), []);
  });

  it('are without zombies', () => {
    family.change(13, { state: 'Z' });
    assert.deepEqual(family.below(), ['10 > 11 at 1', '11 > 12 at 2']);
  });

  it('are without those that were given to another parent, or another process, while they were listed', () => {
    family.before('12/stat', 2, () => family.change(12, { parentPid: 1 }));
    assert.deepEqual(family.below(), ['10 > 13 at 1', '10 > 11 at 1']);
    family = new Family();
    family.before('13/stat', 2, () => family.change(13, { startTime: 500 }));
    assert.deepEqual(family.below(), ['10 > 11 at 1', '11 > 12 at 2']);
  });

  it('are without those that are older than their parent seems to be: its pid was used again', () => {
    family.change(12, { startTime: 50 });
    assert.deepEqual(family.below(), ['10 > 13 at 1', '10 > 11 at 1']);
  });

  it('end where a parent seems to descend from its own child', () => {
    family.change(10, { parentPid: 12, startTime: 100 });
    family.change(11, { startTime: 100 });
    family.change(12, { startTime: 100 });
    assert.deepEqual(family.below(), ['10 > 11 at 1', '11 > 12 at 2', '10 > 13 at 1']);
  });
});

describe('a signal to a process below another', () => {
  let family: Family;
  beforeEach(() => (family = new Family()));

  it('is sent where the chain of parents leads to the root', () => {
    assert.equal(family.signal(12, 120), 'sent');
    assert.equal(family.signal(11, 110), 'sent');
    assert.deepEqual(family.sent, [12, 11]);
  });

  const unsent: Record<string, [(family: Family) => void, SignalOutcome['kind']]> = {
    'its pid was given to another process': [(family) => family.change(12, { startTime: 125 }), 'replaced'],
    'it was given to pid 1': [(family) => family.change(12, { parentPid: 1 }), 'detached'],
    'its parent was given to pid 1': [(family) => family.change(11, { parentPid: 1 }), 'detached'],
    'its parent is a zombie': [(family) => family.change(11, { state: 'Z' }), 'detached'],
    'its parent has ended': [(family) => family.reader.processes.delete(11), 'detached'],
    "its parent's pid was given to a younger process": [
      (family) => family.change(11, { startTime: 130 }),
      'detached',
    ],
    'the root has ended': [(family) => family.reader.processes.delete(10), 'detached'],
    'the root is a zombie': [(family) => family.change(10, { state: 'Z' }), 'detached'],
    "the root's pid was given to another process": [
      (family) => family.change(10, { startTime: 104 }),
      'detached',
    ],
    'it has ended': [(family) => family.reader.processes.delete(12), 'ended'],
    'it is a zombie': [(family) => family.change(12, { state: 'Z' }), 'ended'],
    'it ended when all was verified but itself': [
      (family) => family.before('12/stat', 2, () => family.reader.processes.delete(12)),
      'ended',
    ],
    'its pid was used again when all was verified but itself': [
      (family) => family.before('12/stat', 2, () => family.change(12, { startTime: 140 })),
      'replaced',
    ],
    'its parents run in a circle': [
      (family) => family.change(11, { parentPid: 12, startTime: 120 }),
      'detached',
    ],
  };
  for (const [when, [arrange, outcome]] of Object.entries(unsent)) {
    it(`is not sent where ${when}`, () => {
      arrange(family);
      assert.equal(family.signal(12, 120), outcome);
      assert.deepEqual(family.sent, []);
    });
  }

  it('is not sent to what does not descend from the root, nor to the root itself', () => {
    assert.equal(family.signal(20, 90), 'detached');
    assert.equal(family.signal(10, 100), 'detached');
    assert.equal(family.signal(10, 100, 11, 110), 'detached');
    assert.deepEqual(family.sent, []);
  });

  it('is refused for pid 1 as either, from which everything descends', () => {
    assert.equal(family.signal(12, 120, 1, 0), 'refused');
    assert.equal(family.signal(1, 0), 'refused');
    assert.equal(family.signal(-12, 120), 'refused');
    assert.deepEqual(family.sent, []);
  });

  it('asks the root, and not the process, for the sockets', () => {
    assert.equal(family.signal(12, 120, 10, 100, [77]), 'sent');
    family.change(10, { sockets: [78] });
    family.change(12, { sockets: [77] });
    assert.equal(family.signal(12, 120, 10, 100, [77]), 'released');
    family.change(10, { denied: true });
    assert.equal(family.signal(12, 120, 10, 100, [77]), 'denied');
    assert.deepEqual(family.sent, [12]);
  });

  it('tells what the system said', () => {
    family.send = () => {
      throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
    };
    assert.equal(family.signal(12, 120), 'denied');
  });

  it('is sent exactly to what is listed, whatever the tree', () => {
    const trees = fc.array(fc.record({ parent: fc.nat(12), started: fc.nat(3), zombie: fc.boolean() }), {
      minLength: 2,
      maxLength: 12,
    });
    assertProperty(trees, (tree) => {
      family = new Family();
      family.reader.processes.clear();
      tree.forEach(({ parent, started, zombie }, i) => {
        family.reader.processes.set(i + 2, {
          startTime: started,
          parentPid: parent,
          state: zombie ? 'Z' : 'S',
        });
      });
      const root = { pid: 2, startTime: tree[0]?.started ?? 0 };
      const listed = descendants(family.reader, family.processes, root).map(({ pid }) => pid);
      tree.forEach(({ started }, i) => family.signal(i + 2, started, root.pid, root.startTime));
      assert.deepEqual(
        family.sent.sort((a, b) => a - b),
        listed.sort((a, b) => a - b),
      );
    });
  });
});
