import assert from 'node:assert/strict';
import type { SignalOutcome } from '../../../../src/core/model/engine';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import type { Clock } from '../../../../src/core/kill/clock';
import { hasEnded } from '../../../../src/core/kill/endings';
import { execute, type KillDialogs, type KillReport } from '../../../../src/core/kill/execute';
import { makePlan, type Purpose } from '../../../../src/core/kill/plan';
import { type MadeSocket, process, snapshot } from '../../snapshots';
import { FakeEngine } from '../../extension/fakeEngine';
import { chosenBy } from './chosen';

const server: MadeSocket = { local: ['127.0.0.1', 3000], inode: 7, pids: [42] };

/** A machine on which time passes only while somebody waits. */
class Scene implements Clock, KillDialogs {
  readonly engine = new FakeEngine();
  readonly asked: string[] = [];
  agrees = true;
  agreesToForce = true;
  stops = false;
  time = 0;
  /** What the machine shows at a time. */
  after: (time: number) => readonly MadeSocket[] = () => [];
  owners = [process(), process({ pid: 43, comm: 'again' })];

  now = (): number => this.time;

  sleep = async (milliseconds: number): Promise<void> => {
    assert.ok(milliseconds > 0);
    this.time += milliseconds;
  };

  confirm: KillDialogs['confirm'] = async ({ targets }) => {
    this.asked.push(`kill ${targets.map(({ process }) => process.pid).join(' ')}`);
    return this.agrees;
  };

  confirmForce: KillDialogs['confirmForce'] = async (survivors) => {
    this.asked.push(`force ${survivors.map(({ process }) => process.pid).join(' ')}`);
    return this.agreesToForce;
  };

  whileWaiting: KillDialogs['whileWaiting'] = (_targets, work) => work({ isRequested: this.stops });

  async kill(
    before: readonly MadeSocket[] = [server],
    purpose: Purpose = { kind: 'kill' },
  ): Promise<KillReport | undefined> {
    const machine = snapshot(before, this.owners);
    this.engine.onScan = () => machine;
    const plan = await makePlan(chosenBy(listeningPorts(machine)), purpose, this.engine, () => false);
    this.engine.onScan = () => snapshot(this.after(this.time), this.owners);
    return execute(plan, { engine: this.engine, dialogs: this, clock: this, gracePeriod: 3_000 });
  }

  /** The process ends this long after it was given a signal; never after others. */
  endsAfter(signal: 'SIGTERM' | 'SIGKILL', delay: number): void {
    let end = Number.POSITIVE_INFINITY;
    this.engine.onSignal = (_process, sent) => {
      if (sent === signal) end = this.time + delay;
      return { kind: 'sent' };
    };
    this.engine.onStateOf = () => (this.time >= end ? 'ended' : 'running');
  }
}

const endings = (report: KillReport | undefined): string[] =>
  (report?.results ?? []).map(({ process, ending }) => `${process.pid} ${ending.kind}`);

