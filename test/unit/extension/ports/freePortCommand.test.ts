import '../fakeVscode';
import assert from 'node:assert/strict';
import type { LikelyOwner } from '../../../../src/core/model/likelyOwner';
import type { PortQuestion } from '../../../../src/core/model/portFacts';
import { explain } from '../../../../src/core/ports/explainPort';
import {
  freeWithProof,
  type Freed,
  type FreePortDependencies,
} from '../../../../src/extension/ports/freePortCommand';
import { portReport } from '../../../../src/extension/ports/portReport';
import { runTask } from '../../../../src/extension/tasks/taskRun';
import { stopOffers, type Stops } from '../../../../src/extension/units/stopOffer';
import { portFacts } from '../../portFacts';
import { type MadeSocket, process as made, snapshot } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';
import { FakeTerminal } from '../units/fakeTerminal';

const QUESTION: PortQuestion = { port: 3000, transport: 'tcp' };
const WEB: LikelyOwner = {
  unit: 'web.service',
  unitOf: 'system',
  processes: [{ pid: 812, startTime: 1, program: 'web' }],
  count: 1,
  evidence: ['madeInGroup', 'onlyProcess'],
};
const STOP = "sudo systemctl stop -- 'web.service'";
const PROVE = "sudo ss -Hltunp 'sport = :3000'";
const stops: Stops = (likely) => stopOffers(likely, { typist: { uid: 1000 }, triggersOf: () => [] });

describe('Free Port, where who has it is only likely', () => {
  let screen: FakeTerminal;
  let engine: FakeEngine;
  let explained: number;

  beforeEach(() => {
    screen = new FakeTerminal();
    explained = 0;
    machine({ likelyOwner: WEB });
  });
  afterEach(() => {
    screen.dispose();
    assert.deepEqual(engine.signals, [], 'nothing is signalled');
    assert.ok(
      screen.sent.every(({ isRun }) => !isRun),
      'nothing is run',
    );
  });

  function machine(...sockets: MadeSocket[]): void {
    const found = snapshot(sockets, [made()]);
    engine = new FakeEngine();
    engine.onScan = () => found;
    engine.onPortFacts = () =>
      portFacts(found, { trials: [{ address: '127.0.0.1', outcome: 'inUse' }], isBoundKnown: true });
  }

  async function free(more: Partial<FreePortDependencies> = { stops }): Promise<Freed> {
    const freed = await freeWithProof(QUESTION, {
      engine,
      ownPid: 9,
      end: async ({ targets }) => assert.fail(`nobody is to be asked to end ${targets.length}`),
      show: async () => undefined,
      explain: async () => void explained++,
      ...more,
    });
    // The command has returned before its message is answered.
    await new Promise(setImmediate);
    return freed;
  }

  it('offers to prove it, the line that stops its unit, and the reason', async () => {
    assert.equal(await free(), 'busy');
    const [message, ...others] = screen.messages;
    assert.deepEqual(others, []);
    assert.deepEqual(message?.actions, ['Prove It', 'Type Command in Terminal', 'Why?']);
    assert.ok(message.text.includes(`If it is web.service, this stops it with all that it runs: ${STOP}`));
    assert.deepEqual(screen.sent, [], 'nothing is typed unasked');
  });

  it('types what is chosen', async () => {
    screen.chosen = 'Prove It';
    await free();
    screen.chosen = 'Type Command in Terminal';
    await free();
    screen.chosen = 'Why?';
    await free();
    assert.deepEqual(screen.typed, [PROVE, STOP]);
    assert.equal(explained, 1);
  });

  it('offers no line against what is not to be stopped, and says why', async () => {
    machine({ likelyOwner: { ...WEB, unit: 'ssh.service' } });
    screen.chosen = 'Type Command in Terminal';
    await free();
    assert.deepEqual(screen.messages[0]?.actions, ['Prove It', 'Why?']);
    assert.match(screen.said, /No command is offered that stops ssh\.service\. It lets users log in/);
    assert.deepEqual(screen.typed, []);
  });

  it('offers nothing of the kind where nothing is likely', async () => {
    machine({});
    await free();
    assert.deepEqual(screen.messages[0]?.actions, ['Why?']);
  });

  it('is told of in the report, with both lines', async () => {
    const report = portReport(await explain(QUESTION, engine), stops);
    assert.ok(
      report.includes(
        `    ${PROVE}\n  If it is web.service, this stops it with all that it runs:\n    ${STOP}\n`,
      ),
      report,
    );
    assert.ok(report.includes(STOP));
    machine({});
    assert.doesNotMatch(portReport(await explain(QUESTION, engine), stops), /sudo/);
  });

  it('is the same to the task as an owner that is not known: it neither ends nor types', async () => {
    screen.chosen = 'Type Command in Terminal';
    const lines: string[] = [];
    const code = await runTask(
      { action: 'free', port: QUESTION.port, timeout: 1 },
      { engine, free: () => free({}), say: (line) => void lines.push(line), isCancelled: () => false },
    );
    assert.equal(code, 1);
    assert.match(lines.join('\n'), /still in use/);
    assert.deepEqual(screen.messages[0]?.actions, ['Why?']);
    assert.deepEqual(screen.typed, []);
  });
});
