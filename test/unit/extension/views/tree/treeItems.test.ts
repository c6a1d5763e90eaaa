import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import '../../fakeVscode';
import { rowFlags } from '../../../../../src/extension/views/rows.contributions';
import { nodeOf, type Row, type RowNode } from '../../../../../src/extension/views/tree/row';
import { itemOf } from '../../../../../src/extension/views/tree/treeItems';

const PORT: Row = { id: 'p', label: '3000', flags: [rowFlags.row, rowFlags.ownPort] };

function item(
  row: Row,
  { mark, below = [] }: { mark?: RowNode['mark']; below?: RowNode[] } = {},
): { readonly item: vscode.TreeItem; readonly node: RowNode } {
  const node = nodeOf(row.id, undefined, row, below);
  node.mark = mark;
  return { item: itemOf(node, 'netstat.listeningPorts', 'sockets'), node };
}

describe('the default action of a row', () => {
  it('opens its details, of the row itself, whether or not others are below it', () => {
    for (const below of [[], [nodeOf('below', undefined, PORT, [])]]) {
      const { item: made, node } = item(PORT, { below });
      assert.equal(made.command?.command, 'netstat.openDetails');
      assert.deepEqual(made.command.arguments, [node]);
    }
  });

  it('is that of the facts of a table, too, and of what has closed', () => {
    const route: Row = { id: 'r', label: 'default', copyValues: { destination: '0.0.0.0/0' } };
    const made = itemOf(nodeOf('r', undefined, route, []), 'netstat.routes', 'facts');
    assert.equal(made.command?.command, 'netstat.openDetails');
    const { item: closed } = item(PORT, { mark: 'closed' });
    assert.equal(closed.command?.command, 'netstat.openDetails');
    assert.equal(closed.contextValue, '');
  });

  it('is none of a group, which folds, and of what tells of a problem', () => {
    const group: Row = { id: 'g', label: 'node', flags: [rowFlags.group, rowFlags.owned] };
    assert.equal(item(group, { below: [nodeOf('p', undefined, PORT, [])] }).item.command, undefined);
    assert.equal(item({ id: 'problem', label: 'could not be read' }).item.command, undefined);
  });

  it('is the own one of a row that has one', () => {
    const more = { ...PORT, command: { command: 'netstat.filter', title: 'Filter' } };
    assert.equal(item(more).item.command?.command, 'netstat.filter');
  });
});

describe('what a screen reader says of a row', () => {
  const said = (row: Row): string => item(row).item.accessibilityInformation?.label ?? '';

  it('is what it is to say, else label and description, with pauses where signs part them', () => {
    assert.equal(said({ ...PORT, description: 'via eth0 · metric 5' }), '3000, via eth0, metric 5');
    const spoken = 'Route to everywhere else, via 10.0.0.1 · eth0';
    assert.equal(said({ ...PORT, spoken }), 'Route to everywhere else, via 10.0.0.1, eth0');
  });

  it('tells what is wrong, and that it came since the window opened', () => {
    const row = { ...PORT, spoken: 'Port 3000', trouble: 'three lost', isNew: true };
    assert.equal(said(row), 'Port 3000, three lost, New since this window opened');
  });
});
