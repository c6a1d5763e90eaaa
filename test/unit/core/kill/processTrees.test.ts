import assert from 'node:assert/strict';
import type { ProcessState, SignalName, SignalOutcome } from '../../../../src/core/model/engine';
import type { Descendant, ProcessOwner } from '../../../../src/core/model/process';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { execute, type KillDialogs, type KillReport } from '../../../../src/core/kill/execute';
import { makePlan, type Purpose } from '../../../../src/core/kill/plan';
import { type MadeSocket, process, snapshot } from '../../snapshots';
import { FakeEngine } from '../../extension/fakeEngine';
import { chosenBy } from './chosen';

const server: MadeSocket = { local: ['127.0.0.1', 3000], inode: 7, pids: [10] };

/**
 * A machine on which processes end at once when they are signalled, unless they are stubborn: those end by SIGKILL.
 * 10 > 11 > 12, 10 > 13.
 */
class Machine {
  readonly engine = new FakeEngine();
  readonly running = new Map<number, ProcessOwner & { depth: number }>();
  readonly stubborn = new Set<number>();
  readonly asked: string[] = [];
  /** What happens just before a signal is sent. */
  beforeSignal: (pid: number, signal: SignalName) => void = () => undefined;
  outcomes = new Map<number, SignalOutcome>();
  agreesToForce = true;
  time = 0;

  constructor() {
    this.start(10, 1, 0);
    this.start(11, 10, 1);
    this.start(12, 11, 2);
    this.start(13, 10, 1);
    this.engine.onDescendants = ({ pid }) =>
      this.running.has(pid) ? [...this.running.values()].filter(({ depth }) => depth > 0) : [];
    this.engine.onStateOf = ({ pid }): ProcessState => (this.running.has(pid) ? 'running' : 'ended');
    this.engine.onSignal = ({ pid }, signal) => this.#signal(pid, signal);
  }

  start(pid: number, parentPid: number, depth: number): void {
    this.running.set(pid, { ...process({ pid, parentPid, startTime: pid * 10 }), depth });
  }

  async kill(purpose: Purpose = { kind: 'killWithChildren' }): Promise<KillReport | undefined> {
    const root = this.running.get(10) ?? process();
    const machine = snapshot([server], [root]);
    this.engine.onScan = () => machine;
    const plan = await makePlan(chosenBy(listeningPorts(machine)), purpose, this.engine, () => false);
    this.engine.onScan = () => snapshot([]);
    const names = (targets: readonly { process: ProcessOwner }[]): string =>
      targets.map(({ process }) => process.pid).join(' ');
    const dialogs: KillDialogs = {
      confirm: async ({ targets }) => {
        for (const { process, children } of targets)
          this.asked.push(`kill ${process.pid} with ${names(children)}`);
        return true;
      },
      confirmForce: async (survivors) => {
        this.asked.push(`force ${names(survivors)}`);
        return this.agreesToForce;
      },
      whileWaiting: (_targets, work) => work({ isRequested: false }),
    };
    const clock = {
      now: () => this.time,
      sleep: async (milliseconds: number) => void (this.time += milliseconds),
    };
    return execute(plan, { engine: this.engine, dialogs, clock, gracePeriod: 1_000 });
  }

  #signal(pid: number, signal: SignalName): SignalOutcome {
    this.beforeSignal(pid, signal);
    const outcome = this.outcomes.get(pid);
    if (outcome !== undefined) return outcome;
    if (!this.running.has(pid)) return { kind: 'ended' };
    if (signal === 'SIGKILL' || !this.stubborn.has(pid)) this.running.delete(pid);
    return { kind: 'sent' };
  }

  get sent(): string[] {
    return this.engine.signals.map(({ pid, signal, inodes, ancestor }) =>
      [signal, pid, ...(ancestor ? [`below ${ancestor}`] : []), ...(inodes ? ['with sockets'] : [])].join(
        ' ',
      ),
    );
  }
}

const endings = (report: KillReport | undefined): string[] =>
  (report?.results ?? []).map(({ process, ending }) => `${process.pid} ${ending.kind}`);

