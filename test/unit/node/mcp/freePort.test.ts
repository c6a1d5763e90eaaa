import assert from 'node:assert/strict';
import type { InputRequiredResult, ServerContext } from '@modelcontextprotocol/server';
import fc from 'fast-check';
import { type Answer, type StopOutcome, USUAL_ENGINES } from '../../../../src/core/model/container';
import { stopQuestion } from '../../../../src/core/containers/stopQuestion';
import { ENGLISH } from '../../../../src/core/text/localizer';
import { PortFreeing } from '../../../../src/node/mcp/freePort';
import { FakeEngine } from '../../extension/fakeEngine';
import { container, containersOf, DB, fromProcAlone, GONE, now, OTHER, SOCKET } from '../../keptContainers';
import { assertAsyncProperty } from '../../property';
import { process as made, snapshot } from '../../snapshots';

const QUESTION = { port: 3000, transport: 'tcp' } as const;
const PROXY = made({ pid: 50, uid: 0, comm: 'docker-proxy', commandLine: ['docker-proxy'] });
const NAME = `container ${DB.slice(0, 12)} (“db”, “postgres:16”, “shop”)`;
const LINE = `docker -H unix://${SOCKET} stop ${DB}`;
const STOP = { action: 'accept', content: { stop: true } };

/** A machine whose port 3000 docker-proxy has for the container db, and what was done to it. */
class Machine {
  readonly engine = new FakeEngine();
  readonly stopped: string[] = [];
  readonly freeing = new PortFreeing(this.engine, USUAL_ENGINES);
  containers = containersOf([container({ keepers: [50] })]);

  constructor() {
    this.engine.onScan = () => snapshot([{ local: ['0.0.0.0', 3000], uid: 0, pids: [50] }], [PROXY]);
    this.engine.onContainers = (fresh) => {
      assert.ok(fresh, 'nothing is stopped by what is some seconds old');
      return this.containers;
    };
    this.engine.onContainerNow = () => now();
    this.answering({ outcome: 'ok', value: 'stopped' });
  }

  answering(answer: Answer<StopOutcome>, after = containersOf([])): void {
    this.engine.onStopContainer = ({ id }) => {
      this.stopped.push(id);
      this.containers = after;
      return answer;
    };
  }

  /** Calls the tool, with what the client says that its user answered to which question. */
  async call(reference?: string, response?: object): Promise<InputRequiredResult | string> {
    const inputResponses = response && { agreed: response };
    const mcpReq = { requestState: () => reference, inputResponses };
    return this.freeing.free(QUESTION, { mcpReq } as unknown as ServerContext);
  }

  async ask(): Promise<{ reference: string; message: string; boxes: readonly string[] }> {
    const asked = await this.call();
    if (typeof asked === 'string') return assert.fail(asked);
    const { inputRequests = {} } = asked;
    const { params } = inputRequests['agreed'] as unknown as {
      params: { message: string; requestedSchema: { properties: object } };
    };
    const boxes = Object.keys(params.requestedSchema.properties);
    return { reference: asked.requestState ?? '', message: params.message, boxes };
  }

  async answer(response: object, meanwhile: () => void = () => undefined): Promise<string> {
    const { reference } = await this.ask();
    meanwhile();
    const outcome = await this.call(reference, response);
    return typeof outcome === 'string' ? outcome : assert.fail('asked again');
  }
}

