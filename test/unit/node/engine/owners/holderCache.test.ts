import assert from 'node:assert/strict';
import { HolderCache } from '../../../../../src/node/engine/owners/holderCache';
import { FileLinks } from '../../../../../src/node/engine/owners/socketLinks';
import { FakeReader } from '../../fakeReader';

/** A machine whose processes run when a test says so. */
class Machine extends FakeReader {
  readonly ranFor = new Map<number, number>();

  readonly times = { of: (pid: number): number => this.ranFor.get(pid) ?? 0 };

  run(pid: number): void {
    this.ranFor.set(pid, this.times.of(pid) + 1);
  }
}

describe('owners that are kept between rounds', () => {
  let machine: Machine;
  let kept: HolderCache;

  beforeEach(() => {
    machine = new Machine();
    for (let pid = 100; pid < 160; pid++) machine.processes.set(pid, { startTime: pid, sockets: [pid * 10] });
    machine.processes.set(9, { startTime: 2, sockets: [77] });
    kept = new HolderCache(machine, new FileLinks(machine));
  });

  const inodesOf = (pid: number): number[] => {
    const holder = kept.look()?.holders.find((each) => each.pid === pid);
    return [...(holder?.inodes ?? [])];
  };
  const search = (inode: number, likely?: number): number[] =>
    kept
      .search(inode, likely)
      .filter(({ inodes }) => inodes.includes(inode))
      .map(({ pid }) => pid);
  /** How many processes were read. */
  const readings = (work: () => unknown): number => {
    machine.listed.clear();
    work();
    return machine.listed.size;
  };

  it('are read of all processes in the first round, and of few in the next ones', () => {
    assert.equal(
      readings(() => kept.look()),
      61,
    );
    const most = Math.max(...Array.from({ length: 40 }, () => readings(() => kept.look())));
    assert.ok(most <= 3, `${most} processes were read in a round`);
  });

  it('are those of a process whose count of files moved', () => {
    kept.look();
    machine.processes.set(130, { startTime: 130, sockets: [1300, 5] });
    assert.deepEqual(inodesOf(130), [5, 1300]);
  });

  it('are found in the round that has the socket, where no count tells, the likely process first', () => {
    kept.look();
    machine.processes.set(130, { startTime: 130, sockets: [5] });
    kept.look();
    kept.noteTable();
    assert.equal(
      readings(() => assert.deepEqual(search(5, 130), [130])),
      1,
    );
    machine.processes.set(140, { startTime: 140, sockets: [6] });
    kept.noteTable();
    assert.deepEqual(search(6), [140]);
    // From now on it is active, and read at once.
    machine.processes.set(140, { startTime: 140, sockets: [7] });
    assert.deepEqual(inodesOf(140), [7]);
  });

  it('are found of a socket that was opened after its owner had been read in this round', () => {
    kept.look();
    kept.noteTable();
    assert.deepEqual(search(5), []);
    machine.processes.set(130, { startTime: 130, sockets: [5] });
    kept.noteTable();
    assert.deepEqual(search(6), []);
    assert.deepEqual(inodesOf(130), [5]);
  });

  it('are not searched for again after two rounds in vain', () => {
    const costs = Array.from({ length: 4 }, () => {
      kept.look();
      kept.noteTable();
      return readings(() => search(999));
    });
    assert.deepEqual(
      costs.map((cost) => cost > 50),
      [true, true, false, false],
    );
  });

  it('are read of each process that has run, where the kernel tells its time', () => {
    kept = new HolderCache(machine, new FileLinks(machine), machine.times);
    kept.look();
    kept.look();
    kept.look();
    // A file takes the place of a socket that another process holds, too.
    machine.processes.set(130, { startTime: 130, sockets: [77] });
    machine.run(130);
    assert.deepEqual(inodesOf(130), [77]);
    assert.deepEqual([kept.mayHaveChanged(130), kept.mayHaveChanged(131)], [true, false]);
    kept.look();
    assert.equal(kept.mayHaveChanged(130), false);
    assert.equal(kept.mayHaveChanged(9_999), true);
  });

  it('are another process’ where its pid is used again', () => {
    kept.look();
    machine.processes.set(130, { startTime: 999, sockets: [5] });
    assert.deepEqual(inodesOf(130), [5]);
  });

  it('are not kept where the kernel does not count files, and nothing is read for that', () => {
    machine.countsFiles = false;
    assert.equal(kept.look(), undefined);
    assert.equal(
      readings(() => assert.equal(kept.look(), undefined)),
      0,
    );
  });

  it('say of whom nothing may be listed, until that changes with the user', () => {
    machine.processes.set(130, { startTime: 130, uid: 7, denied: true, sockets: [1300] });
    assert.equal(kept.look()?.isDenied, true);
    machine.processes.set(130, { startTime: 130, uid: 1000, sockets: [1300] });
    const { holders = [], isDenied } = kept.look() ?? {};
    assert.equal(isDenied, false);
    assert.deepEqual([...(holders.find(({ pid }) => pid === 130)?.inodes ?? [])], [1300]);
  });
});
