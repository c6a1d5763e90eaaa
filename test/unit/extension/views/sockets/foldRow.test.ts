import assert from 'node:assert/strict';
import '../../fakeVscode';
import { Pages } from '../../../../../src/core/query/page/pages';
import { groupTargets } from '../../../../../src/extension/kill/socketTargets';
import { Names } from '../../../../../src/extension/names';
import { PageModel } from '../../../../../src/extension/views/sockets/pageModel';
import { rowsOfSockets } from '../../../../../src/extension/views/sockets/socketRows';
import { type GroupNode, isGroupNode } from '../../../../../src/extension/views/tree/row';
import { listRequest } from '../../../pageRequest';
import { type MadeSocket, process, snapshot } from '../../../snapshots';

const VITE = process({ description: { what: 'vite', project: 'shop' } });
const POSTGRES = process({ pid: 812, comm: 'postgres', startTime: 50 });
const LISTENER: MadeSocket = { local: ['127.0.0.1', 5432], pids: [812], inode: 1 };

/** The row of so many connections from vite to PostgreSQL. */
function fold(count: number): GroupNode {
  const sockets = Array.from({ length: count }, (_, i): MadeSocket => ({
    local: ['127.0.0.1', 40_000 + i],
    remote: ['127.0.0.1', 5432],
    state: 1,
    pids: [42],
    inode: 40_000 + i,
  }));
  const taken = snapshot([LISTENER, ...sockets], [VITE, POSTGRES]);
  const sources = {
    engine: { ancestors: () => Promise.resolve([]) },
    names: new Names(() => Promise.resolve([])),
    roots: { of: () => [] },
    snapshot: () => taken,
  };
  const question = listRequest();
  const model = new PageModel(rowsOfSockets('connections', sources, () => question));
  model.apply(new Pages().changes(taken, question));
  return model.roots.find(isGroupNode) ?? assert.fail('nothing is folded');
}

describe('a row of connections that say the same', () => {
  const node = fold(30);

  it('says once what they are, and how many', () => {
    const { label, description, spoken } = node.row;
    assert.deepEqual([label, description], ['→ postgres :5432', '×30 · ESTABLISHED · vite · shop (42)']);
    assert.equal(spoken, '30 connections of vite of shop to postgres at port 5432, established, process 42');
  });

  it('can be unfolded, closed and killed as a row can', () => {
    assert.deepEqual(node.row.flags, ['netstatGroup', 'closable', 'owned', 'recorded']);
    assert.equal(node.children, undefined, 'what is below is asked for');
  });

  it('stands for the process that has all of them, whose sockets are looked up before anything is asked', () => {
    const targets = groupTargets(node) ?? [];
    assert.deepEqual(
      targets.map(({ process: { pid }, inodes, group }) => [pid, inodes, group]),
      [[42, [], 'connections']],
    );
  });

  it('copies where they go, and prints each of them', () => {
    assert.equal(node.row.copyValues?.subject, '127.0.0.1:5432');
    const [print] = node.row.prints?.() ?? [];
    assert.deepEqual(print?.kind === 'page' && print.groups, [node.id]);
  });

  it('tells in its tooltip how many they are, and who has them', async () => {
    const tooltip = (await node.row.tooltip?.()) ?? [];
    const text = tooltip.flatMap(({ heading = '', fields }) => [
      heading,
      ...fields.map((each) => each.join(': ')),
    ]);
    assert.equal(text[0], '→ postgres :5432');
    assert.ok(
      text.some((line) => line.startsWith(': 30 connections that say the same')),
      text.join('\n'),
    );
    assert.ok(
      text.some((line) => line.includes('pid 42')),
      text.join('\n'),
    );
  });
});
