import assert from 'node:assert/strict';
import type { LikelyOwner } from '../../../../src/core/model/likelyOwner';
import type { AskedTcp, LikelyFinder, SeenHolders } from '../../../../src/core/netstat/context/environment';
import { LikelySockets } from '../../../../src/node/cli/likelySockets';
import { SystemCallsOnce } from '../../../../src/node/system/systemCallsOnce';
import { attributeOf, describing, done, refusal } from '../../core/netlink/recordedMessages';
import { FakeGroups } from '../engine/groups/fakeGroups';
import { FakeCalls } from '../fakeCalls';
import { FakeReader } from '../fakeReader';

const MOUNTS = '30 24 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n';
const LISTEN = 10;

/** A listener as the kernel tells of it; without a group as it does before 5.8. */
function listener(inode: number, group?: number): Uint8Array {
  const id =
    group === undefined ? [] : [attributeOf(21, new Uint8Array(BigUint64Array.of(BigInt(group)).buffer))];
  return describing({ state: LISTEN, local: [[0, 0, 0, 0], inode % 65_536], inode, attributes: id });
}

/** The type of messages that ask for TCP of both families; UDP's are asked for one by one. */
const TCPDIAG_GETSOCK = 18;

/** A machine with web.service (group 11) of process 7, whose kernel tells of these listeners. */
class Machine {
  readonly reader = new FakeReader();
  readonly tree = new FakeGroups();
  readonly calls = new FakeCalls();
  readonly requests: number[] = [];
  listeners = [listener(500, 11)];
  readonly #likely = new LikelySockets(
    this.reader,
    new SystemCallsOnce(() => this.calls),
    true,
    () => this.tree,
  );

  constructor() {
    this.reader.self = process.pid;
    this.reader.files.set('self/mountinfo', MOUNTS);
    this.reader.files.set('uptime', '1000.00 900.00\n');
    this.tree.groups.set('/system.slice', { id: 10 });
    this.set('web', 11, 7);
    // Of TCP; UDP has none.
    this.calls.answersTo = (request) => {
      const isTcp = request[4] === TCPDIAG_GETSOCK;
      if (isTcp) this.requests.push(request.length);
      return isTcp ? [...this.listeners, done()] : [done()];
    };
  }

  /** A service of these processes, whose programs are called after it. */
  set(name: string, id: number, ...pids: number[]): void {
    this.tree.groups.set(`/system.slice/${name}.service`, { id, pids });
    for (const pid of pids)
      this.reader.processes.set(pid, { startTime: pid, comm: name, parentPid: 1, uid: 0 });
  }

  /** What is told to who has seen this of holders. */
  ask(seen: Partial<SeenHolders> = {}, tcp: AskedTcp = 'servers'): ReturnType<LikelySockets['likelyOwners']> {
    const nobody: SeenHolders = { isHeld: () => false, isLookedInto: () => false };
    return this.#likely.likelyOwners({ ...nobody, ...seen }, tcp);
  }

  find(seen: Partial<SeenHolders> = {}): LikelyFinder {
    const told = this.ask(seen);
    assert.ok(typeof told !== 'string', String(told));
    return told;
  }
}

const named = (owner: LikelyOwner | 'outside' | undefined): unknown =>
  typeof owner === 'object' ? [owner.unit, owner.processes[0]?.pid] : owner;

describe('likely owners for netstat', () => {
  it('are found by the inodes of sockets, whatever rows netstat has', () => {
    const machine = new Machine();
    machine.listeners = [listener(600, 1), listener(500, 11), listener(700, 99)];
    machine.tree.groups.set('', { id: 5, pids: [] });
    const find = machine.find();
    assert.deepEqual(named(find(500)), ['web.service', 7]);
    assert.equal(find(600), undefined);
    assert.equal(find(700), 'outside');
    assert.equal(find(501), undefined);
    assert.equal(find(0), undefined);
    assert.equal(machine.calls.opened.size, 0);
  });

  it('are not told of what somebody is seen to hold, nor to be who was looked into and does not', () => {
    const machine = new Machine();
    machine.set('web', 11, 7, 8);
    assert.equal(machine.find({ isHeld: (inode) => inode === 500 })(500), undefined);
    assert.deepEqual(named(machine.find({ isLookedInto: (pid) => pid === 7 })(500)), ['web.service', 8]);
  });

  it('have TCP asked for servers alone where no more are wanted, and not at all where it is not', () => {
    const machine = new Machine();
    machine.ask({}, 'servers');
    machine.ask({}, 'all');
    assert.equal((machine.requests[0] ?? 0) - (machine.requests[1] ?? 0), 12);
    assert.equal(machine.calls.requests, 6);
    machine.ask({}, 'none');
    assert.equal(machine.calls.requests, 8);
  });

  it('are known in the first round of however many units', () => {
    const machine = new Machine();
    machine.listeners = [];
    for (let number = 0; number < 300; number++) {
      machine.set(`unit${number}`, 100 + number, 2_000 + number);
      machine.listeners.push(listener(1_000 + number, 100 + number));
    }
    const find = machine.find();
    for (let number = 0; number < 300; number++)
      assert.deepEqual(named(find(1_000 + number)), [`unit${number}.service`, 2_000 + number]);
  });

  it('are others in the next round, where the process has ended or its pid is another’s', () => {
    const machine = new Machine();
    assert.deepEqual(named(machine.find()(500)), ['web.service', 7]);
    machine.reader.processes.delete(7);
    machine.set('web', 11, 9);
    assert.deepEqual(named(machine.find()(500)), ['web.service', 9]);
    machine.reader.processes.set(9, { startTime: 200_000, comm: 'other', parentPid: 1, uid: 0 });
    const owner = machine.find()(500);
    assert.ok(typeof owner === 'object');
    assert.deepEqual(owner.processes, [{ pid: 9, startTime: 200_000, program: 'other' }]);
  });

  it('cannot be told where the kernel does not tell groups, or nothing at all', () => {
    const machine = new Machine();
    machine.listeners = [listener(500), listener(600)];
    assert.equal(machine.ask(), 'untold');
    machine.calls.answersTo = () => [refusal()];
    assert.equal(machine.ask(), 'untold');
    machine.calls.answersTo = () => [done()];
    assert.equal(machine.find()(500), undefined);
  });

  it('cannot be told without native code, and without a tree of control groups', () => {
    const machine = new Machine();
    const without = new LikelySockets(
      machine.reader,
      new SystemCallsOnce(() => new Error('There is none.')),
      true,
    );
    assert.equal(without.likelyOwners({ isHeld: () => false, isLookedInto: () => false }, 'all'), 'noCalls');
    machine.reader.files.set('self/mountinfo', '');
    assert.equal(machine.ask(), 'noGroups');
    assert.deepEqual(machine.requests, []);
  });
});