describe('a kill', () => {
  let scene: Scene;
  beforeEach(() => (scene = new Scene()));

  it('asks, sends SIGTERM with the sockets to verify, waits, and finds the port free', async () => {
    scene.endsAfter('SIGTERM', 500);
    const report = await scene.kill();
    assert.deepEqual(scene.asked, ['kill 42']);
    assert.deepEqual(scene.engine.signals, [{ pid: 42, signal: 'SIGTERM', inodes: [7] }]);
    assert.deepEqual(endings(report), ['42 terminated']);
    assert.deepEqual(report?.ports, [{ transport: 'tcp', port: 3000, kind: 'free', holders: [] }]);
  });

  it('does nothing where the user does not agree', async () => {
    scene.agrees = false;
    assert.equal(await scene.kill(), undefined);
    assert.deepEqual(scene.engine.signals, []);
  });

  it('asks before SIGKILL, and verifies the process but no socket then', async () => {
    scene.endsAfter('SIGKILL', 0);
    const report = await scene.kill();
    assert.deepEqual(scene.asked, ['kill 42', 'force 42']);
    assert.deepEqual(scene.engine.signals[1], { pid: 42, signal: 'SIGKILL', inodes: undefined });
    assert.deepEqual(endings(report), ['42 killed']);
    assert.ok(scene.time >= 3_000, 'the grace period passed');
  });

  it('leaves the survivor alone where the user wants no force', async () => {
    scene.agreesToForce = false;
    const report = await scene.kill();
    assert.equal(scene.engine.signals.length, 1);
    assert.deepEqual(endings(report), ['42 survived']);
    assert.deepEqual(report?.ports, []);
  });

  it('asks for nothing more where the user broke the waiting off', async () => {
    scene.stops = true;
    assert.deepEqual(endings(await scene.kill()), ['42 survived']);
    assert.deepEqual(scene.asked, ['kill 42']);
    assert.equal(scene.time, 0);
  });

  it('tells of a process that even SIGKILL does not end', async () => {
    assert.deepEqual(endings(await scene.kill()), ['42 unkillable']);
  });

  for (const kind of ['ended', 'replaced', 'released', 'refused', 'denied'] as const) {
    it(`sends nothing more where the engine says "${kind}"`, async () => {
      scene.engine.onSignal = () => ({ kind });
      assert.deepEqual(endings(await scene.kill()), [`42 ${kind}`]);
      assert.equal(scene.engine.signals.length, 1);
      assert.deepEqual(scene.asked, ['kill 42']);
    });
  }

  it("passes the system's words on where a signal fails", async () => {
    const failed: SignalOutcome = { kind: 'failed', message: 'EINVAL' };
    scene.engine.onSignal = () => failed;
    assert.deepEqual((await scene.kill())?.results[0]?.ending, failed);
  });

  it('counts as ended what gives its pid to another while it is waited for', async () => {
    scene.engine.onStateOf = () => 'replaced';
    assert.deepEqual(endings(await scene.kill()), ['42 terminated']);
  });

  it('does not call it force where the process ended before SIGKILL', async () => {
    scene.engine.onSignal = (_process, signal) => ({ kind: signal === 'SIGTERM' ? 'sent' : 'ended' });
    assert.deepEqual(endings(await scene.kill()), ['42 terminated']);
  });

  it('asks once for several, and treats each by itself', async () => {
    const second: MadeSocket = { local: ['127.0.0.1', 3001], inode: 8, pids: [43] };
    scene.engine.onSignal = ({ pid }) => ({ kind: pid === 42 ? 'denied' : 'sent' });
    scene.engine.onStateOf = () => 'ended';
    const report = await scene.kill([server, second]);
    assert.deepEqual(scene.asked, ['kill 42 43']);
    assert.deepEqual(endings(report), ['42 denied', '43 terminated']);
    assert.deepEqual(
      report?.ports.map(({ port }) => port),
      [3001],
    );
  });

  describe('afterwards', () => {
    beforeEach(() => scene.endsAfter('SIGTERM', 0));

    it('tells who took the port over a moment later', async () => {
      scene.after = (time) => (time < 400 ? [] : [{ ...server, inode: 99, pids: [43] }]);
      const report = await scene.kill();
      assert.deepEqual(
        report?.ports.map(({ kind }) => kind),
        ['taken'],
      );
      assert.equal(report?.ports[0]?.holders[0]?.leader?.pid, 43);
    });

    it('tells who still holds the socket that was shared', async () => {
      scene.after = () => [{ ...server, pids: [43] }];
      assert.deepEqual(
        (await scene.kill())?.ports.map(({ kind }) => kind),
        ['held'],
      );
    });

    it('waits for the last threads of the ended process to let go', async () => {
      scene.after = (time) => (time < 300 ? [{ ...server, pids: [] }] : []);
      assert.deepEqual(
        (await scene.kill())?.ports.map(({ kind }) => kind),
        ['free'],
      );
    });

    it('takes no notice of who had the port on another address before', async () => {
      const other: MadeSocket = { local: ['10.0.0.1', 3000], inode: 50, pids: [43] };
      scene.after = () => [other];
      const machine = snapshot([server, other], scene.owners);
      scene.engine.onScan = () => machine;
      const [mine] = listeningPorts(machine).filter(({ leader }) => leader?.pid === 42);
      const plan = await makePlan(chosenBy(mine ? [mine] : []), { kind: 'kill' }, scene.engine, () => false);
      scene.engine.onScan = () => snapshot([other], scene.owners);
      const dependencies = { engine: scene.engine, dialogs: scene, clock: scene, gracePeriod: 3_000 };
      assert.deepEqual(
        (await execute(plan, dependencies))?.ports.map(({ kind }) => kind),
        ['free'],
      );
    });
  });

  it('knows what has ended', () => {
    assert.ok(hasEnded({ kind: 'terminated' }));
    assert.ok(!hasEnded({ kind: 'denied' }));
    assert.ok(!hasEnded(undefined));
  });
});
