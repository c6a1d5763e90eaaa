import assert from 'node:assert/strict';
import {
  type KnownProcess,
  ProcessNamespaces,
} from '../../../../../src/node/engine/namespaces/processNamespaces';
import { FakeReader } from '../../fakeReader';

const [HERE, BLUE, RED] = [100, 200, 300];

/** A machine, its processes as a pass knows them, and what is known of their namespaces. */
class Machine {
  readonly reader = new FakeReader();
  readonly namespaces = new ProcessNamespaces(this.reader);
  readonly looked: number[] = [];
  #processes = new Map<number, KnownProcess>();

  constructor() {
    const stat = this.reader.stat.bind(this.reader);
    this.reader.stat = (path) => {
      this.looked.push(Number.parseInt(path, 10));
      return stat(path);
    };
  }

  /** A process starts; one that had its pid has ended. */
  start(pid: number, network: number | 'untold'): void {
    this.reader.processes.set(pid, { startTime: 1, network });
    this.#processes.set(pid, { pid });
  }

  /** A process goes to another namespace, or ends. */
  move(pid: number, network: number | undefined): void {
    if (network !== undefined) this.reader.processes.set(pid, { startTime: 1, network });
    else {
      this.reader.processes.delete(pid);
      this.#processes.delete(pid);
    }
  }

  /** @returns who is where, by inode */
  pass(fresh = false): Record<number, number[]> {
    this.looked.length = 0;
    this.namespaces.look(this.#processes.values(), fresh);
    return Object.fromEntries(
      this.namespaces.all.map(({ inode, processes }) => [inode, [...processes].map(({ pid }) => pid)]),
    );
  }

  at(inode: number): object | undefined {
    return this.namespaces.all.find((each) => each.inode === inode);
  }
}

describe('network namespaces of processes', () => {
  it('are known by the first pass, of those that may be looked at', () => {
    const machine = new Machine();
    machine.start(1, HERE);
    machine.start(2, BLUE);
    machine.start(3, BLUE);
    machine.start(4, 'untold');
    assert.deepEqual(machine.pass(), { [HERE]: [1], [BLUE]: [2, 3] });
  });

  it('are looked at again a pass later, since runc and nsenter change them behind a fork', () => {
    const machine = new Machine();
    machine.start(2, HERE);
    machine.pass();
    machine.move(2, BLUE);
    assert.deepEqual(machine.pass(), { [BLUE]: [2] });
    assert.deepEqual(machine.looked, [2]);
  });

  for (const [what, last, round] of [
    ['30 passes', BLUE, 30],
    ['120 where they are all in one', HERE, 120],
  ] as const) {
    it(`are looked at in turn from then on, each once in ${what}`, () => {
      const machine = new Machine();
      for (let pid = 1; pid < 3 * round; pid++) machine.start(pid, HERE);
      machine.start(3 * round, last);
      machine.pass();
      machine.pass();
      const looked: number[] = [];
      for (let pass = 0; pass < round; pass++) {
        machine.pass();
        assert.equal(machine.looked.length, 3);
        looked.push(...machine.looked);
      }
      assert.equal(new Set(looked).size, 3 * round);
    });
  }

  it('are all looked at by a fresh pass', () => {
    const machine = new Machine();
    machine.start(1, HERE);
    machine.start(2, HERE);
    for (let pass = 0; pass < 3; pass++) machine.pass();
    machine.move(2, BLUE);
    assert.deepEqual(machine.pass(true), { [HERE]: [1], [BLUE]: [2] });
  });

  it('are forgotten with their last process', () => {
    const machine = new Machine();
    machine.start(1, HERE);
    machine.start(2, BLUE);
    machine.pass();
    machine.move(2, undefined);
    assert.deepEqual(machine.pass(), { [HERE]: [1] });
  });

  it('stay the same as long as a process is in them, whoever comes and goes', () => {
    const machine = new Machine();
    machine.start(2, BLUE);
    machine.pass();
    const blue = machine.at(BLUE);
    machine.start(3, BLUE);
    machine.pass();
    machine.move(2, undefined);
    machine.pass();
    assert.equal(machine.at(BLUE), blue);
  });

  it('are others with the same inode where nobody who was in them is there any more', () => {
    const machine = new Machine();
    machine.start(2, BLUE);
    machine.pass();
    const blue = machine.at(BLUE);
    machine.move(2, undefined);
    machine.start(3, BLUE);
    machine.pass();
    assert.notEqual(machine.at(BLUE), blue);
    // The pid is another process', too.
    const second = machine.at(BLUE);
    machine.start(3, BLUE);
    machine.pass();
    assert.notEqual(machine.at(BLUE), second);
  });

  it('are others where those who were in them have left before somebody new came, though nobody looked', () => {
    const machine = new Machine();
    machine.start(2, BLUE);
    for (let pass = 0; pass < 3; pass++) machine.pass();
    const blue = machine.at(BLUE);
    machine.move(2, RED);
    machine.start(9, BLUE);
    assert.deepEqual(machine.pass(), { [BLUE]: [9] });
    assert.notEqual(machine.at(BLUE), blue);
    // Where it went is told a pass later.
    assert.deepEqual(machine.pass(), { [BLUE]: [9], [RED]: [2] });
  });

  it('cost one look at a known process where several are new in it', () => {
    const machine = new Machine();
    for (const pid of [1, 2]) machine.start(pid, HERE);
    for (let pass = 0; pass < 3; pass++) machine.pass();
    for (let pid = 40; pid < 60; pid++) machine.start(pid, HERE);
    machine.pass();
    assert.ok(machine.looked.length <= 21, String(machine.looked));
  });
});
