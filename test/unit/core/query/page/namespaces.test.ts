import assert from 'node:assert/strict';
import type { NamespaceChoice } from '../../../../../src/core/model/namespace';
import type { InetRow } from '../../../../../src/core/model/page';
import type { NamespacePart } from '../../../../../src/core/model/snapshot';
import { selectedRows } from '../../../../../src/core/query/page/selectedRows';
import { listRequest } from '../../../pageRequest';
import { type MadeSocket, snapshot } from '../../../snapshots';
import { DB, DB_SPACE, FROM_HOST, namespace, namespaced, part, TO_DB } from './otherNamespaces';
import { INTERVAL, Viewer } from './pages';

const ALL: NamespaceChoice = { kind: 'all' };
const IN_DB: NamespaceChoice = { kind: 'container', id: DB.id };
const LISTENER: MadeSocket = { local: ['0.0.0.0', 5432], inode: 3, pids: [4242] };
const db = part(DB_SPACE, [LISTENER, FROM_HOST]);
const START = 1_700_000_000_000;

function viewer(whose: NamespaceChoice, more: Parameters<typeof listRequest>[0] = {}): Viewer {
  return new Viewer({ ...listRequest({ showsListening: true, ...more }), namespace: whose });
}

function rowsOf(view: Viewer): InetRow[] {
  return view.rows.map(({ row }) => row.socket).filter((row) => row.kind === 'inet');
}

const inodes = (view: Viewer): number[] => rowsOf(view).map(({ socket }) => socket.inode);
const marks = (view: Viewer): string[] =>
  rowsOf(view).map(({ socket, mark = '-' }) => `${socket.inode} ${mark}`);

describe('pages of network namespaces', () => {
  it('show the own one, one other, or all', () => {
    const taken = namespaced([TO_DB], [db, part(namespace(2, { names: ['blue'] }), [{ inode: 9 }])]);
    const shown = (whose: NamespaceChoice): number[] => {
      const view = viewer(whose);
      view.take(taken);
      return inodes(view).toSorted((a, b) => a - b);
    };
    assert.deepEqual(shown({ kind: 'own' }), [1]);
    assert.deepEqual(shown(ALL), [1, 2, 3, 9]);
    assert.deepEqual(shown(IN_DB), [2, 3]);
    assert.deepEqual(shown({ kind: 'name', name: 'blue' }), [9]);
    assert.deepEqual(shown({ kind: 'process', pid: 4_001, startTime: 901 }), [2, 3]);
  });

  it('show nothing of one that the pass was asked for and did not find, and wait for a pass that is', () => {
    const view = viewer({ kind: 'name', name: 'gone' });
    view.take(namespaced([TO_DB], [db], {}, { wish: { shown: { kind: 'name', name: 'gone' } } }));
    assert.deepEqual([view.last?.total, view.last?.sequence], [0, 1]);
    view.take(namespaced([TO_DB], [db], { sequence: 2 }));
    assert.equal(view.last?.sequence, 0);
  });

  it('tell whose a row is, and keep own rows as they are', () => {
    const alone = viewer({ kind: 'own' });
    alone.take(snapshot([TO_DB], [], { scope: 'all' }));
    const view = viewer(ALL);
    view.take(namespaced([TO_DB], [part(DB_SPACE, [TO_DB])]));
    const [own, other] = rowsOf(view).toSorted((a, b) => a.key.length - b.key.length);
    assert.equal(own?.key, rowsOf(alone)[0]?.key);
    assert.deepEqual([own?.namespace, own?.readAt], [undefined, START]);
    assert.deepEqual([other?.namespace, other?.readAt], [DB_SPACE, START - 7_000]);
    const there = viewer(IN_DB);
    there.take(namespaced([TO_DB], [part(DB_SPACE, [TO_DB])]));
    assert.equal(other?.key, rowsOf(there)[0]?.key);
    assert.notEqual(other?.key.slice(0, own?.key.length), own?.key);
  });

  it('have the owners of each part', () => {
    const view = viewer(ALL);
    view.take(namespaced([TO_DB, { inode: 8 }], [db]));
    assert.deepEqual(
      rowsOf(view)
        .map(({ socket, owners }) => [socket.inode, ...owners.map(({ comm }) => comm)])
        .toSorted((a, b) => Number(a[0]) - Number(b[0])),
      [[1, 'psql'], [2, 'postgres'], [3, 'postgres'], [8]],
    );
  });

  it('are printed as they are shown', () => {
    const rows = selectedRows(namespaced([TO_DB], [db]), {
      kind: 'page',
      ...listRequest({ showsListening: true }),
      namespace: IN_DB,
    });
    assert.deepEqual(
      rows.map(({ socket }) => socket.inode),
      [3, 2],
    );
  });
});