describe('a kill with all children', () => {
  let machine: Machine;
  beforeEach(() => (machine = new Machine()));

  it('signals the lowest first, each by its chain to the root, and asks the root for its sockets once', async () => {
    const report = await machine.kill();
    assert.deepEqual(machine.asked, ['kill 10 with 11 12 13']);
    assert.deepEqual(machine.sent, [
      'SIGTERM 12 below 10 with sockets',
      'SIGTERM 11 below 10',
      'SIGTERM 13 below 10',
      'SIGTERM 10',
    ]);
    assert.deepEqual(endings(report), ['12 terminated', '11 terminated', '13 terminated', '10 terminated']);
    assert.equal(machine.running.size, 0);
  });

  it('leaves all alone where the root has let go of the socket', async () => {
    machine.outcomes.set(12, { kind: 'released' });
    assert.deepEqual(endings(await machine.kill()), ['10 released']);
    assert.deepEqual(machine.sent, ['SIGTERM 12 below 10 with sockets']);
  });

  it('asks a root without children for its sockets itself', async () => {
    for (const pid of [11, 12, 13]) machine.running.delete(pid);
    await machine.kill();
    assert.deepEqual(machine.sent, ['SIGTERM 10 with sockets']);
  });

  it('signals children that were started meanwhile before the root', async () => {
    machine.beforeSignal = (pid) => {
      if (pid === 13) machine.start(14, 10, 1);
      if (pid === 14) machine.start(15, 14, 2);
    };
    const report = await machine.kill();
    assert.deepEqual(machine.sent.slice(3), ['SIGTERM 14 below 10', 'SIGTERM 15 below 10', 'SIGTERM 10']);
    assert.equal(endings(report).includes('15 terminated'), true);
    assert.equal(machine.running.size, 0);
  });

  it('does not race for ever with a root that starts its children anew, and names those before force', async () => {
    let next = 20;
    machine.stubborn.add(10);
    machine.beforeSignal = (pid) => {
      if (pid !== 10) machine.start(next++, 10, 1);
    };
    machine.agreesToForce = false;
    const report = await machine.kill();
    assert.equal(endings(report).includes('10 survived'), true);
    assert.equal(endings(report).filter((ending) => ending.endsWith('appeared')).length > 0, true);
    assert.match(machine.asked[1] ?? '', /^force( \d+)+ 10$/);
  });

  it('kills survivors by force: those that were signalled by their identity, new ones by their chain', async () => {
    machine.stubborn.add(10).add(12);
    machine.beforeSignal = (pid, signal) => {
      if (pid === 10 && signal === 'SIGTERM') machine.start(14, 10, 1);
    };
    const report = await machine.kill();
    assert.deepEqual(machine.asked[1], 'force 14 12 10');
    assert.deepEqual(machine.sent.slice(4), ['SIGKILL 12', 'SIGKILL 14 below 10', 'SIGKILL 10']);
    assert.equal(endings(report).includes('14 killed'), true);
    assert.equal(endings(report).includes('11 terminated'), true);
  });

  it('still kills by force a child whose root has ended since', async () => {
    machine.stubborn.add(12);
    const report = await machine.kill();
    assert.deepEqual(machine.asked[1], 'force 12');
    assert.deepEqual(machine.sent.slice(4), ['SIGKILL 12']);
    assert.deepEqual(endings(report)[0], '12 killed');
  });

  it('tells of a child that left the family, unless it has ended as well', async () => {
    machine.outcomes.set(11, { kind: 'detached' }).set(13, { kind: 'detached' });
    machine.beforeSignal = (pid) => void (pid === 13 && machine.running.delete(13));
    const report = await machine.kill();
    assert.deepEqual(endings(report), ['12 terminated', '11 detached', '13 terminated', '10 terminated']);
  });

  it('goes on where one may not be signalled, or is gone', async () => {
    machine.outcomes.set(12, { kind: 'denied' });
    machine.beforeSignal = (pid) => void (pid === 11 && machine.running.delete(13));
    const report = await machine.kill();
    assert.deepEqual(endings(report), ['12 denied', '11 terminated', '13 terminated', '10 terminated']);
  });

  it('never asks a child for sockets, nor lets its end stand for the root', async () => {
    machine.beforeSignal = (pid) => void (pid === 11 && machine.running.delete(10));
    const report = await machine.kill();
    assert.equal(endings(report).at(-1), '10 terminated');
  });
});

describe('a single signal', () => {
  let machine: Machine;
  beforeEach(() => (machine = new Machine()));
  const send = (signal: SignalName): Promise<KillReport | undefined> =>
    machine.kill({ kind: 'signal', signal });

  it('is sent to the target alone, once it is verified, and no other follows', async () => {
    machine.stubborn.add(10);
    const report = await send('SIGHUP');
    assert.deepEqual(machine.sent, ['SIGHUP 10 with sockets']);
    assert.deepEqual(endings(report), ['10 signalled']);
    assert.equal(report?.signal, 'SIGHUP');
    assert.deepEqual(report?.ports, []);
  });

  it('that ended the process is told so, with its port', async () => {
    const report = await send('SIGINT');
    assert.deepEqual(endings(report), ['10 terminated']);
    assert.deepEqual(
      report?.ports.map(({ kind }) => kind),
      ['free'],
    );
  });

  it('of SIGKILL is verified like the first, and waited for', async () => {
    assert.deepEqual(endings(await send('SIGKILL')), ['10 killed']);
    assert.deepEqual(machine.sent, ['SIGKILL 10 with sockets']);
  });

  it('of SIGKILL may find a process that even that does not end', async () => {
    machine.outcomes.set(10, { kind: 'sent' });
    assert.deepEqual(endings(await send('SIGKILL')), ['10 unkillable']);
  });

  it('that ends nothing is not waited for', async () => {
    machine.outcomes.set(10, { kind: 'sent' });
    assert.deepEqual(endings(await send('SIGSTOP')), ['10 signalled']);
    assert.equal(machine.time, 0);
  });
});

describe('descendants as targets', () => {
  it('keep what is known of them', async () => {
    const engine = new FakeEngine();
    const child: Descendant = { ...process({ pid: 11, parentPid: 10, startTime: 500 }), depth: 1 };
    const root = process({ pid: 10 });
    const machine = snapshot([server], [root]);
    engine.onScan = () => machine;
    engine.onDescendants = () => [child];
    const plan = await makePlan(
      chosenBy(listeningPorts(machine)),
      { kind: 'killWithChildren' },
      engine,
      ({ pid }) => pid === 11,
    );
    assert.deepEqual(
      plan.targets[0]?.children.map(({ process, isEditor }) => [process, isEditor]),
      [[child, true]],
    );
  });
});
