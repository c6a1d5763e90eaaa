import '../fakeVscode';
import assert from 'node:assert/strict';
import type { LikelyOwner } from '../../../../src/core/model/likelyOwner';
import type { PortQuestion } from '../../../../src/core/model/portFacts';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { explain } from '../../../../src/core/ports/explainPort';
import type { CloseAnswer } from '../../../../src/extension/connections/closeAnswers';
import type { CloseConnections } from '../../../../src/extension/connections/closeConnections';
import {
  freeWithProof,
  type Freed,
  type FreePortDependencies,
} from '../../../../src/extension/ports/freePortCommand';
import { portReport } from '../../../../src/extension/ports/portReport';
import { offerToClose } from '../../../../src/extension/ports/registerPorts';
import { closeOffers } from '../../../../src/extension/ports/tellProof';
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

describe('a port that connections alone keep', () => {
  const waiting: MadeSocket = { state: 6, inode: 0, remote: ['127.0.0.1', 5000] };
  const BUTTON = 'Close Connection…';
  let screen: FakeTerminal;
  let engine: FakeEngine;
  let closed: (readonly [remotePorts: readonly number[], port: number | undefined])[];
  let answer: CloseAnswer | undefined;

  beforeEach(() => {
    screen = new FakeTerminal();
    closed = [];
    answer = { text: 'Closed it.', isGood: true, isDone: true, denied: [] };
    machine(waiting);
  });
  afterEach(() => {
    screen.dispose();
    assert.deepEqual(engine.signals, [], 'nothing is signalled');
  });

  function machine(...sockets: MadeSocket[]): void {
    engine = new FakeEngine();
    engine.onScan = () => snapshot(sockets, [made()]);
    engine.onPortFacts = () =>
      portFacts(engine.onScan() as Snapshot, {
        trials: [{ address: '127.0.0.1', outcome: 'free' }],
        isBoundKnown: true,
      });
  }

  const closeConnections: CloseConnections = async (chosen, port) => {
    closed.push([chosen.map(({ socket }) => socket.remotePort), port]);
    if (answer?.isDone === true) engine.onPortFacts = () => portFacts(snapshot([]));
    return answer;
  };
  const dependencies = (): FreePortDependencies => ({
    ...{ engine, ownPid: 9, closeConnections },
    end: async () => undefined,
    show: async () => undefined,
    explain: async () => undefined,
  });
  /** The command has returned before its messages are answered: nothing of it waits for anything but its turn. */
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
  };

  it('is offered by Free Port to be freed by closing them, and proven then', async () => {
    screen.chosen = BUTTON;
    await freeWithProof(QUESTION, dependencies());
    await settled();
    assert.deepEqual(closed, [[[5000], 3000]]);
    const [offer, proof, ...others] = screen.messages;
    assert.deepEqual(others, []);
    assert.deepEqual(offer?.actions, [BUTTON, 'Why?']);
    assert.equal(proof?.text, 'Port 3000: Closed it. It is free: a server can take it on every address.');
  });

  it('says why where nothing was closed, and proves nothing', async () => {
    answer = { text: 'Not closed: it.', isGood: false, isDone: false, denied: [] };
    screen.chosen = BUTTON;
    await freeWithProof(QUESTION, dependencies());
    await settled();
    assert.deepEqual(
      screen.messages.map(({ text }) => text),
      [screen.messages[0]?.text, 'Not closed: it.'],
    );
  });

  it('is as it was where the user does not agree', async () => {
    answer = undefined;
    screen.chosen = BUTTON;
    await freeWithProof(QUESTION, dependencies());
    await settled();
    assert.equal(screen.messages.length, 1);
  });

  it('has them counted, where they are several, and not offered where they are too many or somebody listens', async () => {
    const several = (count: number): MadeSocket[] =>
      Array.from({ length: count }, (_, at) => ({ ...waiting, remote: ['127.0.0.1', 5000 + at] }));
    for (const [sockets, actions] of [
      [several(20), ['Close Connections…', 'Why?']],
      [several(21), ['Why?']],
    ] as const) {
      screen.messages.length = 0;
      machine(...sockets);
      await freeWithProof(QUESTION, dependencies());
      await settled();
      assert.deepEqual(screen.messages[0]?.actions, actions);
    }
    machine(waiting, { pids: [42] });
    assert.deepEqual(closeOffers(QUESTION, await explain(QUESTION, engine), dependencies()), []);
  });

  it('is offered beside the report the same way', async () => {
    screen.chosen = BUTTON;
    await offerToClose(QUESTION, await explain(QUESTION, engine), dependencies());
    assert.deepEqual(screen.messages[0]?.actions, [BUTTON]);
    assert.match(screen.messages[0]?.text ?? '', /^Port 3000: It is free to servers that set SO_REUSEADDR/);
    assert.deepEqual(closed, [[[5000], 3000]]);
    screen.messages.length = 0;
    machine({ pids: [42] });
    await offerToClose(QUESTION, await explain(QUESTION, engine), dependencies());
    assert.deepEqual(screen.messages, []);
  });

  it('has the line in its report, unless somebody may work over one of them', async () => {
    const line = "sudo ss -tnK state connected '( src 127.0.0.1:3000 and dst 127.0.0.1:5000 )'";
    const report = portReport(await explain(QUESTION, engine));
    assert.ok(report.includes(`Free Port… offers to close them`), report);
    assert.ok(report.includes(`\n    ${line}\n`), report);
    machine({ ...waiting, state: 1, inode: 7, likelyOwner: { ...WEB, unit: 'ssh.service' } });
    assert.doesNotMatch(portReport(await explain(QUESTION, engine)), /ss -tnK/);
    machine({ pids: [42] });
    assert.doesNotMatch(portReport(await explain(QUESTION, engine)), /ss -tnK|offers to close/);
  });
});
