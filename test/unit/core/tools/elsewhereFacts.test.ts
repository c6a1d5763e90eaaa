import assert from 'node:assert/strict';
import type { ContainerFacts } from '../../../../src/core/model/container';
import type { Elsewhere, ElsewhereQuestion } from '../../../../src/core/model/elsewhere';
import { inetSocketAt } from '../../../../src/core/model/inetTable';
import { answer, type ReadingTool } from '../../../../src/core/tools/answer';
import { containerId, dbContainer } from '../../knownContainers';
import { FakeEngine } from '../../extension/fakeEngine';
import { process, snapshot } from '../../snapshots';

const NGINX = process({ pid: 44, comm: 'ngi\u202enx', commandLine: ['nginx', '--token=secret'] });
const THERE: Elsewhere = {
  processes: [
    {
      process: NGINX,
      namespace: { example: process({ pid: 40, comm: 'pause' }), processes: 2 },
      socketsOf: 'process',
      listening: [inetSocketAt(snapshot([{ local: ['0.0.0.0', 80] }]).inet, 0)],
      others: [],
      counts: { listening: 1, others: 2, unix: 3 },
    },
  ],
  omitted: 0,
};

async function ask(filter: string, there = THERE, name: ReadingTool = 'list_listening_ports') {
  const engine = new FakeEngine();
  const asked: ElsewhereQuestion[] = [];
  engine.onScan = () => snapshot([{ pids: [42] }], [process()]);
  engine.onElsewhere = (question) => {
    asked.push(question);
    return there;
  };
  const answered = JSON.parse(await answer(name, { filter }, engine)) as Record<string, unknown>;
  return { asked, found: answered['inOtherNetworkNamespaces'], hint: answered['hint'] };
}

describe('an agent that asks for a process of another network namespace', () => {
  for (const name of ['list_listening_ports', 'list_connections'] as const) {
    it(`is told what it has there by ${name}, with names cleaned and without command lines`, async () => {
      const { asked, found, hint } = await ask('pid:44', THERE, name);
      assert.deepEqual(asked, [{ pid: 44 }]);
      assert.deepEqual(found, [
        {
          pid: 44,
          name: 'ngi<U+202E>nx',
          user: 'alice',
          started: '2020-09-13T12:26:41Z',
          networkNamespace: 'network namespace of pause (pid 40)',
          listensOn: ['0.0.0.0:80 tcp'],
          otherSockets: 2,
          unixSockets: 3,
        },
      ]);
      assert.match(String(hint), /other network namespaces/);
    });
  }

  it('is told by a name too, and nothing by what stands in a command line alone', async () => {
    assert.deepEqual((await ask('proto:tcp process:NGI')).asked, [{ words: 'ngi' }]);
    assert.notEqual((await ask('process:ngi')).found, undefined);
    assert.equal((await ask('process:secret')).found, undefined);
  });

  it('is told whose namespace it is, and that its own sockets may not be seen', async () => {
    const [one] = THERE.processes;
    assert.ok(one);
    const of = async (namespace: typeof one.namespace): Promise<unknown> =>
      (await ask('pid:44', { processes: [{ ...one, namespace, socketsOf: 'namespace' }], omitted: 0 })).found;
    assert.match(JSON.stringify(await of({ ...one.namespace, name: 'blue' })), /"network namespace “blue”"/);
    assert.match(
      JSON.stringify(await of({ example: NGINX, processes: 1 })),
      /"a network namespace of its own"/,
    );
    assert.match(
      JSON.stringify(await of({ example: NGINX, processes: 3 })),
      /"a network namespace with 2 more processes","listenedOnInItsNamespace":\["0\.0\.0\.0:80 tcp"\]/,
    );
  });

  it('is answered without a look elsewhere where something matches, or no process was asked for', async () => {
    for (const filter of ['pid:42', 'process:node', 'port:9', '-pid:42', 'nothing']) {
      const { asked, found } = await ask(filter);
      assert.deepEqual([asked, found], [[], undefined], filter);
    }
  });

  it('is told the container that it runs in by its names', async () => {
    const container = { runtime: 'docker', id: containerId('a') } as const;
    const inside = { ...NGINX, membership: { container } };
    const there = { ...THERE, processes: THERE.processes.map((each) => ({ ...each, process: inside })) };
    const engine = new FakeEngine();
    engine.onElsewhere = () => there;
    const ask = async (containers: readonly ContainerFacts[]): Promise<unknown> => {
      engine.onScan = () => snapshot([], [], { containers });
      const text = await answer('list_listening_ports', { filter: 'pid:44' }, engine);
      const { inOtherNetworkNamespaces: found } = JSON.parse(text) as Record<
        string,
        { container: unknown }[]
      >;
      return found?.[0]?.container;
    };
    assert.deepEqual(await ask([dbContainer()]), { ...container, name: 'db', image: 'postgres:16' });
    assert.deepEqual(await ask([]), container);
  });
});
