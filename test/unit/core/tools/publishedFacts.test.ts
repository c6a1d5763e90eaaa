import assert from 'node:assert/strict';
import type { ContainerFacts } from '../../../../src/core/model/container';
import type { NamespaceFacts } from '../../../../src/core/model/namespace';
import { answer, type ReadingTool } from '../../../../src/core/tools/answer';
import { FakeEngine } from '../../extension/fakeEngine';
import { containerId, dbContainer, dockerProxy } from '../../knownContainers';
import { portFacts } from '../../portFacts';
import { type MadeSocket, process, snapshot } from '../../snapshots';

const PORT = 15_432;
const DB = {
  runtime: 'docker',
  id: 'a'.repeat(12),
  name: 'db',
  image: 'postgres:16',
  composeProject: 'shop',
  composeService: 'db',
  portInside: 5432,
  addresses: ['172.18.0.2'],
};
const PUBLISHED = { port: PORT, transport: 'tcp', address: '0.0.0.0', container: DB };
const OWN: NamespaceFacts = {
  key: 'own',
  inode: 100,
  isOwn: true,
  names: [],
  containers: [],
  processes: 2,
};

type Told = Readonly<Record<string, unknown>>;

async function ask(
  name: ReadingTool,
  containers: readonly ContainerFacts[],
  { sockets = [], input = {} }: { sockets?: readonly MadeSocket[]; input?: object } = {},
): Promise<Told> {
  const engine = new FakeEngine();
  const machine = snapshot(sockets, [dockerProxy(), process()], { containers });
  engine.onScan = () => machine;
  engine.onPortFacts = (question) =>
    portFacts(machine, {
      ...question,
      isBoundKnown: true,
      trials: [{ address: '0.0.0.0', outcome: 'free' }],
    });
  engine.onNamespaces = () => [OWN];
  const about = name === 'find_port_owner' || name === 'explain_port' ? { port: PORT, ...input } : input;
  return JSON.parse(await answer(name, about, engine)) as Told;
}

const TOOLS = ['list_listening_ports', 'find_port_owner', 'explain_port'] as const;

describe('a port that packet rules alone publish', () => {
  for (const name of TOOLS) {
    it(`is told as the container’s by ${name}`, async () => {
      const told = await ask(name, [dbContainer()]);
      assert.deepEqual(told['publishedByPacketRules'], [PUBLISHED]);
      assert.match(String(told['publishedByPacketRulesHint']), /They are not free/);
      assert.ok(!('onTheEnginesHost' in told));
    });
  }

  it('is not free, whatever a bind says', async () => {
    assert.match(
      String((await ask('explain_port', [dbContainer()]))['verdict']),
      /^published for a container/,
    );
    assert.match(String((await ask('explain_port', []))['verdict']), /^free/);
  });

  it('is told where somebody else listens, too, and not where its own proxy does', async () => {
    const local = ['0.0.0.0', PORT] as const;
    const by = async (pids: readonly number[]): Promise<unknown> =>
      (await ask('find_port_owner', [dbContainer()], { sockets: [{ local, pids }] }))[
        'publishedByPacketRules'
      ];
    assert.deepEqual(await by([42]), [PUBLISHED]);
    assert.equal(await by([700]), undefined);
    assert.equal(await by([]), undefined, 'whoever has it may be its proxy');
  });

  it('is this machine’s only where its engine has this network', async () => {
    const rootless = await ask('find_port_owner', [dbContainer({ publishesOn: 'elsewhere' })]);
    assert.ok(!('publishedByPacketRules' in rootless));
    const own = await ask('find_port_owner', [dbContainer({ publishesOn: 'here' })]);
    assert.deepEqual(own['publishedByPacketRules'], [PUBLISHED]);
  });

  it('is found by a filter as others are', async () => {
    const list = async (filter: string): Promise<boolean> =>
      'publishedByPacketRules' in (await ask('list_listening_ports', [dbContainer()], { input: { filter } }));
    for (const filter of ['', 'container:db', 'port:15432', 'project:shop', 'proto:tcp', 'postgres']) {
      assert.ok(await list(filter), filter);
    }
    for (const filter of ['container:web', 'port:80', '-container:db', 'pid:42'])
      assert.ok(!(await list(filter)), filter);
  });

  it('is not told without end, and by cleaned names', async () => {
    const ports = Array.from({ length: 120 }, (_, i) => ({
      transport: 'tcp' as const,
      hostPort: 1000 + i,
      containerPort: 80,
    }));
    const name = `\u202e${'x'.repeat(5_000)}`;
    const told = await ask('list_listening_ports', [dbContainer({ ports, name })]);
    const text = JSON.stringify(told);
    assert.ok(Buffer.byteLength(text) <= 16_000 && !text.includes('\u202e'));
    const all = (told['publishedByPacketRules'] as unknown[]).length;
    assert.equal(all + Number(told['publishedByPacketRulesOmitted']), 120);
  });
});

describe('a port of an engine on another host', () => {
  for (const name of TOOLS) {
    it(`is no port of this machine to ${name}`, async () => {
      const told = await ask(name, [dbContainer({ isHere: false, id: containerId('a') })]);
      assert.ok(!('publishedByPacketRules' in told));
      assert.deepEqual(told['onTheEnginesHost'], [{ ...PUBLISHED, engine: '/var/run/docker.sock' }]);
      assert.match(String(told['onTheEnginesHostHint']), /not of this one/);
      if (name === 'explain_port') assert.match(String(told['verdict']), /^free/);
    });
  }
});

describe('containers without names', () => {
  it('have the reason in the answer, once', async () => {
    const engine = new FakeEngine();
    const { name: _, image: __, engine: ___, ...unnamed } = dbContainer();
    const socket = '/var/run/docker.sock';
    const engines = [{ socket, runtime: 'docker', outcome: 'denied' }] as const;
    engine.onScan = () => snapshot([], [], { containers: [unnamed], engines });
    const why = async (): Promise<unknown> =>
      (JSON.parse(await answer('list_listening_ports', {}, engine)) as Told)['containersWithoutNames'];
    assert.match(
      String(await why()),
      /^Docker’s containers are not named: its socket “.*” may not be opened/,
    );
    engine.onScan = () => snapshot([], [], { containers: [dbContainer()], engines });
    assert.equal(await why(), undefined);
  });
});
