import { tools } from '../fakeVscode';
import assert from 'node:assert/strict';
import { registerTools } from '../../../../src/extension/tools/registerTools';
import { container, containersOf, DB, fromProcAlone, now, OTHER, SOCKET } from '../../keptContainers';
import { portFacts } from '../../portFacts';
import { process as made, snapshot } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';
import { FakeTerminal } from '../units/fakeTerminal';

const NAME = `container ${DB.slice(0, 12)} (“db”, “postgres:16”, “shop”)`;
const STOP = 'Stop Container';
const PROXY = made({ pid: 50, uid: 0, comm: 'docker-proxy', commandLine: ['docker-proxy'] });

describe('free_port of chat, where a container has the port', () => {
  let screen: FakeTerminal;
  let engine: FakeEngine;
  let containers = containersOf([]);
  let stopped: string[];
  let asked: readonly number[] | undefined;

  beforeEach(() => {
    screen = new FakeTerminal();
    engine = new FakeEngine();
    containers = containersOf([container({ keepers: [50] })]);
    stopped = [];
    asked = undefined;
    listens(PROXY);
    engine.onContainers = () => containers;
    engine.onContainerNow = () => now();
    engine.onStopContainer = ({ id }) => {
      stopped.push(id);
      containers = containersOf([]);
      return { outcome: 'ok', value: 'stopped' };
    };
  });
  afterEach(() => {
    screen.dispose();
    assert.deepEqual(engine.signals, []);
    assert.equal(engine.consumers, 0);
  });

  function listens(owner: ReturnType<typeof made>): void {
    const found = snapshot([{ local: ['0.0.0.0', 3000], uid: 0, pids: [owner.pid] }], [owner]);
    engine.onScan = () => found;
    engine.onPortFacts = (question) => portFacts(found, question);
  }

  async function free(input: object = { port: 3000 }): Promise<string> {
    const registered = registerTools({
      engine,
      ownPid: 9,
      end: async ({ targets }) => {
        asked = targets.map(({ process: { pid } }) => pid);
        return undefined;
      },
    });
    const tool = tools.get('free_port') ?? assert.fail('no tool');
    try {
      const { content } = await tool.invoke({ input });
      return String((JSON.parse(content[0]?.value ?? '') as { outcome: unknown }).outcome);
    } finally {
      registered.dispose();
    }
  }

  it('stops it once the user agreed in the modal', async () => {
    screen.chosen = STOP;
    assert.equal(await free(), `${NAME} was stopped`);
    assert.deepEqual(stopped, [DB]);
    assert.deepEqual(asked, undefined);
  });

  it('stops nothing where the user closes it', async () => {
    assert.equal(await free(), `nothing was stopped: the user declined to stop ${NAME}`);
    assert.deepEqual(stopped, []);
  });

  it('says what changed while the modal was open', async () => {
    screen.chosen = STOP;
    screen.onModal = () => (containers = containersOf([container({ id: OTHER, keepers: [50] })]));
    assert.match(await free(), /^Nothing was stopped: the port is another container’s by now/);
    assert.deepEqual(stopped, []);
  });

  it('says why its engine did not, and waits for nobody', async () => {
    screen.chosen = STOP;
    engine.onStopContainer = () => ({ outcome: 'refused', status: 403, detail: 'not for you' });
    assert.match(await free(), /was not stopped\. Its engine refused: “not for you”/);
  });

  it('gives the line to type where no engine may be asked', async () => {
    containers = containersOf([fromProcAlone({ keepers: [50] })]);
    assert.match(await free(), new RegExp(`or run: docker -H unix://${SOCKET} stop ${DB}$`));
    assert.deepEqual(screen.messages, []);
  });

  it('asks to end a process in it where the user would rather have that', async () => {
    const membership = { container: { runtime: 'docker', id: DB } } as const;
    listens(made({ pid: 4242, comm: 'postgres', membership }));
    containers = containersOf([container({ ports: [], networkMode: 'host' })]);
    engine.onContainerNow = () => now({ ports: [], networkMode: 'host' });
    screen.chosen = 'End the Process…';
    assert.equal(await free(), 'nothing was ended: the user declined');
    assert.deepEqual(asked, [4242]);
  });

  it('takes no words of a call for what the user did not agree to', async () => {
    for (const words of [{ stop: true }, { confirmed: 'yes' }, { force: true }]) {
      await assert.rejects(free({ port: 3000, ...words }), /free_port has no argument/);
    }
    assert.deepEqual([stopped, screen.messages], [[], []]);
  });
});
