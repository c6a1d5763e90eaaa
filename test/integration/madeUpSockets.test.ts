/** Rows of Connections that no kernel here can have: from recorded tables, through the engine and the view's own parts. */
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import type * as vscode from 'vscode';
import { FilterState } from '../../src/extension/filter/filterState';
import { socketTargets } from '../../src/extension/kill/socketTargets';
import { Monitor } from '../../src/extension/monitor';
import { Names } from '../../src/extension/names';
import { Arrangement } from '../../src/extension/views/arrangement';
import { SocketRows } from '../../src/extension/views/sockets/pageRows';
import { RowsProvider } from '../../src/extension/views/tree/provider';
import { isSocketNode, type RowNode, type SocketNode } from '../../src/extension/views/tree/row';
import { FakeMemento } from '../unit/extension/memento';
import { engineOn } from '../unit/node/engineOn';
import { rareMachine } from '../unit/rareMachine';

let monitor: Monitor;
let provider: RowsProvider<SocketRows>;

async function children(node?: RowNode): Promise<RowNode[]> {
  return provider.getChildren(node);
}

function labelOf(node: RowNode): string {
  return provider.getTreeItem(node).label as string;
}

async function rowNamed(label: string): Promise<SocketNode> {
  for (const group of await children()) {
    for (const node of await children(group)) {
      if (isSocketNode(node) && labelOf(node) === label) return node;
    }
  }
  throw new Error(`There is no row ${label}.`);
}

async function tooltipOf(node: RowNode): Promise<string> {
  const item = await provider.resolveTreeItem(provider.getTreeItem(node), node);
  return (item.tooltip as vscode.MarkdownString).value.replaceAll('\\', '').replaceAll('&nbsp;', ' ');
}

describe('Connections of a made-up machine with rare protocols', () => {
  before(async () => {
    const fixtures = resolve(__dirname, '../../../test/fixtures/netstat');
    const local = engineOn(rareMachine(fixtures));
    const engine = Object.assign(local, { retain: () => undefined, release: () => undefined });
    monitor = new Monitor(engine, { interval: () => 60_000, onPass: () => undefined });
    const source = new SocketRows('connections', {
      monitor,
      engine,
      names: new Names(() => assert.fail('no names of hosts were expected to be asked for')),
      roots: { of: () => [] },
      filter: new FilterState(new FakeMemento()),
      arrangement: new Arrangement('connections', new FakeMemento()),
    });
    provider = new RowsProvider('connections', 'sockets', source);
    source.page.show();
    const watching = monitor.watch('inet');
    await monitor.refresh();
    await source.page.ask();
    watching.dispose();
  });

  after(() => {
    monitor.dispose();
    provider.dispose();
  });

  it('has the old families in a group at the end, and SCTP among its processes', async () => {
    assert.deepEqual((await children()).map(labelOf), ['sipd', 'unknown owner', 'Other protocols']);
    const [group] = (await children()).slice(-1);
    assert.ok(group);
    assert.equal(provider.getTreeItem(group).description, '14 sockets');
    assert.match(await tooltipOf(group), /IPX, AX.25, NET\/ROM, AppleTalk, X.25, ROSE/);
  });

  it('shows a row’s ends, state, owner and device, to the eye and to the ear', async () => {
    const item = provider.getTreeItem(await rowNamed('N1ABC-2'));
    assert.equal(
      item.description,
      'ESTABLISHED · axspawn (60) · Recv-Q 34 · Send-Q 12 · AX.25 · ax0 · local N0CALL-1',
    );
    assert.equal(
      item.accessibilityInformation?.label,
      'Socket N1ABC-2, ESTABLISHED, axspawn, process 60, Recv-Q 34, Send-Q 12, AX.25, ax0, local N0CALL-1',
    );
    const [digipeated, association] = [await rowNamed('N2XYZ-0'), await rowNamed('← 198.51.100.7')];
    assert.match(await tooltipOf(digipeated), /Digipeaters: DIGI-1\*, DIGI-2/);
    const text = await tooltipOf(association);
    assert.match(text, /Association: 13, ESTABLISHED/);
    assert.match(text, /All foreign addresses: 198.51.100.7, 198.51.100.8, 198.51.100.9/);
  });

  it('copies the address, and kills the process where it is known', async () => {
    const node = await rowNamed('N1ABC-2');
    assert.equal(Object.values(node.row.copyValues ?? {})[0], 'N1ABC-2');
    const [target] = socketTargets(node);
    assert.deepEqual([target?.process.pid, target?.inodes], [60, [5001]]);
    assert.deepEqual(target?.endpoints, ['N1ABC-2 (AX.25)']);
    assert.deepEqual(socketTargets(await rowNamed('12345679:0080C7ABCDEF:0451')), []);
  });
});
