import assert from 'node:assert/strict';
import type { LikelyOwner } from '../../../../../src/core/model/likelyOwner';
import { inetReasons, likelyOwnerOf } from '../../../../../src/core/model/snapshot';
import { ControlGroups } from '../../../../../src/node/engine/groups/controlGroups';
import { LikelyOwnersFinder } from '../../../../../src/node/engine/groups/likelyOwnersFinder';
import { UnitProcesses } from '../../../../../src/node/engine/groups/unitProcesses';
import type { SocketUnit } from '../../../../../src/core/units/socketUnits';
import { Units } from '../../../../../src/node/engine/groups/units';
import { type MadeSocket, snapshot } from '../../../snapshots';
import { FakeReader } from '../../fakeReader';
import { FakeGroups } from './fakeGroups';

/** A socket without an owner, of a control group. */
interface Grouped extends MadeSocket {
  readonly group: number;
}

type Visibility = ConstructorParameters<typeof UnitProcesses>[2];

const ALL_SEEN: Visibility = { hidepid: false, procPids: 'own' };
const WEB = '/system.slice/web.service';

/** A machine with a service of one process, in which tests look for owners pass after pass. */
class Machine {
  readonly tree = new FakeGroups();
  readonly reader = new FakeReader();
  socketUnits: SocketUnit[] = [];
  /** Processes that may be looked into, and the turn in which that was done last. */
  readonly lookedInto = new Map<number, number>();
  turn = 0;
  /** Moves with every pass, unless it is set. */
  changes: number | undefined;
  readonly #visibility: Visibility;
  #now = 0;
  #finder: LikelyOwnersFinder | undefined;

  setWeb(id: number, pids: readonly number[]): void {
    this.tree.groups.set(WEB, { id, pids });
  }

  start(pid: number, comm: string, startTime = 100, parentPid = 1): void {
    this.reader.processes.set(pid, { startTime, comm, parentPid, uid: 0, isFork: parentPid !== 1 });
  }

  constructor(visibility: Visibility = ALL_SEEN) {
    this.#visibility = visibility;
    this.tree.groups.set('/system.slice', { id: 10 });
    this.setWeb(11, [7]);
    this.start(7, 'webd');
  }

  /** What a pass finds of these sockets. */
  look(sockets: readonly Grouped[], fresh = false): (LikelyOwner | undefined)[] {
    const taken = this.lookAt(sockets, fresh);
    return sockets.map((_, row) => likelyOwnerOf(taken, row));
  }

