/** Containers by what somebody calls them, on a machine that is made up and with an engine that answers. */
import assert from 'node:assert/strict';
import {
  containersCalled,
  type KnownContainers,
  knownContainers,
} from '../../../../src/node/cli/containersCalled';
import { ENGINES_SWITCH } from '../../../../src/node/containers/enginesSwitch';
import { EngineServer, response } from '../containers/engineServer';
import { dockerContainer, makeProcesses } from '../containers/fakeContainers';
import { FakeReader } from '../fakeReader';

const DB = 'd'.repeat(64);
const WEB = 'e'.repeat(64);

describe('containers that are called so', () => {
  let reader: FakeReader;
  let server: EngineServer;

  beforeEach(async () => {
    reader = new FakeReader();
    server = new EngineServer();
    await server.start();
    server.answering = (connection) =>
      void connection.end(response(JSON.stringify([{ Id: DB, Names: ['/db'], Ports: [] }])));
    process.env[ENGINES_SWITCH] = server.path;
  });
  afterEach(async () => {
    delete process.env[ENGINES_SWITCH];
    await server.remove();
  });

  /** One of Podman's, whose conmon says its name. */
  const addNamed = (): void =>
    makeProcesses(
      reader,
      { pid: 300, comm: 'conmon', commandLine: ['/usr/bin/conmon', '-c', WEB, '-n', 'web'] },
      { pid: 301, parentPid: 300, group: `/machine.slice/libpod-${WEB}.scope` },
    );
  const addNameless = (): void => makeProcesses(reader, ...dockerContainer(DB, 200, '172.17.0.2'));

  async function pidsOf(
    wanted: string,
    machine: KnownContainers = knownContainers(reader, true),
  ): Promise<unknown[]> {
    return (await containersCalled(wanted, machine)).called.map(({ pid }) => pid);
  }

  it('have an id, for which no engine is asked', async () => {
    addNameless();
    assert.deepEqual(await pidsOf(DB), [200]);
    assert.deepEqual(await pidsOf(DB.slice(0, 12)), [200]);
    assert.deepEqual(await pidsOf('a'.repeat(12)), []);
    assert.deepEqual(server.requests, []);
  });

  it('have an id that is written out as far as its tools write it', async () => {
    addNameless();
    for (const other of [DB.slice(0, 12).toUpperCase(), `${DB}d`, DB.slice(0, 11)])
      assert.deepEqual(await pidsOf(other, knownContainers(reader, false)), [], other);
  });

  it('have a name that /proc tells, for which no engine is asked where all have one', async () => {
    addNamed();
    assert.deepEqual(await pidsOf('web'), [301]);
    assert.deepEqual(server.requests, []);
  });

  it('have a name that their engine tells', async () => {
    addNameless();
    assert.deepEqual(await pidsOf('db'), [200]);
    assert.equal(server.requests.length, 1);
  });

  it('are both found where /proc tells the name of one, and an engine the same of another', async () => {
    addNamed();
    addNameless();
    server.answering = (connection) =>
      void connection.end(response(JSON.stringify([{ Id: DB, Names: ['/web'], Ports: [] }])));
    assert.deepEqual(new Set(await pidsOf('web')), new Set([200, 301]));
  });

  it('are asked for in vain where no engine is to be asked, and where it is another machine', async () => {
    addNameless();
    assert.deepEqual(await pidsOf('db', knownContainers(reader, false)), []);
    process.env[ENGINES_SWITCH] = 'off';
    assert.deepEqual(await pidsOf('db', knownContainers(reader, true)), []);
    assert.deepEqual(server.requests, []);
  });
});
