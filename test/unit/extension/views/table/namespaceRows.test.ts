/** Tables of several network namespaces, as their views have them. */
import assert from 'node:assert/strict';
import type { NamespaceChoice, NamespaceFacts } from '../../../../../src/core/model/namespace';
import type { NetworkTable } from '../../../../../src/core/model/networkTable';
import type { TableName } from '../../../../../src/core/tables/tables';
import '../../fakeVscode';
import { Monitor } from '../../../../../src/extension/monitor';
import { printableOf } from '../../../../../src/extension/copy/printableRows';
import type { TableReading } from '../../../../../src/extension/namespaces/tableReading';
import { rowsOfTable, type TableView } from '../../../../../src/extension/views/table/registerTable';
import { TABLE_VIEWS } from '../../../../../src/extension/views/tableViews';
import type { ReadRows } from '../../../../../src/extension/views/tree/readRows';
import type { RowNode } from '../../../../../src/extension/views/tree/row';
import { dbContainer } from '../../../knownContainers';
import { DB_FACTS, namedFacts, namespaceFacts, namespacePart, snapshotNamespaces } from '../../../namespaces';
import { FakeReader } from '../../../node/fakeReader';
import { DEV_HEADER, ROUTE_HEADER, tablesOf } from '../../../node/machineTables';
import { snapshot } from '../../../snapshots';
import { FakeEngine } from '../../fakeEngine';

const all = { kind: 'all' } as const;
const process = { kind: 'process', pid: 4242, startTime: 900 } as const;

