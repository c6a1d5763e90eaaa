/** What the engine prints and keeps of a made-up machine's containers, as /proc alone tells of them. */
import assert from 'node:assert/strict';
import { USUAL_ENGINES } from '../../../../src/core/model/container';
import type { LocalEngine } from '../../../../src/node/engine/localEngine';
import { dockerContainer, dockerProxy, makeProcesses } from '../../node/containers/fakeContainers';
import { fakeSurroundings } from '../../node/containers/fakeSurroundings';
import { engineOn } from '../../node/engineOn';
import { FakeReader, tcpTable } from '../../node/fakeReader';

const ID = '5'.repeat(64);

/** A machine whose docker-proxy has the port 8080 for a container. */
function machine(): LocalEngine {
  const reader = new FakeReader();
  const proxy = dockerProxy(700, 8080, '172.17.0.2');
  makeProcesses(reader, ...dockerContainer(ID, 601, '172.17.0.2'), proxy);
  const { comm = '', commandLine = [] } = proxy;
  const owner = { startTime: 1_700, comm, commandLine: [...commandLine], sockets: [3001] };
  reader.processes.set(700, owner);
  // As docker-proxy listens on all addresses.
  const table = tcpTable([{ port: 8080, inode: 3001 }]);
  reader.files.set('self/net/tcp', table.replace('0100007F', '00000000'));
  return engineOn(reader, { socketSurroundings: () => fakeSurroundings({}) });
}

async function exported(engine: LocalEngine): Promise<Record<string, unknown>> {
  await engine.scan('all', true, 'listening');
  const request = { format: 'json', numeric: true, rows: [{ kind: 'snapshot' }] } as const;
  const { rows } = JSON.parse(await engine.print(request)) as { rows: Record<string, unknown>[] };
  return rows[0] ?? {};
}

describe('the engine of a machine with a container', () => {
  it('names it in an export and in a saved snapshot, once containers were asked for', async () => {
    const engine = machine();
    assert.equal((await exported(engine))['container'], null);
    assert.doesNotMatch((await engine.states()).text, /container/);
    await engine.containers(USUAL_ENGINES);
    const { runtime, id, port } = (await exported(engine))['container'] as Record<string, unknown>;
    assert.deepEqual({ runtime, id, port }, { runtime: 'docker', id: ID, port: 80 });
    assert.match((await engine.states()).text, /\t@\t5{64}\tcontainer 5{12}\n/);
  });
});
