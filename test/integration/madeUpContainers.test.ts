/** Listening Ports of a made-up machine with containers: what is a port of it, and what stands apart. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Snapshot } from '../../src/core/model/snapshot';
import { subjectOf } from '../../src/extension/details/detailRows';
import { rowDetails, rowSubjectOf } from '../../src/extension/details/rowDetails';
import { FilterState } from '../../src/extension/filter/filterState';
import { Monitor } from '../../src/extension/monitor';
import { Names } from '../../src/extension/names';
import { Arrangement } from '../../src/extension/views/arrangement';
import { emptinessOf } from '../../src/extension/views/listeningPorts/listeningPortsView';
import { rowsOfPorts } from '../../src/extension/views/listeningPorts/portSource';
import { portNodes } from '../../src/extension/views/listeningPorts/selectedPorts';
import { RowsProvider } from '../../src/extension/views/tree/provider';
import type { ReadRows } from '../../src/extension/views/tree/readRows';
import type { RegisteredView } from '../../src/extension/views/tree/registerView';
import type { Row, RowNode } from '../../src/extension/views/tree/row';
import { FakeEngine } from '../unit/extension/fakeEngine';
import { FakeMemento } from '../unit/extension/memento';
import { containerId, dbContainer, dockerProxy } from '../unit/knownContainers';
import { dbFacts, partOf, withParts } from '../unit/namespaces';
import { process, snapshot } from '../unit/snapshots';
import { until } from '../host/until';

const SETTING = 'containers.showsInside';

const POSTGRES = process({ pid: 4242, startTime: 500, comm: 'postgres', commandLine: ['postgres'] });
const OWNERS = [dockerProxy(), POSTGRES, process()];
/** Published by packet rules alone. */
const WEB = dbContainer({
  ...{ id: containerId('b'), name: 'web', image: 'nginx', pid: 4343, keepers: [], networks: [] },
  ports: [{ transport: 'tcp', hostAddress: '0.0.0.0', hostPort: 8080, containerPort: 80 }],
});
const ELSEWHERE = dbContainer({ ...WEB, id: containerId('c'), name: 'far', isHere: false });
const INSIDE = partOf(
  snapshot(
    [
      { local: ['0.0.0.0', 5432], inode: 101, pids: [4242] },
      { local: ['0.0.0.0', 9187], inode: 102, pids: [4242] },
    ],
    OWNERS,
  ),
  dbFacts(),
);
const BLUE = partOf(
  snapshot([{ local: ['0.0.0.0', 3000], inode: 103, pids: [42] }], OWNERS),
  dbFacts({ key: 'n8', containers: [], names: ['blue'] }),
);
const OWN = snapshot(
  [
    { local: ['0.0.0.0', 15_432], uid: 0, inode: 1, pids: [700] },
    { local: ['127.0.0.1', 3000], inode: 2, pids: [42] },
  ],
  OWNERS,
);
const MACHINE = withParts({ ...OWN, containers: [dbContainer(), WEB, ELSEWHERE] }, [INSIDE, BLUE]);

const engine = new FakeEngine();
const names = new Names(() => assert.fail('no names of hosts were expected to be asked for'));
let filter: FilterState;
let monitor: Monitor;
let provider: RowsProvider<ReadRows<Snapshot>>;

async function show(machine: Snapshot): Promise<readonly string[]> {
  monitor?.dispose();
  provider?.dispose();
  monitor = new Monitor(engine, { interval: () => 60_000, onPass: () => undefined });
  filter = new FilterState(new FakeMemento());
  const source = rowsOfPorts({
    ...{ monitor, engine, names, filter, roots: { of: () => [] } },
    arrangement: new Arrangement('listeningPorts', new FakeMemento()),
  });
  provider = new RowsProvider('listeningPorts', 'sockets', source);
  engine.onScan = () => machine;
  await monitor.refresh();
  return shown();
}

function shown(): string[] {
  return provider.getChildren().map((node) => {
    const { label, description } = provider.getTreeItem(node);
    return `${label as string} | ${description as string}`;
  });
}

function flat(nodes: readonly RowNode[]): string[] {
  return nodes.flatMap(({ id, children = [] }) => [id, ...flat(children)]);
}

async function showInside(value: boolean | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration('netstat')
    .update(SETTING, value, vscode.ConfigurationTarget.Global);
}

