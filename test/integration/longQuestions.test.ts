/** Questions and answers about a process that holds as much as it likes. */
import assert from 'node:assert/strict';
import { makePlan, type KillPlan, type Purpose, type Target } from '../../src/core/kill/plan';
import type { Descendant, ProcessOwner } from '../../src/core/model/process';
import { listeningPorts } from '../../src/core/ports/listeningPorts';
import { answerOf } from '../../src/extension/kill/killAnswers';
import { portTargets } from '../../src/core/ports/portTargets';
import { forceQuestion, killQuestion, type Question } from '../../src/extension/kill/questions';
import { FakeEngine } from '../unit/extension/fakeEngine';
import { process, snapshot } from '../unit/snapshots';

const NAME = 'A'.repeat(100_000);
const hostile = { comm: NAME, commandLine: [NAME, NAME] };

/** Ports that each of the processes waits on, on addresses that are as long as they can be. */
const MANY = 300;

/** What is to be done to processes that hold many ports each, with children that hold them too. */
async function planOf(
  processes: readonly ProcessOwner[],
  purpose: Purpose,
  children: readonly Descendant[] = [],
  isEditor = false,
): Promise<KillPlan> {
  const all = [...processes, ...children];
  const pids = all.map(({ pid }) => pid);
  const sockets = Array.from({ length: MANY }, (_, index) => ({
    protocol: 'tcp6' as const,
    local: ['2001:db8:1111:2222:3333:4444:5555:6666', 10_000 + index] as const,
    pids,
  }));
  const machine = snapshot(sockets, all);
  const engine = new FakeEngine();
  engine.onScan = () => machine;
  engine.onDescendants = () => children;
  const chosen = listeningPorts(machine).flatMap((port) => portTargets({ ...port, owners: processes }));
  return makePlan(chosen, purpose, engine, () => isEditor);
}

function many(count: number, facts: Partial<ProcessOwner> = {}): ProcessOwner[] {
  return Array.from({ length: count }, (_, index) => process({ pid: 100 + index, ...facts }));
}

function assertRead({ message, detail }: Question): void {
  assert.ok(message.length < 300, `message: ${message.length}`);
  assert.ok(message.length + detail.length < 2_000, `${message.length} + ${detail.length}:\n${detail}`);
}

describe('a question about a process that holds hundreds of ports', () => {
  it('names some of them and counts the others', async () => {
    const { message, detail } = killQuestion(await planOf(many(1), { kind: 'kill' }));
    assertRead({ message, detail, yes: '' });
    assert.equal(message, 'Kill pid 100 “node”?');
    assert.match(detail, /^Ports: \[2001:.*\]:10000 \(TCP\), .* and 29\d more$/m);
    assert.match(detail, /^Command: node a\.js$/m);
  });

  it('is read to its end, whatever is below the process and what it is called', async () => {
    const children = many(20, hostile).map((each, index) => {
      return { ...each, pid: 1_000 + index, parentPid: 999 + index, depth: index + 1 };
    });
    const guarded = [{ ...hostile, uid: 0 }, hostile, { comm: 'sshd' }, { comm: 'docker-proxy' }];
    for (const purpose of [{ kind: 'kill' }, { kind: 'killWithChildren' }] as const) {
      for (const facts of guarded) {
        for (const isEditor of [true, false]) {
          assertRead(killQuestion(await planOf(many(1, facts), purpose, children, isEditor)));
        }
      }
    }
    const { detail } = killQuestion(await planOf(many(1), { kind: 'killWithChildren' }, children));
    assert.match(detail, /^With it end:\n\u2003pid 1000 “A{59}…” · /m);
    assert.match(detail, /^\u2003and 1\d more$/m);
  });

  it('is read to its end, however many processes share them', async () => {
    for (const facts of [{}, hostile]) {
      const plan = await planOf(many(20, facts), { kind: 'signal', signal: 'SIGUSR1' });
      const question = killQuestion(plan);
      assertRead(question);
      assert.equal(question.message, 'Send SIGUSR1 to 20 processes?');
      assert.match(question.detail, /\n\nAnd pid 1\d\d “.*” and \d+ more$/);
      assertRead(forceQuestion(plan.targets, 3_000));
    }
  });

  it('describes a handful of ordinary processes, each', async () => {
    const ordinary = many(5).map((each, index) => ({ ...each, inode: 7 + index }));
    const machine = snapshot(
      ordinary.map(({ pid, inode }) => ({ local: ['127.0.0.1', 3000 + pid], inode, pids: [pid] })),
      ordinary,
    );
    const engine = new FakeEngine();
    engine.onScan = () => machine;
    const chosen = listeningPorts(machine).flatMap(portTargets);
    const { detail } = killQuestion(await makePlan(chosen, { kind: 'kill' }, engine, () => false));
    assert.equal(detail.match(/^Command: node a\.js$/gm)?.length, 5);
  });

  it('counts the processes that no signal is sent to', async () => {
    const plan = await planOf(many(1), { kind: 'kill' });
    const unfit = many(3_000, hostile).map((each) => ({ process: each, why: 'refused' as const }));
    const question = killQuestion({ ...plan, unfit });
    assertRead(question);
    assert.match(question.detail, /^No signal will be sent to:\npid 100 .*\n(?:.*\n)*\u2003and 299\d more$/m);
  });
});

describe('what is told when such a process has ended', () => {
  const told = async (kind: 'free' | 'taken' | 'held', holders: readonly Partial<ProcessOwner>[]) => {
    const plan = await planOf(many(1), { kind: 'kill' });
    const [target]: readonly (Target | undefined)[] = plan.targets;
    const ports = (target?.ports ?? []).map(({ port, transport }, index) => {
      const owner = process({ pid: 700, ...holders[index % holders.length] });
      const rows = listeningPorts(snapshot([{ local: ['127.0.0.1', port], pids: [owner.pid] }], [owner]));
      return { port, transport, kind, holders: kind === 'free' ? [] : rows };
    });
    assert.equal(ports.length, MANY);
    return answerOf({ results: [], ports, signal: 'SIGTERM' }).text;
  };

  it('names some of the ports and counts the others', async () => {
    assert.match(await told('free', []), /^Ports 10000 \(TCP\), .* and 290 more are free\.$/);
    assert.match(
      await told('taken', [{}]),
      /^Ports 10000 \(TCP\), .* and 290 more were taken over by node \(pid 700\)\.$/,
    );
    assert.match(
      await told('held', [{}]),
      /290 more are still held by node \(pid 700\), which shared them\.$/,
    );
  });

  it('names some of those that have them now', async () => {
    const text = await told('taken', many(500, hostile));
    assert.match(text, / Other processes have more of them\.$/);
    assert.ok(text.length < 800, String(text.length));
  });
});