describe('an agent outside of VS Code that wants a container’s port', () => {
  let machine: Machine;

  beforeEach(() => (machine = new Machine()));
  afterEach(() => assert.deepEqual(machine.engine.signals, [], 'nothing is signalled'));

  it('has its user asked what the modal asks, word by word', async () => {
    const details = { autoRemove: true, restartPolicy: 'always', pod: 'web' };
    machine.engine.onContainerNow = () => now(details);
    const { message, boxes } = await machine.ask();
    const answered = now(details);
    assert.ok(answered.outcome === 'ok');
    const kept = { container: container({ keepers: [50] }), by: 'keeper', sharers: [] } as const;
    const words = stopQuestion(QUESTION, kept, answered.value.details, ENGLISH);
    assert.equal(message, `${words.message}\n\n${words.detail}`);
    assert.match(message, new RegExp(`^Stop container ${DB.slice(0, 12)} to free port 3000\\?\n`));
    assert.match(message, /WARNING: It is deleted when it ends/);
    assert.deepEqual(boxes, ['stop']);
  });

  it('has it stopped once the user agreed', async () => {
    assert.equal(await machine.answer(STOP), `${NAME} was stopped`);
    assert.deepEqual(machine.stopped, [DB]);
  });

  it('tells the model that it was deleted, where it was to be', async () => {
    machine.engine.onContainerNow = () => now({ autoRemove: true });
    assert.equal(await machine.answer(STOP), `${NAME} was stopped and deleted`);
  });

  const refusals: readonly object[] = [
    { action: 'decline' },
    { action: 'cancel' },
    { action: 'accept', content: { stop: false } },
    { action: 'accept', content: { end: true } },
    { action: 'accept' },
  ];
  for (const refusal of refusals) {
    it(`has nothing stopped where the user answers ${JSON.stringify(refusal)}`, async () => {
      const said = `nothing was stopped: the user declined to stop ${NAME}`;
      assert.equal(await machine.answer(refusal), said);
      assert.deepEqual(machine.stopped, []);
    });
  }

  const changes: readonly (readonly [string, () => void, RegExp])[] = [
    ['dies', () => (machine.engine.onContainerNow = () => GONE), /has ended meanwhile/],
    [
      'is replaced by another of its name',
      () => (machine.containers = containersOf([container({ id: OTHER, keepers: [50] })])),
      /another container’s by now/,
    ],
    ['is started anew', () => (machine.engine.onContainerNow = () => now({ startedAt: 'later' })), /anew/],
    ['gives the port up', () => (machine.engine.onContainerNow = () => now({ ports: [] })), /not certainly/],
    [
      'is seen not to be here',
      () => (machine.engine.onContainerNow = () => now({}, false)),
      /another pid namespace, or on another machine/,
    ],
  ];
  for (const [what, happens, text] of changes) {
    it(`has nothing stopped where it ${what} while the question is open`, async () => {
      const said = await machine.answer(STOP, happens);
      assert.match(said, /^Nothing was stopped: /);
      assert.match(said, text);
      assert.deepEqual(machine.stopped, []);
    });
  }

  it('hears where it has ended before anybody is asked', async () => {
    machine.engine.onContainerNow = () => GONE;
    assert.equal(await machine.call(), `${NAME} has ended by itself meanwhile`);
  });

  it('hears the line to type where its engine may not be asked, or says no', async () => {
    machine.containers = containersOf([fromProcAlone({ keepers: [50] })]);
    const line = `The user can run: ${LINE}`;
    const said = await machine.call();
    assert.equal(
      said,
      `nothing was stopped: container ${DB.slice(0, 12)} has the port. Its engine may not be asked to stop it: stop it by a command. ${line}`,
    );
    machine.containers = containersOf([fromProcAlone({ keepers: [50], engineIs: 'otherPids' })]);
    const elsewhere = await machine.call();
    assert.ok(typeof elsewhere === 'string');
    assert.match(elsewhere, /Its engine runs in another pid namespace: stop it there$/);
    machine.containers = containersOf([container({ keepers: [50] })]);
    machine.answering({ outcome: 'refused', status: 403, detail: 'not for you' }, machine.containers);
    const refused = await machine.answer(STOP);
    assert.match(refused, /^nothing was stopped: .* Its engine refused: “not for you”/);
    assert.ok(refused.endsWith(line), refused);
  });

  it('hears the same where the client has nobody to ask', async () => {
    const said = await machine.freeing.refuse(QUESTION);
    assert.equal(
      said,
      `nothing was stopped: ${NAME} has the port. This client cannot ask its user (it has no elicitation). The user can run: ${LINE}`,
    );
  });

  it('hears where its engine started it again, or broke off', async () => {
    machine.engine.onContainerNow = () => now({ restartPolicy: 'always' });
    machine.answering({ outcome: 'ok', value: 'stopped' }, machine.containers);
    assert.match(await machine.answer(STOP), /was stopped\. .* was started again: see its restart policy/);
    machine.answering({ outcome: 'gone' });
    assert.match(await machine.answer(STOP), /^Its engine broke off before it answered/);
  });

  it('has the stop offered of a process in it, too, on the network of the host', async () => {
    const membership = { container: { runtime: 'docker', id: DB } } as const;
    const postgres = made({ pid: 4242, comm: 'postgres', membership });
    machine.engine.onScan = () => snapshot([{ local: ['0.0.0.0', 3000], pids: [4242] }], [postgres]);
    machine.engine.onContainerNow = () => now({ ports: [], networkMode: 'host' });
    machine.containers = containersOf([container({ ports: [], networkMode: 'host' })]);
    assert.deepEqual((await machine.ask()).boxes, ['stop']);
    machine.containers = containersOf([fromProcAlone({ ports: [], networkMode: 'host' })]);
    const { message, boxes } = await machine.ask();
    assert.deepEqual(boxes, ['end']);
    assert.match(message, new RegExp(` It runs in container ${DB.slice(0, 12)}\\. Unsaved work`));
  });

  it('stops nothing unless the user ticked the box of that very question, once, whatever the client sends', async () => {
    const call = fc.record({
      reference: fc.constantFrom('none', 'last', 'used', 'made up'),
      response: fc.oneof(
        fc.constantFrom<object | undefined>(STOP, undefined, ...refusals),
        fc.record({ action: fc.string(), content: fc.dictionary(fc.string(), fc.anything()) }),
      ),
    });
    await assertAsyncProperty(fc.array(call, { maxLength: 8 }), async (calls) => {
      machine = new Machine();
      let [open, used] = ['', ''];
      let agreed = 0;
      for (const { reference, response } of calls) {
        machine.containers = containersOf([container({ keepers: [50] })]);
        const named = { none: undefined, last: open, used, 'made up': 'stop=true' }[reference];
        const isOpen = reference === 'last' && open !== '';
        if (isOpen && response === STOP) agreed++;
        const answer = await machine.call(named, response);
        if (isOpen) [open, used] = ['', open];
        if (typeof answer !== 'string') open = answer.requestState ?? '';
        assert.equal(machine.stopped.length, agreed);
      }
    });
  });
});