describe('the views of tables of network namespaces', () => {
  let engine: FakeEngine;
  let monitor: Monitor;
  let source: ReadRows<TableReading<TableName>>;
  let shown: NamespaceChoice;
  let others: readonly NamespaceFacts[];
  let expression: string;
  let clock: number;
  /** /proc of each namespace, by the kind of the choice that it is read by. */
  let readers: Record<'own' | 'container' | 'process', FakeReader>;
  const key = (kind: string): 'own' | 'container' | 'process' =>
    kind === 'container' || kind === 'process' ? kind : 'own';

  beforeEach(() => {
    shown = all;
    others = [DB_FACTS, namespaceFacts(), namedFacts('blue')];
    expression = '';
    clock = 1_000_000;
    readers = { own: new FakeReader(), container: new FakeReader(), process: new FakeReader() };
    engine = new FakeEngine();
    engine.onReadTable = (name, filter, namespace): NetworkTable<TableName> => {
      if (namespace?.kind === 'name') throw new Error('setns: \u202eEPERM');
      const reader = readers[key(namespace?.kind ?? 'own')];
      return { ...tablesOf(reader).read(name, filter), takenAt: (clock += 1_000) };
    };
    engine.onScan = () => {
      const wish = engine.scans.at(-1)?.wish;
      const parts = others
        .filter(({ example }) => example !== undefined)
        .map((facts) => namespacePart(facts));
      const unread = others.filter(({ example }) => example === undefined);
      return snapshot([], [], {
        sequence: engine.scans.length,
        containers: [dbContainer()],
        ...(wish && snapshotNamespaces(wish, { parts, unread, shown: '7' })),
      });
    };
  });
  afterEach(() => {
    source.dispose();
    monitor.dispose();
  });

  const set = (whose: keyof typeof readers, name: string, text: string): void =>
    void readers[whose].files.set(`self/net/${name}`, text);
  const route = (destination: string): string =>
    `eth0\t${destination}\t00000000\t0001\t0\t0\t100\t000000FF\t0\t0\t0\n`;

  async function show(name: TableName): Promise<void> {
    monitor = new Monitor(engine, {
      interval: () => 60_000,
      filter: () => expression,
      wish: () => (shown.kind === 'own' ? undefined : { shown }),
      onPass: () => undefined,
    });
    source = rowsOfTable(monitor, TABLE_VIEWS[name] as TableView<TableName>);
    monitor.watch(name);
    await monitor.refresh();
  }

  function text(nodes: readonly RowNode[] = source.roots, depth = 0): string[] {
    return nodes.flatMap(({ row, mark, children = [] }) => [
      `${'  '.repeat(depth)}${row.label} | ${row.description ?? ''}${mark ? ` [${mark}]` : ''}`,
      ...text(children, depth + 1),
    ]);
  }

  function ids(nodes: readonly RowNode[] = source.roots): string[] {
    return nodes.flatMap(({ id, children = [] }) => [id, ...ids(children)]);
  }

  it('have a group for each, the own one first, and say why one has nothing', async () => {
    set('own', 'route', ROUTE_HEADER + route('0000000A') + route('0000000B'));
    set('container', 'route', ROUTE_HEADER + route('0000000A'));
    set('process', 'route', ROUTE_HEADER);
    await show('routes');
    assert.deepEqual(text(), [
      'this machine | 2',
      '  IPv4 | 2',
      '    10.0.0.0/8 | eth0 · metric 100',
      '    11.0.0.0/8 | eth0 · metric 100',
      'network namespace of node (pid 4242) | nothing',
      'container db | 1',
      '  IPv4 | 1',
      '    10.0.0.0/8 | eth0 · metric 100',
      'network namespace “blue” | not known: this user may not read it there, or there is none',
    ]);
    assert.equal(new Set(ids()).size, ids().length, 'no row has the id of another');
    assert.equal(source.roots[2]?.row.spoken, 'container db, 1 rows');
    assert.deepEqual(
      source.roots.map(({ row: { isOpen } }) => isOpen),
      [true, false, false, false],
    );
    const why = await source.roots[3]?.row.tooltip?.();
    assert.match(JSON.stringify(why), /setns: <U\+202E>EPERM/);
  });

  it('show what could not be read with the namespace that it is of', async () => {
    set('own', 'route', `${ROUTE_HEADER}eth0\tZZZZ\n`);
    set('container', 'route', `${ROUTE_HEADER}eth0\tZZZZ\n${route('0000000A')}`);
    await show('routes');
    const problems = text().filter((line) => line.includes('1 problem'));
    assert.deepEqual(
      problems.map((line) => line.search(/\S/)),
      [2, 2],
    );
    assert.equal(new Set(ids()).size, ids().length);
  });

  it('show those in which a filter finds something, with the counts of all', async () => {
    set('own', 'route', ROUTE_HEADER + route('0000000A') + route('0000000B'));
    set('container', 'route', ROUTE_HEADER + route('0000000C'));
    expression = '"12.0.0.0/8"';
    await show('routes');
    assert.deepEqual(
      text().filter((line) => !line.startsWith('network namespace')),
      ['container db | 1', '  IPv4 | 1', '    12.0.0.0/8 | eth0 · metric 100'],
    );
    assert.deepEqual(source.counts, { matching: 1, total: 3 });
  });

  it('reckon rates within a namespace, and never between two', async () => {
    const dev = (bytes: number): string => `${DEV_HEADER}eth0: ${bytes} 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n`;
    set('own', 'dev', dev(1_000));
    set('container', 'dev', dev(9_000_000));
    await show('interfaces');
    set('container', 'dev', dev(9_010_240));
    await monitor.refresh();
    const of = (label: string): string =>
      source.roots.find(({ row }) => row.label === label)?.children?.[0]?.row.description ?? '';
    assert.match(of('container db'), /↓ \d/);
    assert.doesNotMatch(of('this machine'), /↓ [1-9]/);
    others = [DB_FACTS];
    shown = process;
    set('process', 'dev', dev(5_000_000));
    await monitor.refresh();
    assert.equal(source.roots[0]?.row.label, 'eth0');
    assert.doesNotMatch(source.roots[0]?.row.description ?? '', /↓/, 'another one is no traffic');
  });

  it('mark what comes in a namespace, and a namespace that comes, but nothing where another is shown', async () => {
    set('own', 'route', ROUTE_HEADER + route('0000000A'));
    set('container', 'route', ROUTE_HEADER + route('0000000A'));
    others = [DB_FACTS];
    await show('routes');
    set('container', 'route', ROUTE_HEADER + route('0000000A') + route('0000000B'));
    others = [DB_FACTS, namespaceFacts()];
    set('process', 'route', ROUTE_HEADER + route('0000000C'));
    await monitor.refresh();
    assert.deepEqual(
      text().filter((line) => line.includes('[')),
      ['network namespace of node (pid 4242) | 1 [new]', '    11.0.0.0/8 | eth0 · metric 100 [new]'],
    );
    for (shown of [process, { kind: 'own' } as const, all]) {
      await monitor.refresh();
      assert.deepEqual(
        text().filter((line) => line.includes('[')),
        [],
        shown.kind,
      );
    }
    shown = process;
    await monitor.refresh();
    assert.deepEqual(text(), ['IPv4 | 1', '  12.0.0.0/8 | eth0 · metric 100']);
    assert.deepEqual(source.namespace, process);
  });

  it('print the rows of a group, or of all of them', async () => {
    set('own', 'route', ROUTE_HEADER + route('0000000A'));
    set('container', 'route', ROUTE_HEADER + route('0000000B') + route('0000000C'));
    await show('routes');
    const db = source.roots.filter(({ row }) => row.label === 'container db');
    assert.equal(printableOf(db).length, 2);
    assert.equal(printableOf(source.roots).length, 3);
  });

  it('end with how many more there are, which can be chosen', async () => {
    others = Array.from({ length: 25 }, (_, i) => namespaceFacts({ key: `n${i}` }));
    await show('routes');
    const last = source.roots.at(-1)?.row;
    assert.equal(last?.label, '6 more network namespaces…');
    assert.equal(last?.command?.command, 'netstat.selectNamespace');
  });
});