describe('marks of rows of several network namespaces', () => {
  let sequence = 0;
  const pass = (view: Viewer, sockets: MadeSocket[], parts: NamespacePart[], unread = []): void => {
    sequence++;
    view.take(namespaced(sockets, parts, { sequence, takenAt: START + sequence * INTERVAL }, { unread }));
  };

  it('mark nothing where others are chosen, in the same pass or another', () => {
    const view = viewer({ kind: 'own' });
    pass(view, [TO_DB], [db]);
    view.ask({ namespace: ALL });
    assert.deepEqual(marks(view).toSorted(), ['1 -', '2 -', '3 -']);
    view.request = { ...view.request, namespace: IN_DB };
    pass(view, [TO_DB], [db]);
    assert.deepEqual(marks(view).toSorted(), ['2 -', '3 -']);
    view.request = { ...view.request, namespace: { kind: 'own' } };
    pass(view, [TO_DB], [db]);
    assert.deepEqual(marks(view), ['1 -']);
  });

  it('mark nothing, group or row, in what is read for the first time', () => {
    const view = viewer(ALL);
    const grouped = new Viewer({ namespace: ALL, showsListening: true });
    for (const each of [view, grouped]) {
      pass(each, [TO_DB], []);
      pass(each, [TO_DB], [db]);
    }
    assert.deepEqual(marks(view).toSorted(), ['1 -', '2 -', '3 -']);
    assert.deepEqual(
      grouped.groups.map(({ mark }) => mark),
      [undefined, undefined],
    );
  });

  it('mark what comes and goes in one that is known', () => {
    const view = viewer(ALL);
    pass(view, [TO_DB], [part(DB_SPACE, [LISTENER])]);
    pass(view, [TO_DB], [db]);
    assert.deepEqual(marks(view).toSorted(), ['1 -', '2 new', '3 -']);
    pass(view, [TO_DB], [part(DB_SPACE, [LISTENER])]);
    pass(view, [TO_DB], [part(DB_SPACE, [LISTENER])]);
    assert.deepEqual(marks(view).toSorted(), ['1 -', '2 closed', '3 -']);
  });

  it('are those of each, where two have connections between the same addresses', () => {
    const view = viewer(ALL);
    const near = { ...TO_DB, inode: 5 };
    pass(view, [near], [part(DB_SPACE, [TO_DB])]);
    for (let turn = 0; turn < 2; turn++) pass(view, [near], [part(DB_SPACE, [])]);
    assert.deepEqual(marks(view).toSorted(), ['1 closed', '5 -']);
    pass(view, [{ ...near, state: 8 }], [part(DB_SPACE, [])]);
    assert.deepEqual(marks(view).toSorted(), ['1 closed', '5 changed']);
  });

  it('take nothing for closed that was not read again, or could not be', () => {
    const view = viewer(ALL);
    pass(view, [TO_DB], [db]);
    for (let turn = 0; turn < 3; turn++) pass(view, [TO_DB], [{ ...db, isOld: true }]);
    assert.deepEqual(marks(view).toSorted(), ['1 -', '2 -', '3 -']);
    sequence++;
    const taken = namespaced([TO_DB], [], { sequence }, { unread: [DB_SPACE] });
    view.take(taken);
    view.take({ ...taken, sequence: ++sequence });
    assert.deepEqual(marks(view), ['1 -']);
  });
});

describe('containers in pages', () => {
  it('are what addresses are named after, from either side', () => {
    const view = viewer(ALL);
    view.take(namespaced([TO_DB], [db]));
    const told = rowsOf(view).map(({ socket, localContainer, foreignContainer }) => [
      socket.inode,
      localContainer?.name,
      foreignContainer?.name,
    ]);
    assert.deepEqual(
      told.toSorted((a, b) => Number(a[0]) - Number(b[0])),
      [
        [1, undefined, 'db'],
        [2, 'db', undefined],
        [3, undefined, undefined],
      ],
    );
  });

  it('change rows once they are known, without marks', () => {
    const view = viewer({ kind: 'own' });
    const taken = namespaced([TO_DB], [], { containers: [] });
    view.take(taken);
    assert.equal(rowsOf(view)[0]?.foreignContainer, undefined);
    view.take({ ...taken, containers: [DB] });
    assert.equal(rowsOf(view)[0]?.foreignContainer?.name, 'db');
    assert.deepEqual(marks(view), ['1 -']);
  });

  const grouped = (groupBy: 'container' | 'project' | 'namespace' | 'foreignHost'): unknown[] => {
    const view = new Viewer({ groupBy, namespace: ALL, showsListening: true });
    view.take(namespaced([TO_DB, { inode: 8, remote: ['10.0.0.1', 443], state: 1 }], [db]));
    return view.groups.map(({ row: { group } }) => {
      const { subject, count } = group;
      if (subject.by === 'container') return [subject.container?.name, count];
      if (subject.by === 'project') return [subject.project, count];
      if (subject.by === 'namespace') return [subject.namespace?.key, count];
      return subject;
    });
  };

  it('are what rows are grouped by, with those that lead to them', () => {
    assert.deepEqual(grouped('container'), [
      ['db', 3],
      [undefined, 1],
    ]);
    assert.deepEqual(grouped('project'), [
      ['shop', 3],
      [undefined, 1],
    ]);
    assert.deepEqual(grouped('namespace'), [
      [undefined, 2],
      ['n1', 2],
    ]);
  });

  it('name the group of a host where it is the same to all rows', () => {
    const view = new Viewer({ groupBy: 'foreignHost' });
    view.take(namespaced([TO_DB], [db]));
    const [group] = view.groups;
    const subject = group?.row.group.subject;
    assert.equal(subject?.by === 'foreignHost' ? subject.container?.name : '', 'db');
  });
});
