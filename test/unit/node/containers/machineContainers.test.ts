/** Containers of a machine that is made up, and of engines that answer what a test says. */
import assert from 'node:assert/strict';
import type { ContainerFacts, Containers, EngineSettings } from '../../../../src/core/model/container';
import { ContainersWatch } from '../../../../src/node/containers/containersWatch';
import { EngineClient } from '../../../../src/node/containers/engineClient';
import { MachineContainers } from '../../../../src/node/containers/machineContainers';
import { until } from '../../../host/until';
import { FakeReader } from '../fakeReader';
import { EngineServer, response } from './engineServer';
import { dockerContainer, dockerProxy, makeProcesses } from './fakeContainers';
import { fakeSurroundings } from './fakeSurroundings';

const DB = 'd'.repeat(64);
const BEGIN = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

function listOf(name: string, id = DB): string {
  return response(JSON.stringify([{ Id: id, Names: [`/${name}`], Image: 'postgres:16', Ports: [] }]));
}

describe('the containers of a machine', () => {
  let reader: FakeReader;
  let server: EngineServer;
  let machine: MachineContainers;
  let now: number;
  let settings: EngineSettings;
  /** The paths that were asked for. */
  const asked = (): string[] => server.requests.map((line) => line.split(/[ ?]/)[1] ?? '');
  const client = (socket: string): EngineClient => new EngineClient(socket, { timeLimit: 500 });

  beforeEach(async () => {
    reader = new FakeReader();
    now = 1_000_000;
    settings = { engines: 'auto', startsPodman: false };
    server = new EngineServer();
    await server.start();
    server.answering = (connection) => void connection.end(listOf('db'));
    const environment = { DOCKER_HOST: `unix://${server.path}` };
    machine = new MachineContainers({
      reader,
      surroundings: fakeSurroundings({ environment, sockets: [server.path] }),
      settings: () => settings,
      now: () => now,
      clientOf: client,
    });
    makeProcesses(reader, ...dockerContainer(DB, 200, '172.17.0.2'), dockerProxy(300, 5432, '172.17.0.2'));
  });
  afterEach(() => server.remove());

  const startEngine = (): void =>
    makeProcesses(reader, {
      pid: 400,
      comm: 'dockerd',
      commandLine: ['dockerd', '-H', `unix://${server.path}`],
    });
  const only = ({ containers }: Containers): ContainerFacts => {
    assert.equal(containers.length, 1);
    return containers[0] as ContainerFacts;
  };

  it('are told of by /proc alone where no engine runs, and nothing is opened', async () => {
    const containers = await machine.containers();
    assert.deepEqual(
      only(containers).ports.map(({ hostPort }) => hostPort),
      [5432],
    );
    assert.deepEqual(containers.engines, [
      { socket: server.path, runtime: 'docker', outcome: 'absent', detail: 'notRunning' },
    ]);
    assert.deepEqual(server.requests, []);
    assert.deepEqual(machine.here(), containers.containers);
  });

  it('have names where their engine runs', async () => {
    startEngine();
    const { name, image, isHere, pid, engine } = only(await machine.containers());
    assert.deepEqual([name, image, isHere, pid, engine], ['db', 'postgres:16', true, 200, server.path]);
    assert.deepEqual(asked(), ['/containers/json']);
  });

  it('have none where their engine is in another pid namespace, which is told, and nothing is asked to stop', async () => {
    startEngine();
    reader.files.set('400/status', 'Name:\tdockerd\nNSpid:\t400\t1\n');
    const containers = await machine.containers();
    const { name, isHere, pid, engine, engineIs } = only(containers);
    assert.deepEqual([name, isHere, pid, engine, engineIs], [undefined, true, 200, undefined, 'otherPids']);
    assert.deepEqual(containers.engines, [
      { socket: server.path, runtime: 'docker', outcome: 'ok', detail: 'otherPids' },
    ]);
    assert.equal((await machine.stop(only(containers))).outcome, 'absent');
    assert.deepEqual(asked(), ['/containers/json']);
  });

  it('are known to have lost their engine', async () => {
    assert.equal(only(await machine.fresh()).engineIs, 'down');
    startEngine();
    assert.equal(only(await machine.fresh()).engineIs, undefined);
  });

  it('are not asked for where the setting is off', async () => {
    startEngine();
    settings = { ...settings, engines: 'off' };
    assert.deepEqual((await machine.containers()).engines, []);
    assert.deepEqual(server.requests, []);
  });

  it('stand for five seconds, and several callers have one look', async () => {
    startEngine();
    const [a, b] = await Promise.all([machine.containers(), machine.containers()]);
    assert.equal(a, b);
    now += 4_999;
    assert.equal(await machine.containers(), a);
    assert.equal(server.requests.length, 1);
    now += 1;
    await machine.containers();
    assert.equal(server.requests.length, 2);
    // A clock that was set back makes nothing last.
    now -= 60_000;
    await machine.containers();
    assert.equal(server.requests.length, 3);
  });

  it('are asked for anew by who wants to know what is now', async () => {
    startEngine();
    const before = machine.containers();
    await machine.fresh();
    await before;
    assert.equal(server.requests.length, 2);
  });

  it('stay as /proc tells where their engine does not answer, and it is said why', async () => {
    startEngine();
    for (const [text, outcome, detail] of [
      ['', 'gone', 'ECONNRESET'],
      [response('<html>'), 'rubbish', undefined],
      [response('{"message":"broken"}', 500), 'rubbish', 'broken'],
      [undefined, 'slow', undefined],
    ] as const) {
      server.answering = (connection) => void (text !== undefined && connection.end(text));
      const containers = await machine.fresh();
      assert.equal(containers.engines[0]?.outcome, outcome);
      assert.equal(containers.engines[0]?.detail, detail);
      assert.equal(only(containers).ports.length, 1);
    }
  });

  it('are another machine’s where no process here is in them, and nothing of theirs is asked to stop without their engine', async () => {
    settings = { ...settings, engines: [server.path] };
    server.answering = (connection) => void connection.end(listOf('far', 'f'.repeat(64)));
    const { containers } = await machine.containers();
    assert.deepEqual(
      containers.map(({ name, isHere }) => [name, isHere]),
      [
        ['far', false],
        [undefined, true],
      ],
    );
    const stopped = await machine.stop({ id: DB, engine: '/other.sock' });
    assert.equal(stopped.outcome, 'absent');
    assert.equal((await machine.stop({ id: DB })).outcome, 'absent');
  });

  it('have details, and whether their first process is here', async () => {
    startEngine();
    const details = (pid: number): string =>
      response(JSON.stringify({ Id: DB, State: { Running: true, Pid: pid, StartedAt: 'then' } }));
    for (const [pid, isHere] of [
      [200, true],
      [300, false],
      [0, false],
    ] as const) {
      server.answering = (connection) => void connection.end(details(pid));
      const answer = await machine.details({ id: DB, engine: server.path });
      assert.equal(answer.outcome === 'ok' && answer.value.isHere, isHere, String(pid));
    }
  });

  it('are asked for anew once one was stopped', async () => {
    startEngine();
    await machine.containers();
    server.answering = (connection, request) =>
      void connection.end(request.startsWith('POST') ? 'HTTP/1.1 204 No\r\n\r\n' : response('[]'));
    assert.deepEqual(await machine.stop({ id: DB, engine: server.path }), {
      outcome: 'ok',
      value: 'stopped',
    });
    await machine.containers();
    assert.deepEqual(asked(), ['/containers/json', `/containers/${DB}/stop`, '/containers/json']);
  });

  it('are known to be worth a look by the sockets that are there, of the engines that may be asked', () => {
    assert.equal(machine.hasSockets(), true);
    settings = { ...settings, engines: 'off' };
    assert.equal(machine.hasSockets(), false);
  });

  describe('that are watched', () => {
    let watch: ContainersWatch | undefined;
    let told: Containers[];
    let tell: (line: string) => void;
    let end: () => void;
    let name: string;

    beforeEach(() => {
      told = [];
      name = 'db';
      server.answering = (connection, request) => {
        if (!request.startsWith('GET /events')) return void connection.end(listOf(name));
        connection.write(BEGIN);
        tell = (line) => void connection.write(`${(line.length + 1).toString(16)}\r\n${line}\n\r\n`);
        end = () => connection.destroy();
      };
    });
    afterEach(() => watch?.stop());

    const begin = (rediscovery = 60_000, leastBetween = 200): void => {
      watch = new ContainersWatch(machine, (containers) => told.push(containers), client, {
        leastBetween,
        rediscovery,
      });
    };
    const event = (action: string): string =>
      JSON.stringify({ Type: 'container', Action: action, Actor: { ID: DB } });

    it('have their engine’s events listened to first, and are asked for once', async () => {
      startEngine();
      begin();
      await until('the first answer', () => told.length === 1);
      assert.deepEqual(asked(), ['/events', '/containers/json']);
    });

    it('are asked for once more where something changes, not for each change, and told of where they differ', async () => {
      startEngine();
      begin();
      await until('the first answer', () => told.length === 1);
      for (let i = 0; i < 50; i++) tell(event('start'));
      await until('the second question', () => server.requests.length === 3);
      name = 'renamed';
      tell(event('exec_create'));
      tell(event('rename'));
      await until('the change', () => told.length === 2);
      assert.equal(only(told[1] as Containers).name, 'renamed');
      assert.deepEqual(asked(), ['/events', ...Array.from({ length: 3 }, () => '/containers/json')]);
    });

    it('lose their names with the engine, and have them again when it is back', async () => {
      startEngine();
      begin(300, 50);
      await until('the first answer', () => told.length === 1);
      reader.processes.delete(400);
      end();
      await until('the loss', () => told.length === 2);
      assert.equal(only(told[1] as Containers).name, undefined);
      const before = server.requests.length;
      startEngine();
      await until('the engine', () => told.length === 3);
      assert.equal(only(told[2] as Containers).name, 'db');
      assert.deepEqual(asked().slice(before), ['/events', '/containers/json']);
    });

    it('do not have an engine asked all the time that breaks off at once', async () => {
      startEngine();
      server.answering = (connection) => connection.destroy();
      begin(60_000, 20);
      await until('the first answer', () => told.length === 1);
      const before = server.requests.length;
      await assert.rejects(until('another question', () => server.requests.length > before, 300));
    });

    it('are not looked for where nothing says that there are any, until something does', async () => {
      startEngine();
      let asks = 0;
      let isThere = false;
      machine.hasSockets = () => {
        asks++;
        return isThere;
      };
      watch = new ContainersWatch(machine, (containers) => told.push(containers), client, {
        rediscovery: 20,
        isLikely: false,
      });
      await until('some looks', () => asks > 2);
      assert.deepEqual([told.length, server.requests.length], [0, 0]);
      isThere = true;
      await until('the first answer', () => told.length === 1);
    });

    it('leave no connection when it ends', async () => {
      startEngine();
      begin();
      await until('the first answer', () => told.length === 1);
      watch?.stop();
      await until('the end of the connection', () => server.open === 0);
      const before = server.requests.length;
      watch?.ask();
      await assert.rejects(until('another question', () => server.requests.length > before, 300));
    });
  });
});
