import assert from 'node:assert/strict';
import { selectedRows } from '../../../../../src/core/query/page/selectedRows';
import { pageRequest } from '../../../pageRequest';
import { type MadeSocket, process } from '../../../snapshots';
import { connection, NODE, POSTGRES, Viewer } from './pages';

const PEER = { remote: ['10.0.0.2', 5432] } as const;
const LISTENER: MadeSocket = { local: ['0.0.0.0', 5432], inode: 1, pids: [812] };

/** What is told as one, with how many they are; a row by itself is 1. */
function counts(sockets: readonly MadeSocket[], owners = [NODE, POSTGRES]): number[] {
  const viewer = new Viewer({ groupBy: 'none', expanded: [''], sortBy: 'localPort' });
  viewer.pass(sockets, owners);
  const folds = viewer.folds.map(({ row: { group } }) => group.count);
  return [...folds, ...viewer.rows.map(() => 1)];
}

/** Both ends of a connection to the server on this machine. */
function within(port: number, pid: number): MadeSocket[] {
  return [
    { local: ['127.0.0.1', port], remote: ['127.0.0.1', 5432], state: 1, pids: [pid], inode: port },
    { local: ['127.0.0.1', 5432], remote: ['127.0.0.1', port], state: 1, pids: [812], inode: port + 1_000 },
  ];
}

describe('connections that say the same', () => {
  it('are told as one row, with how many they are', () => {
    assert.deepEqual(counts([1, 2, 3].map((number) => connection(number, PEER))), [3]);
  });

  const others: Readonly<Record<string, Partial<MadeSocket>>> = {
    'another state': { state: 8 },
    'another port there': { remote: ['10.0.0.2', 5433] },
    'another host': { remote: ['10.0.0.3', 5432] },
    'another process': { pids: [812] },
    'more processes': { pids: [42, 812] },
    'no known process': { pids: [] },
    'another protocol': { protocol: 'udp' },
  };
  for (const [what, other] of Object.entries(others)) {
    it(`are told apart by ${what}`, () => {
      assert.deepEqual(counts([connection(1, PEER), connection(2, { ...PEER, ...other })]), [1, 1]);
    });
  }

  it('are told apart by why nobody is known', () => {
    const [kernels, unseen] = [{ state: 6, inode: 0 }, { state: 6 }];
    const sockets = [kernels, unseen, kernels].map((each, number) =>
      connection(number, { ...PEER, ...each, pids: [] }),
    );
    assert.deepEqual(counts(sockets), [2, 1]);
  });

  it('come to the same port from the same host, whatever port they come from', () => {
    const from = (host: string, port: number): MadeSocket => ({
      local: ['10.0.0.1', 5432],
      remote: [host, port],
      state: 1,
      pids: [812],
      inode: port,
    });
    const sockets = [from('10.0.0.2', 50_000), from('10.0.0.2', 50_001), from('10.0.0.3', 50_002)];
    assert.deepEqual(counts([LISTENER, ...sockets]), [2, 1]);
    assert.deepEqual(counts(sockets), [1, 1, 1], 'without a server each goes to another port');
  });

  it('come from programs of one name within the machine, and those of another stand apart', () => {
    const owners = [
      NODE,
      POSTGRES,
      process({ pid: 43, startTime: 2 }),
      process({ pid: 77, comm: 'psql', startTime: 3 }),
    ];
    const sockets = [...within(40_000, 42), ...within(40_001, 43), ...within(40_002, 77)];
    const viewer = new Viewer({ expanded: ['812 50'] });
    viewer.pass([LISTENER, ...sockets], owners);
    assert.deepEqual(
      [viewer.folds.map(({ row: { group } }) => group.count), viewer.rows.length],
      [[2], 1],
      'two of node, one of psql',
    );
    const described = owners.map((owner) =>
      owner.pid === 43 ? { ...owner, description: { what: 'vite' } } : owner,
    );
    viewer.pass([LISTENER, ...sockets], described);
    assert.deepEqual([viewer.folds.length, viewer.rows.length], [0, 3]);
  });

  it('keep their row while some come and go, with what is below', () => {
    const viewer = new Viewer({ groupBy: 'none', expanded: [''] });
    viewer.pass([connection(1, PEER), connection(2, PEER)]);
    viewer.expandAll();
    const [before] = viewer.folds;
    viewer.pass([connection(3, PEER), connection(2, PEER)]);
    const [fold] = viewer.folds;
    assert.equal(fold, before);
    assert.equal(fold?.mark, 'new');
    assert.deepEqual(
      viewer.rows.map(({ row, mark, parent }) => [row.socket.socket.inode, mark, parent?.id]),
      [
        [1001, undefined, fold?.id],
        [1002, undefined, fold?.id],
        [1003, 'new', fold?.id],
      ],
      'one missed reading closes nothing',
    );
  });

  it('stay in sight for a moment when all have closed, with what is below', () => {
    const viewer = new Viewer({ groupBy: 'none', expanded: [''] });
    const rest = connection(9);
    viewer.pass([connection(1, PEER), connection(2, PEER), rest]);
    viewer.expandAll();
    for (const _pass of [1, 2]) viewer.pass([rest]);
    assert.deepEqual(
      viewer.folds.map(({ mark, row: { group } }) => [mark, group.count]),
      [['closed', 0]],
    );
    assert.deepEqual(
      viewer.rows.map(({ mark }) => mark),
      ['closed', 'closed', undefined],
    );
    for (const _pass of [1, 2]) viewer.pass([rest]);
    assert.deepEqual([viewer.folds.length, viewer.rows.length], [0, 1]);
  });

  it('are one row again where one is left, and nothing is said to have closed', () => {
    const viewer = new Viewer({ groupBy: 'none', expanded: [''] });
    viewer.pass([connection(1, PEER), connection(2, PEER)]);
    for (const _pass of [1, 2]) viewer.pass([connection(2, PEER)]);
    assert.deepEqual(viewer.folds, []);
    assert.deepEqual(
      viewer.rows.map(({ row, mark }) => [row.socket.socket.inode, mark]),
      [[1002, undefined]],
    );
  });

  it('leave room for others where they are very many', () => {
    const viewer = new Viewer({ groupBy: 'none', expanded: [''], sortBy: 'localPort' });
    viewer.pass([
      ...Array.from({ length: 5_000 }, (_, number) => connection(number, PEER)),
      connection(6_000),
    ]);
    assert.deepEqual([viewer.folds[0]?.row.group.count, viewer.rows.length], [5_000, 1]);
    assert.deepEqual(
      viewer.last?.rows.map(({ more }) => more),
      [0],
    );
  });

  it('are printed each by itself, however many are shown', () => {
    const viewer = new Viewer({ expanded: ['42 100'] });
    viewer.pass([
      connection(1, PEER),
      connection(2, PEER),
      connection(3),
      connection(4, { ...PEER, pids: [812] }),
    ]);
    const [fold] = viewer.folds;
    assert.ok(viewer.snapshot && fold);
    const printed = (groups?: string[]): unknown[] =>
      selectedRows(viewer.snapshot ?? assert.fail(), {
        kind: 'page',
        ...pageRequest(),
        ...(groups && { groups }),
      }).map(({ socket }) => socket.inode);
    assert.deepEqual(printed([fold.id]), [1001, 1002]);
    assert.deepEqual(printed(['42 100', fold.id]), [1001, 1002, 1003], 'none twice');
    assert.equal(printed().length, 4);
  });
});