  /** The snapshot of such a pass. */
  lookAt(sockets: readonly Grouped[], fresh = false): ReturnType<typeof snapshot> {
    const taken = snapshot(sockets);
    sockets.forEach(({ group }, row) => (taken.inet.cgroup[row] = group));
    const groups = new ControlGroups(this.tree);
    this.#finder ??= new LikelyOwnersFinder(
      groups,
      new Units(groups, new UnitProcesses(this.tree, this.reader, this.#visibility), () => this.socketUnits),
    );
    const facts = {
      now: (this.#now += 2_000),
      turn: ++this.turn,
      changes: this.changes ?? this.turn,
      ephemeral: [32_768, 60_999] as const,
      lookedIntoIn: (pid: number) => this.lookedInto.get(pid) ?? -1,
      isThere: ({ pid, startTime }: { readonly pid: number; readonly startTime: number }) =>
        this.reader.processes.get(pid)?.startTime === startTime,
    };
    return { ...taken, likely: this.#finder.find(taken.inet, taken.ownerStart, facts, fresh) };
  }
}

const LISTENER: Grouped = { local: ['0.0.0.0', 80], uid: 0, inode: 500, group: 11 };

function pidsOf(owners: readonly (LikelyOwner | undefined)[]): (number | undefined)[] {
  return owners.map((owner) => owner?.processes[0]?.pid);
}

describe('sockets without an owner', () => {
  it('probably are those of the unit that they were made in, and of its process', () => {
    const [owner] = new Machine().look([LISTENER]);
    assert.deepEqual(owner, {
      unit: 'web.service',
      unitOf: 'system',
      processes: [{ pid: 7, startTime: 100, program: 'webd' }],
      count: 1,
      evidence: ['madeInGroup', 'onlyProcess'],
    });
  });

  it('are left alone where they have an owner, no group, or the root group', () => {
    const machine = new Machine();
    const owners = machine.look([
      { ...LISTENER, pids: [42] },
      { ...LISTENER, group: 0 },
      { ...LISTENER, group: 1 },
    ]);
    assert.deepEqual(owners, [undefined, undefined, undefined]);
  });

  it('keep the same answer, as the same object, for as long as nothing changes', () => {
    const machine = new Machine();
    const [before] = machine.look([LISTENER]);
    const [after] = machine.look([LISTENER], true);
    assert.ok(before !== undefined && before === after);
  });

  it('are looked at once while they and the processes stay the same, but for a unit in turn', () => {
    const machine = new Machine();
    machine.changes = 7;
    const [first] = machine.look([LISTENER]);
    const { looks } = machine.tree;
    const later = Array.from({ length: 3 }, () => machine.look([LISTENER])[0]);
    assert.deepEqual([later.every((owner) => owner === first), machine.tree.looks], [true, looks]);
    machine.start(8, 'helper');
    machine.setWeb(11, [7, 8]);
    const turns = Array.from({ length: 16 }, () => machine.look([LISTENER])[0]?.count);
    assert.equal(turns.at(-1), 2);
  });

  it('are looked at again where another one came, or one has another’s place', () => {
    const machine = new Machine();
    machine.changes = 7;
    machine.look([LISTENER]);
    machine.tree.groups.set('/system.slice/mail.service', { id: 13, pids: [] });
    const mail = { ...LISTENER, inode: 501, group: 13 };
    assert.deepEqual(
      machine.look([LISTENER, mail]).map((owner) => owner?.unit),
      ['web.service', 'mail.service'],
    );
    assert.deepEqual(
      machine.look([mail, LISTENER]).map((owner) => owner?.unit),
      ['mail.service', 'web.service'],
    );
  });

  it('are not those of a process that came after them', () => {
    const machine = new Machine();
    machine.look([LISTENER]);
    machine.start(8, 'webd-upgrade', 1_500, 7);
    machine.setWeb(11, [7, 8]);
    assert.deepEqual(pidsOf(machine.look([LISTENER], true)), [7]);
    const other = { ...LISTENER, local: ['0.0.0.0', 81] as const, inode: 501 };
    assert.deepEqual(pidsOf(machine.look([LISTENER, other])), [7, undefined]);
  });

  it('are told anew when the process that is named has ended', () => {
    const machine = new Machine();
    machine.look([LISTENER]);
    machine.reader.processes.delete(7);
    machine.start(9, 'webd', 2_000);
    machine.setWeb(11, [9]);
    assert.deepEqual(pidsOf(machine.look([LISTENER])), [9]);
  });

  it('keep the unit when its group has ended', () => {
    const machine = new Machine();
    machine.look([LISTENER]);
    machine.setWeb(12, [7]);
    const [old, fresh] = machine.look([LISTENER, { ...LISTENER, inode: 501, group: 12 }], true);
    assert.deepEqual([old?.unit, old?.evidence], ['web.service', ['madeInGroup', 'groupEnded']]);
    assert.deepEqual([fresh?.unit, fresh?.processes[0]?.pid], ['web.service', 7]);
  });

  it('that have the inode of one that closed are other sockets', () => {
    const machine = new Machine();
    machine.tree.groups.set('/system.slice/mail.service', { id: 13, pids: [] });
    machine.look([LISTENER]);
    const [owner] = machine.look([{ ...LISTENER, group: 13 }]);
    assert.equal(owner?.unit, 'mail.service');
  });

  it('that were accepted, however many, are told of once', () => {
    const machine = new Machine();
    const accepted = Array.from({ length: 50 }, (_, i): Grouped => {
      return {
        local: ['10.0.0.1', 80],
        remote: ['10.0.0.9', 40_000 + i],
        state: 1,
        inode: 600 + i,
        group: 11,
      };
    });
    const { likely } = machine.lookAt([LISTENER, ...accepted]);
    assert.deepEqual(
      likely.owners.map(({ evidence }) => evidence),
      [['madeInGroup', 'onlyProcess'], ['accepted']],
    );
  });

  it('say so where their group is not shown in this namespace', () => {
    const machine = new Machine();
    machine.tree.groups.set('', { id: 77 });
    const taken = machine.lookAt([{ ...LISTENER, group: 5 }]);
    assert.ok(inetReasons(taken, 0).includes('outsideGroups'));
    assert.equal(likelyOwnerOf(taken, 0), undefined);
  });

  it('are named in later passes where they are of very many units, and known to wait', () => {
    const machine = new Machine();
    const listeners = Array.from({ length: 60 }, (_, i): Grouped => {
      machine.tree.groups.set(`/system.slice/d${i}.service`, { id: 1_000 + i, pids: [2_000 + i] });
      machine.start(2_000 + i, 'daemon');
      return { local: ['0.0.0.0', 1_000 + i], uid: 0, inode: 9_000 + i, group: 1_000 + i };
    });
    const first = machine.look(listeners);
    assert.ok(first.every((owner, i) => owner?.unit === `d${i}.service`));
    assert.ok(pidsOf(first).includes(undefined));
    machine.look(listeners, true);
    assert.deepEqual(
      pidsOf(machine.look(listeners)),
      listeners.map((_, i) => 2_000 + i),
    );
  });

  it('are of the unit above delegated and threaded groups, whose processes are its', () => {
    const machine = new Machine();
    machine.tree.groups.set(`${WEB}/worker`, { id: 14, pids: [8, 9] });
    machine.tree.groups.set(`${WEB}/threads`, { id: 15 });
    for (const pid of [8, 9]) machine.start(pid, 'webd', 200, 7);
    const owners = machine.look([
      { ...LISTENER, group: 14 },
      { ...LISTENER, inode: 501, group: 15 },
    ]);
    assert.deepEqual(
      owners.map((owner) => [owner?.unit, owner?.count, owner?.processes[0]?.pid]),
      [
        ['web.service', 3, 7],
        ['web.service', 3, 7],
      ],
    );
  });

  it('name no process where one of the unit’s is of another pid namespace', () => {
    const machine = new Machine();
    machine.setWeb(11, [7, 0]);
    const [owner] = machine.look([LISTENER]);
    assert.deepEqual([owner?.count, owner?.processes, owner?.evidence.at(-1)], [2, [], 'severalProcesses']);
  });

  it('name no process of another network namespace', () => {
    const machine = new Machine();
    machine.reader.processes.set(7, { startTime: 100, comm: 'webd', network: 5 });
    const [owner] = machine.look([LISTENER]);
    assert.deepEqual([owner?.processes, owner?.evidence.at(-1)], [[], 'contradicted']);
  });

  it('of a .socket unit are kept for its service, whose process is told beside', () => {
    const machine = new Machine();
    machine.tree.groups.set('/system.slice/ssh.socket', { id: 14, pids: [] });
    machine.tree.groups.set('/system.slice/sshd.service', { id: 15, pids: [8] });
    machine.start(8, 'sshd', 5_000);
    machine.socketUnits = [{ unit: 'ssh.socket', service: 'sshd.service', listens: [], isWanted: true }];
    assert.deepEqual(machine.look([{ ...LISTENER, group: 14 }]), [
      {
        unit: 'ssh.socket',
        unitOf: 'system',
        service: 'sshd.service',
        serviceProcess: { pid: 8, startTime: 5_000, program: 'sshd' },
        processes: [],
        count: 0,
        evidence: ['socketUnit'],
      },
    ]);
  });

  it('of a .socket unit without a file are kept for the service of its name', () => {
    const machine = new Machine();
    machine.tree.groups.set('/system.slice/web.socket', { id: 14, pids: [] });
    const [owner] = machine.look([{ ...LISTENER, group: 14 }]);
    assert.deepEqual([owner?.service, owner?.serviceProcess?.pid], ['web.service', 7]);
  });

  it('of systemd itself are of the .socket unit whose file has the address', () => {
    const machine = new Machine();
    machine.tree.groups.set('/init.scope', { id: 14, pids: [1] });
    machine.start(1, 'systemd', 1, 0);
    const address = [0, 0, 0, 0] as const;
    machine.socketUnits = [
      {
        unit: 'ssh.socket',
        service: 'ssh.service',
        listens: [{ transport: 'tcp', port: 80, isIPv6: true, address, isPortAlone: true }],
        isWanted: true,
      },
    ];
    const owners = machine.look([
      { ...LISTENER, group: 14 },
      { ...LISTENER, inode: 501, local: ['0.0.0.0', 81], group: 14 },
      { ...LISTENER, inode: 502, local: ['127.0.0.1', 80], group: 14 },
    ]);
    assert.deepEqual(
      owners.map((owner) => [owner?.unit, owner?.service]),
      [
        ['ssh.socket', 'ssh.service'],
        ['init.scope', undefined],
        ['init.scope', undefined],
      ],
    );
  });

  it('may be those of who came after them, once one has ended that was there before', () => {
    const machine = new Machine();
    machine.start(8, 'helper');
    machine.setWeb(11, [7, 8]);
    machine.look([LISTENER]);
    // The server is loaded anew: its successor has what it had.
    machine.reader.processes.delete(7);
    machine.start(9, 'webd', 1_500);
    machine.setWeb(11, [8, 9]);
    assert.deepEqual(pidsOf(machine.look([LISTENER], true)), [undefined]);
    machine.setWeb(11, [9]);
    // The helper went elsewhere, with them or without.
    assert.deepEqual(pidsOf(machine.look([LISTENER], true)), [undefined]);
    machine.reader.processes.delete(8);
    assert.deepEqual(pidsOf(machine.look([LISTENER], true)), [9]);
    machine.start(10, 'helper', 1_600);
    machine.setWeb(11, [9, 10]);
    assert.deepEqual(pidsOf(machine.look([LISTENER], true)), [9]);
  });

  it('are not told by what was seen of a process before they were there', () => {
    const machine = new Machine();
    machine.start(8, 'mine');
    machine.setWeb(11, [7, 8]);
    machine.lookedInto.set(8, 0);
    assert.deepEqual(pidsOf(machine.look([LISTENER])), [undefined]);
    machine.lookedInto.set(8, 2);
    assert.deepEqual(pidsOf(machine.look([LISTENER])), [7]);
  });

  it('name nobody before the processes of their unit were read after them', () => {
    const machine = new Machine();
    const others = Array.from({ length: 40 }, (_, i): Grouped => {
      machine.tree.groups.set(`/system.slice/d${i}.service`, { id: 1_000 + i, pids: [2_000 + i] });
      machine.start(2_000 + i, 'daemon');
      return { local: ['0.0.0.0', 1_000 + i], uid: 0, inode: 9_000 + i, group: 1_000 + i };
    });
    const [last] = machine.look(others).slice(-1);
    assert.deepEqual([last?.unit, last?.processes, last?.evidence], ['d39.service', [], ['madeInGroup']]);
    assert.deepEqual(pidsOf(machine.look(others)).at(-1), 2_039);
    machine.start(8, 'other');
    machine.tree.groups.set('/system.slice/d39.service', { id: 1_039, pids: [2_039, 8] });
    const made: Grouped = { local: ['0.0.0.0', 81], uid: 0, inode: 501, group: 1_039 };
    assert.equal(
      machine
        .look([...others, made])
        .at(-1)
        ?.evidence.at(-1),
      'severalProcesses',
    );
  });

  it('name nobody where /proc is of other pids, denies a process, or hides it', () => {
    const others: [Visibility, (machine: Machine) => void][] = [
      [{ ...ALL_SEEN, procPids: 'other' }, () => undefined],
      [ALL_SEEN, (machine) => machine.reader.processes.set(8, { startTime: 1, isClosed: true })],
      [{ ...ALL_SEEN, hidepid: true }, () => undefined],
    ];
    for (const [visibility, change] of others) {
      const machine = new Machine(visibility);
      machine.setWeb(11, [7, 8]);
      change(machine);
      const [owner] = machine.look([LISTENER]);
      assert.deepEqual([owner?.count, owner?.processes], [2, []]);
    }
  });

  it('name nobody where a group below lets nobody see who is in it', () => {
    const machine = new Machine();
    machine.tree.groups.set(`${WEB}/inner`, { id: 14, pids: [8], isClosed: true });
    machine.start(8, 'webd');
    const [owner] = machine.look([LISTENER]);
    assert.deepEqual([owner?.unit, owner?.processes], ['web.service', []]);
  });

  it('count each process of other pid namespaces', () => {
    const machine = new Machine();
    machine.setWeb(11, [7, 0, 0]);
    assert.equal(machine.look([LISTENER])[0]?.count, 3);
  });

  it('may be those of a process whose network is not told', () => {
    const machine = new Machine();
    machine.setWeb(11, [7, 8]);
    machine.reader.processes.set(8, { startTime: 100, comm: 'webd-main', network: 'untold' });
    assert.deepEqual(pidsOf(machine.look([LISTENER])), [undefined]);
  });
});