describe('Listening Ports of a made-up machine with containers', () => {
  afterEach(async () => {
    await showInside(undefined);
    monitor.dispose();
    provider.dispose();
  });

  it('has what is published by a proxy and by packet rules, and an engine’s host apart and folded', async () => {
    assert.deepEqual(await show(MACHINE), [
      '3000  node | this machine only · 42',
      '8080  web | nginx · shop · published by Docker; nothing listens on the host · network',
      '15432  db | postgres:16 · shop · network',
      'On the engine’s host | 1 port',
    ]);
    const host = provider.getChildren().at(-1);
    assert.ok(host);
    assert.equal(provider.getTreeItem(host).collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    assert.equal(portNodes(provider.source).length, 3, 'the count beside the title');
    assert.equal(monitor.ports.length, 2, 'what listens on this machine');
  });

  it('has what is inside containers by a setting, with other ids than those of this machine', async () => {
    await show(MACHINE);
    await showInside(true);
    await until('the group', () => shown().find((row) => row.startsWith('Inside')));
    const group = provider.getChildren().find(({ row }) => row.label === 'Inside containers');
    const [inside] = group?.children ?? [];
    assert.ok(inside);
    assert.equal(provider.getTreeItem(inside).label, '9187  postgres');
    assert.equal(provider.getTreeItem(inside).description, 'db (postgres:16) · 4242');
    const ids = flat(provider.source.roots);
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(portNodes(provider.source).length, 3);
  });

  it('shows the ports of another namespace, or of all with its name, as it is told', async () => {
    await show(MACHINE);
    engine.onScan = () => withParts(MACHINE, [INSIDE, BLUE], { wish: { shown: { kind: 'all' } } });
    await monitor.refresh();
    const all = shown();
    assert.ok(all.includes('3000  node | 42 · network namespace “blue”'), all.join('\n'));
    assert.ok(all.includes('5432  postgres | db (postgres:16) · 4242'), all.join('\n'));
    assert.ok(all.includes('3000  node | this machine only · 42'));
    const ids = flat(provider.source.roots);
    assert.equal(new Set(ids).size, ids.length);

    const wish = { shown: { kind: 'name', name: 'blue' } } as const;
    engine.onScan = () => withParts(MACHINE, [INSIDE, BLUE], { shown: 'n8', wish });
    await monitor.refresh();
    // Of one that was chosen, the view's title tells.
    assert.deepEqual(shown(), ['3000  node | 42']);
  });

  it('says that nothing listens in a namespace, which is none of the machine', async () => {
    await show(MACHINE);
    const wish = { shown: { kind: 'name', name: 'blue' } } as const;
    const empty = partOf(snapshot([]), BLUE.namespace);
    engine.onScan = () => withParts(MACHINE, [empty], { shown: 'n8', wish });
    await monitor.refresh();
    assert.deepEqual(shown(), []);
    assert.equal(emptinessOf(monitor, provider.source), 'none');
  });

  it('tells in details what has no socket', async () => {
    await show(MACHINE);
    const readRows = async (): Promise<{ takenAt: number; rows: Row[] }> => ({
      takenAt: MACHINE.takenAt,
      rows: provider.source.roots.map(({ row }) => row),
    });
    const view = { provider, rowReader: () => readRows } as unknown as RegisteredView;
    const detailsOf = async (node: RowNode | undefined): Promise<string> => {
      assert.equal(subjectOf(node, 0), undefined);
      const subject = rowSubjectOf(node, [view]);
      assert.ok(subject);
      return (await rowDetails(subject, engine)).text;
    };
    const find = (port: number): RowNode | undefined =>
      provider.getChildren().find(({ row }) => row.port?.port === port);
    assert.match(
      await detailsOf(find(8080)),
      /0\.0\.0\.0:8080 +published by Docker with packet rules; nothing listens on the host\n/,
    );
    const address = find(15_432)?.children?.find(({ row }) => row.label === '172.18.0.2');
    const text = await detailsOf(address);
    assert.match(text, /^Details of 172\.18\.0\.2\n/);
    assert.match(text, /\n {2}address in shop_default\n/);
    assert.match(text, /\n {2}Container +db\n/);
    const far = provider.getChildren().at(-1)?.children?.[0];
    assert.match(await detailsOf(far), /on the host of Docker, which is another machine than this one/);
  });

  it('is filtered as a whole, published ports among it', async () => {
    await show(MACHINE);
    await filter.set('web');
    assert.deepEqual(
      shown().map((row) => row.split(' | ')[0]),
      ['8080  web'],
    );
    assert.deepEqual(provider.source.counts, { matching: 1, total: 4 });
  });

  it('keeps rows, and what is open below them, while containers become known', async () => {
    const { containers: _unknown, ...unknown } = MACHINE;
    await show(unknown);
    const before = provider.getChildren().find(({ row }) => row.port?.port === 15_432);
    assert.ok(before);
    monitor.nameContainers([dbContainer(), WEB]);
    const after = provider.getChildren().find(({ row }) => row.port?.port === 15_432);
    assert.equal(after, before);
    assert.equal(provider.getTreeItem(before).label, '15432  db');
    const [web] = provider.getChildren().filter(({ row }) => row.port?.port === 8080);
    monitor.nameContainers([dbContainer(), { ...WEB, name: 'renamed' }]);
    assert.equal(
      provider.getChildren().find(({ row }) => row.port?.port === 8080),
      web,
    );
    assert.equal(web && provider.getTreeItem(web).label, '8080  renamed');
  });
});
