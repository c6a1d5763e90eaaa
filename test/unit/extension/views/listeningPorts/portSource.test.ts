import { settings } from '../../fakeVscode';
import assert from 'node:assert/strict';
import type { Snapshot } from '../../../../../src/core/model/snapshot';
import { PortsCache } from '../../../../../src/core/ports/portsCache';
import { containersSettings } from '../../../../../src/extension/containers/containers.contributions';
import { FilterState } from '../../../../../src/extension/filter/filterState';
import { Emitter } from '../../../../../src/extension/lifetime';
import { Names } from '../../../../../src/extension/names';
import { Arrangement } from '../../../../../src/extension/views/arrangement';
import { rowsOfPorts } from '../../../../../src/extension/views/listeningPorts/portSource';
import type { ReadRows } from '../../../../../src/extension/views/tree/readRows';
import type { TreeUpdate } from '../../../../../src/extension/views/tree/row';
import { dbContainer, dockerProxy } from '../../../knownContainers';
import { dbFacts, partOf, withParts } from '../../../namespaces';
import { type MadeSocket, process, snapshot } from '../../../snapshots';

const OWN = snapshot(
  [{ local: ['0.0.0.0', 15_432], pids: [700] }, { pids: [42] }],
  [dockerProxy(), process()],
  { containers: [dbContainer()] },
);

describe('the rows of Listening Ports from reading to reading', () => {
  const kept = { get: () => undefined, update: () => Promise.resolve(), keys: () => [] };
  const ports = new PortsCache();
  let now: Snapshot;
  let read: Emitter<void>;
  let names: Names;
  let filter: FilterState;
  let rows: ReadRows<Snapshot>;
  let updates: (TreeUpdate | undefined)[];

  beforeEach(() => {
    now = OWN;
    read = new Emitter();
    names = new Names(() => Promise.resolve([]));
    filter = new FilterState(kept);
    const monitor = {
      onDidChange: read.event,
      get snapshot() {
        return now;
      },
      get ports() {
        return ports.portsOf(now);
      },
    };
    rows = rowsOfPorts({
      monitor: monitor as unknown as Parameters<typeof rowsOfPorts>[0]['monitor'],
      engine: { ancestors: () => Promise.resolve([]) },
      names,
      roots: { of: () => [] },
      filter,
      arrangement: new Arrangement('listeningPorts', kept),
    });
    updates = [];
    rows.onDidUpdate((update) => updates.push(update));
    read.fire();
  });
  afterEach(() => {
    rows.dispose();
    settings.clear();
  });

  const labels = (): string[] => rows.roots.map(({ row }) => row.label);
  const changed = (): (string | undefined)[] =>
    (updates.at(-1)?.changed ?? []).map((node) => node && node.row.label);
  const withInside = (sockets: readonly MadeSocket[]): Snapshot =>
    withParts(OWN, [partOf(snapshot(sockets, []), dbFacts())]);

  it('are drawn again where ports have other names', () => {
    now = snapshot([{ pids: [42], local: ['127.0.0.1', 783] }, { pids: [42] }], [process()]);
    read.fire();
    names.set({ nameOf: (port: number) => ({ name: `service${port}` }) });
    assert.deepEqual(changed(), ['783  node']);
    assert.equal(rows.roots[0]?.row.description, 'service783 · this machine only · 42');
  });

  it('are drawn again of those alone that lead to something else inside their container', () => {
    now = withInside([{ local: ['0.0.0.0', 5432], pids: [42] }]);
    read.fire();
    assert.deepEqual(changed(), ['15432  db']);
    assert.ok(rows.roots[1]?.children?.some(({ row }) => row.label === '→ 5432 inside'));
    now = withInside([]);
    read.fire();
    assert.deepEqual(changed(), ['15432  db']);
  });

  it('are those that the filter finds, and all again without one', () => {
    filter.preview('container:db');
    assert.deepEqual(labels(), ['15432  db']);
    filter.preview('');
    assert.deepEqual(labels(), ['3000  node', '15432  db']);
  });

  it('have what is inside containers below them once the setting says so', () => {
    settings.set(containersSettings.showsInside.id, true);
    now = withInside([{ local: ['0.0.0.0', 8081], pids: [42] }]);
    read.fire();
    assert.deepEqual(labels(), ['3000  node', '15432  db', 'Inside containers']);
    now = withParts(OWN, []);
    read.fire();
    assert.equal(rows.roots.filter(({ row }) => row.children?.length !== 0).at(-1)?.row.label, '15432  db');
  });
});

describe('the rows of Listening Ports where there are many', () => {
  const memento = new Map<string, unknown>();
  const kept = {
    get: (key: string) => memento.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void memento.set(key, value)),
    keys: () => [],
  };
  const read = new Emitter<void>();
  let now: Snapshot;
  let arrangement: Arrangement<'listeningPorts'>;
  let rows: ReadRows<Snapshot>;

  const machineOf = (count: number): Snapshot =>
    snapshot(
      Array.from({ length: count }, (_, i) => ({ local: ['127.0.0.1', 3000 + i], pids: [42], inode: i + 1 })),
      [process({ description: { what: 'worker', project: 'shop' } })],
    );

  function make(): void {
    const ports = new PortsCache();
    arrangement = new Arrangement('listeningPorts', kept as never);
    rows = rowsOfPorts({
      monitor: {
        onDidChange: read.event,
        get snapshot() {
          return now;
        },
        get ports() {
          return ports.portsOf(now);
        },
      } as unknown as Parameters<typeof rowsOfPorts>[0]['monitor'],
      engine: { ancestors: () => Promise.resolve([]) },
      names: new Names(() => Promise.resolve([])),
      roots: { of: () => [] },
      filter: new FilterState(kept as never),
      arrangement,
    });
  }
  beforeEach(() => {
    memento.clear();
    now = machineOf(31);
    make();
    read.fire();
  });
  afterEach(() => rows.dispose());

  const shown = (): unknown => rows.roots.map(({ row: { label, description } }) => [label, description]);

  it('are folded by program above thirty, while nobody chose how they are grouped', () => {
    assert.deepEqual(shown(), [['worker', '31 ports']]);
    assert.equal(rows.roots[0]?.row.isOpen, false);
    now = machineOf(30);
    read.fire();
    assert.equal(rows.roots.filter(({ row: { port } }) => port !== undefined).length, 30);
  });

  it('are as the user chose, in the next window, too', async () => {
    await arrangement.choose({ groupBy: 'none' });
    assert.equal(rows.roots.length, 31);
    rows.dispose();
    make();
    read.fire();
    assert.equal(rows.roots.length, 31);
  });

  it('are marked where they are new, and counted in their group', () => {
    now = machineOf(33);
    read.fire();
    assert.deepEqual(shown(), [['worker', '33 ports · 2 new']]);
    const marked = (rows.roots[0]?.children ?? []).filter(({ row }) => row.isNew);
    assert.deepEqual(
      marked.map(({ row }) => row.label),
      ['3031  worker · shop', '3032  worker · shop'],
    );
  });
});
