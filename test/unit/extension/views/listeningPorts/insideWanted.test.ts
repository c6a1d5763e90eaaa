import '../../fakeVscode';
import assert from 'node:assert/strict';
import { listeningPorts } from '../../../../../src/core/ports/listeningPorts';
import { Emitter } from '../../../../../src/extension/lifetime';
import { InsideWanted } from '../../../../../src/extension/views/listeningPorts/insideWanted';
import { nodeOf, type RowNode } from '../../../../../src/extension/views/tree/row';
import { dbContainer, dockerProxy } from '../../../knownContainers';
import { process, snapshot } from '../../../snapshots';

const MACHINE = snapshot(
  [{ local: ['0.0.0.0', 15_432], pids: [700] }, { pids: [42] }],
  [dockerProxy(), process()],
  { containers: [dbContainer()] },
);
const [PLAIN, PUBLISHED] = listeningPorts(MACHINE).map((port) =>
  nodeOf(port.id, undefined, { id: port.id, label: '', port }, []),
) as [RowNode, RowNode];

describe('what listens inside containers is wanted for Listening Ports', () => {
  const expanded = new Emitter<{ element: RowNode }>();
  const collapsed = new Emitter<{ element: RowNode }>();
  let tree: {
    visible: boolean;
    onDidExpandElement: typeof expanded.event;
    onDidCollapseElement: typeof expanded.event;
  };
  let rows: Set<string>;
  let refreshes: number;
  let showsInside: boolean;
  let wanted: InsideWanted;
  beforeEach(() => {
    tree = { visible: true, onDidExpandElement: expanded.event, onDidCollapseElement: collapsed.event };
    rows = new Set([PLAIN.id, PUBLISHED.id]);
    refreshes = 0;
    showsInside = false;
    wanted = new InsideWanted({
      tree,
      monitor: { refresh: async () => void refreshes++ },
      source: { find: (id) => (rows.has(id) ? PUBLISHED : undefined) },
      showsInside: () => showsInside,
    });
  });
  afterEach(() => wanted.dispose());

  it('while its row is open, which is waited for', () => {
    assert.equal(wanted.now, false);
    expanded.fire({ element: PLAIN });
    assert.equal(wanted.now, false, 'it leads into no container');
    expanded.fire({ element: PUBLISHED });
    assert.deepEqual([wanted.now, refreshes], [true, 1]);
    expanded.fire({ element: PUBLISHED });
    assert.equal(refreshes, 1, 'it is read already');
    collapsed.fire({ element: PUBLISHED });
    assert.equal(wanted.now, false);
  });

  it('until the row has gone', () => {
    expanded.fire({ element: PUBLISHED });
    rows.clear();
    assert.equal(wanted.now, false);
  });

  it('where the setting has a group of it', () => {
    showsInside = true;
    assert.equal(wanted.now, true);
  });

  it('only in sight', () => {
    showsInside = true;
    expanded.fire({ element: PUBLISHED });
    tree.visible = false;
    assert.equal(wanted.now, false);
  });
});
