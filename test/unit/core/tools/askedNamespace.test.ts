import assert from 'node:assert/strict';
import type { NamespaceFacts, NamespaceWish } from '../../../../src/core/model/namespace';
import type { NamespacePart, Snapshot } from '../../../../src/core/model/snapshot';
import { answer, type ReadingTool } from '../../../../src/core/tools/answer';
import { FakeEngine } from '../../extension/fakeEngine';
import { containerId, dbContainer } from '../../knownContainers';
import { process, snapshot } from '../../snapshots';

const DB = containerId('a');
const OWN: NamespaceFacts = { key: '1', inode: 1, isOwn: true, names: [], containers: [], processes: 9 };
const OF_DB: NamespaceFacts = {
  ...OWN,
  key: '2',
  inode: 2,
  isOwn: false,
  containers: [{ runtime: 'docker', id: DB }],
};
const OF_LAB: NamespaceFacts = { ...OWN, key: '3', inode: 3, isOwn: false, names: ['lab', '7'] };
const OF_NGINX: NamespaceFacts = {
  ...OWN,
  key: '4',
  inode: 4,
  isOwn: false,
  example: { pid: 44, startTime: 5, comm: 'ngi\u202enx' },
};
const POSTGRES = process({ pid: 4242, comm: 'postgres', commandLine: ['postgres'] });

const CHOICES: Readonly<
  Record<string, { shown: NamespaceWish['shown']; of: NamespaceFacts; words: string }>
> = {
  db: { shown: { kind: 'container', id: DB }, of: OF_DB, words: 'container db' },
  [DB]: { shown: { kind: 'container', id: DB }, of: OF_DB, words: 'container db' },
  [DB.slice(0, 12)]: { shown: { kind: 'container', id: DB }, of: OF_DB, words: 'container db' },
  lab: { shown: { kind: 'name', name: 'lab' }, of: OF_LAB, words: 'network namespace “lab”' },
  '44': {
    shown: { kind: 'process', pid: 44, startTime: 5 },
    of: OF_NGINX,
    words: 'network namespace of ngi<U+202E>nx (pid 44)',
  },
};

/** A machine with one socket of its own, and one in the namespace that is shown, where it is read. */
function engineWith(shown: NamespaceFacts | undefined, more: Partial<NamespacePart> = {}): FakeEngine {
  const engine = new FakeEngine();
  const own = snapshot([{ local: ['127.0.0.1', 3000], pids: [42] }], [process(), POSTGRES], {
    containers: [dbContainer()],
  });
  const there = snapshot([{ local: ['0.0.0.0', 5432], pids: [4242] }], [POSTGRES]);
  const part: NamespacePart = { ...there, readAt: 0, isOld: false, ...more, namespace: shown ?? OF_DB };
  engine.onNamespaces = () => [OWN, OF_DB, OF_LAB, OF_NGINX];
  engine.onProcesses = () => [process({ pid: 44, startTime: 5 })];
  engine.onScan = () => {
    const { wish } = engine.scans.at(-1) ?? {};
    if (wish === undefined) return own;
    const namespaces = { wish, own: OWN, parts: shown?.isOwn === false ? [part] : [], unread: [] };
    return { ...own, namespaces: { ...namespaces, ...(shown && { shown: shown.key }) } } satisfies Snapshot;
  };
  return engine;
}

async function ask(engine: FakeEngine, namespace: string, name: ReadingTool = 'list_listening_ports') {
  return JSON.parse(await answer(name, { namespace }, engine)) as Record<string, unknown>;
}

describe('an agent that asks for another network namespace', () => {
  for (const [name, { shown, of, words }] of Object.entries(CHOICES)) {
    for (const tool of ['list_listening_ports', 'list_connections'] as const) {
      it(`is told by ${tool} what is open in it, named ${name}`, async () => {
        const engine = engineWith(of);
        const told = await ask(engine, name, tool);
        assert.deepEqual(engine.scans.at(-1)?.wish, { shown });
        assert.equal(told['networkNamespace'], words);
        const text = JSON.stringify(told);
        assert.ok(text.includes('5432') && text.includes('4242') && !text.includes('3000'), text);
        assert.ok(!('publishedByPacketRules' in told), 'ports of the machine are not ports of it');
      });
    }
  }

  it('is told of the machine’s own without a word, and where the name means that', async () => {
    const plain = await ask(engineWith(undefined), '');
    assert.equal(plain['networkNamespace'], 'this machine');
    const own = await ask(engineWith(OWN), '44');
    assert.equal(own['networkNamespace'], 'this machine');
    assert.match(JSON.stringify(own), /3000/);
  });

  it('is told when its tables were read, where that is some time ago', async () => {
    const told = await ask(engineWith(OF_DB, { isOld: true, readAt: 1_700_000_000_000 }), 'db');
    assert.equal(told['readAt'], '2023-11-14T22:13:20.000Z');
    assert.ok(!('readAt' in (await ask(engineWith(OF_DB), 'db'))));
  });

  it('hears what there is where it names none', async () => {
    await assert.rejects(ask(engineWith(OF_DB), 'd\u202eb'), {
      message:
        'There is no network namespace “d<U+202E>b”: it is a pid, a name in /run/netns, or the name or id of a container that runs. There are: this machine; container db; network namespace “lab”; network namespace of ngi<U+202E>nx (pid 44).',
    });
    await assert.rejects(ask(engineWith(OF_DB), '45'), /There is no network namespace “45”/);
    await assert.rejects(
      ask(engineWith(OF_DB), 'aaaa'),
      /There is no/,
      'an id is not guessed by its first digits',
    );
  });

  it('hears that it has ended, or cannot be read', async () => {
    await assert.rejects(ask(engineWith(undefined), 'db'), /“db” cannot be read: it has ended, or/);
  });

  it('is not given one of several', async () => {
    const engine = engineWith(OF_DB);
    engine.onNamespaces = () => [OWN, OF_DB, { ...OF_LAB, names: ['db'] }];
    await assert.rejects(
      ask(engine, 'db'),
      /“db” is more than one network namespace: network namespace “db”, a+\./,
    );
  });
});
