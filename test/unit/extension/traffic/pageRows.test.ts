import assert from 'node:assert/strict';
import { commands, said } from '../fakeVscode';
import { rowsOf } from '../../../../src/core/query/page/pageSources';
import { type RowContext, ROW_SECTION } from '../../../../src/core/traffic/messages';
import type { TrafficRow } from '../../../../src/core/model/traffic';
import { registerHandlers } from '../../../../src/extension/handlers';
import { Names } from '../../../../src/extension/names';
import { PageRows } from '../../../../src/extension/traffic/pageRows';
import {
  isGroupNode,
  isPortNode,
  isSocketNode,
  type RowNode,
} from '../../../../src/extension/views/tree/row';
import { process, snapshot } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';

const taken = snapshot(
  [
    { local: ['127.0.0.1', 4000], remote: ['10.0.0.1', 443], state: 1, pids: [42] },
    { local: ['127.0.0.1', 3000], pids: [42] },
  ],
  [process()],
);
const rows = rowsOf('connections', taken);
const connected = rows.row(0);
const ROWS: Readonly<Record<number, TrafficRow>> = {
  1: { kind: 'connections', row: connected, isClosed: false },
  2: { kind: 'listeners', row: rows.row(1), isClosed: false },
  3: { kind: 'processes', owner: process(), name: 'node' },
  4: { kind: 'containers', id: 'ab'.repeat(32), name: 'db' },
  5: { kind: 'hosts', address: '10.0.0.1' },
  6: { kind: 'connections', row: rows.row(0), isClosed: true },
};

function context(...ids: readonly [number, ...number[]]): RowContext {
  return {
    webviewSection: ROW_SECTION,
    trafficPlace: 'editor',
    trafficKind: 'connections',
    trafficRow: ids[0],
    trafficRows: ids,
    preventDefaultContextMenuItems: true,
  };
}

describe('a command from a menu of the Traffic page', () => {
  const engine = new FakeEngine();
  const pageRows = new PageRows({
    engine,
    monitor: { snapshot: taken },
    containers: { list: [] },
    names: new Names(async () => []),
    roots: { of: () => [] },
  });
  let runs: unknown[][];
  let registered: { dispose(): void };
  beforeEach(() => {
    said.length = 0;
    runs = [];
    engine.onTrafficRow = (id) => ROWS[id];
    const note = (...args: unknown[]): unknown => runs.push(args);
    registered = registerHandlers(
      [
        [{ id: 'netstat.one' }, note],
        [{ id: 'netstat.raw' }, note, 'pageContext'],
      ],
      (given) => pageRows.nodes(given),
      async () => [],
    );
  });
  afterEach(() => registered.dispose());
  const run = (...args: readonly unknown[]): unknown => commands.get('netstat.one')?.(...args);

  it('gets rows as the trees have them, by the ids alone', async () => {
    await run(context(1, 2, 3, 4, 5));
    const [node, nodes] = runs[0] as [RowNode, RowNode[]];
    assert.equal(nodes.length, 5);
    assert.equal(nodes[0], node);
    const [connection, listener, ...groups] = nodes;
    assert.ok(isSocketNode(connection) && connection.row.socket === connected);
    assert.ok(isPortNode(listener));
    assert.deepEqual([listener.row.port.port, listener.row.port.leader?.pid], [3000, 42]);
    const subjects = groups.map((each) => isGroupNode(each) && each.row.group.subject.by);
    assert.deepEqual(subjects, ['process', 'container', 'foreignHost']);
    for (const each of nodes) assert.ok(each.row.label !== '');
  });

  it('takes what closed for closed', async () => {
    await run(context(6));
    assert.equal((runs[0] as [RowNode])[0].mark, 'closed');
  });

  it('acts on those that are left, and says where none is', async () => {
    await run(context(9, 1));
    assert.deepEqual((runs[0] as [RowNode, RowNode[]])[1].length, 1);
    assert.deepEqual(said, []);
    await run(context(9));
    assert.equal(runs.length, 1);
    assert.match(said.join(), /^The row is gone/);
  });

  it('does nothing without a row of ours, whatever is passed beside', async () => {
    engine.onTrafficRow = () => assert.fail('nothing is to be looked up');
    for (const given of [
      { webview: 'netstat.traffic' },
      { webviewSection: 'other', pid: 1 },
      { ...context(1), trafficRow: '1' },
      { ...context(1), trafficRows: [1.5] },
    ])
      await run(given, ROWS);
    assert.deepEqual([runs, said], [[], []]);
  });

  it('says why rows could not be looked up', async () => {
    engine.onTrafficRow = () => {
      throw new Error('it ended');
    };
    await run(context(1));
    assert.deepEqual([runs, said], [[], ['The row could not be looked up: it ended. Try again.']]);
  });

  it('that asks for the context itself gets that, and others what they are called with', async () => {
    await commands.get('netstat.raw')?.(context(1));
    await run('a text', 2);
    assert.deepEqual(runs, [[context(1)], ['a text', 2]]);
  });
});
