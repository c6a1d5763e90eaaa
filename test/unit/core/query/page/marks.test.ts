import assert from 'node:assert/strict';
import { snapshot } from '../../../snapshots';
import { connection, INTERVAL, NODE, Viewer } from './pages';

describe('marks of a page', () => {
  let viewer: Viewer;
  const marks = (): string[] =>
    viewer.rows.map(({ row: { socket: row } }) => `${row.key.split(' ')[1] ?? ''} ${row.mark ?? '-'}`);
  const start = (...sockets: Parameters<typeof connection>[]): void => {
    viewer = new Viewer({ groupBy: 'none', expanded: [''] });
    viewer.pass(sockets.map((each) => connection(...each)));
  };

  it('mark nothing in what is there at first', () => {
    start([1], [2]);
    assert.deepEqual(marks(), ['10.0.0.1:40001 -', '10.0.0.1:40002 -']);
  });

  it('mark what came, and only for its time', () => {
    start([1]);
    viewer.pass([connection(1), connection(2)]);
    assert.deepEqual(marks(), ['10.0.0.1:40001 -', '10.0.0.1:40002 new']);
    const until = viewer.last?.markedUntil;
    assert.ok(until !== undefined);
    viewer.ask({ now: until - 1 });
    assert.deepEqual(marks(), ['10.0.0.1:40001 -', '10.0.0.1:40002 new']);
    viewer.ask({ now: until });
    assert.deepEqual(marks(), ['10.0.0.1:40001 -', '10.0.0.1:40002 -']);
    assert.equal(viewer.last?.markedUntil, undefined);
  });

  it('mark what is in another state', () => {
    start([1]);
    viewer.pass([connection(1, { state: 8 })]);
    assert.deepEqual(marks(), ['10.0.0.1:40001 changed']);
  });

  it('take one missed reading for nothing', () => {
    start([1], [2]);
    viewer.pass([connection(2)]);
    assert.deepEqual(marks(), ['10.0.0.1:40001 -', '10.0.0.1:40002 -']);
    viewer.pass([connection(1), connection(2)]);
    assert.deepEqual(marks(), ['10.0.0.1:40001 -', '10.0.0.1:40002 -']);
  });

  it('keep what has closed in its place for a while', () => {
    start([1], [2]);
    viewer.pass([connection(2)]);
    viewer.pass([connection(2)]);
    assert.deepEqual(marks(), ['10.0.0.1:40001 closed', '10.0.0.1:40002 -']);
    viewer.pass([connection(2)]);
    viewer.pass([connection(2)]);
    assert.deepEqual(marks(), ['10.0.0.1:40002 -']);
  });

  it('know a connection again after it lost its inode and its owner', () => {
    const closed = { state: 6, inode: 0, pids: [] };
    viewer = new Viewer();
    viewer.pass([connection(1), connection(2, closed)]);
    viewer.expandAll();
    viewer.pass([connection(1, closed), connection(2, closed)]);
    const rows = viewer.rows.map(({ parent, mark }) => [parent?.id, mark]);
    assert.deepEqual(rows, [
      ['process kernel', 'changed'],
      ['process kernel', undefined],
    ]);
  });

  it('mark nothing where only the question has changed', () => {
    start([1]);
    viewer.pass([connection(1), connection(2), connection(3, { state: 8 })]);
    viewer.ask({ filter: 'state:close_wait', now: (viewer.snapshot?.takenAt ?? 0) + INTERVAL * 2 });
    viewer.ask({ filter: '' });
    assert.ok(viewer.rows.every(({ row: { socket: row } }) => row.mark === undefined));
    assert.equal(viewer.rows.length, 3);
  });

  it('mark groups that came and went', () => {
    viewer = new Viewer();
    viewer.pass([connection(1, { pids: [812] })]);
    viewer.pass([connection(1, { pids: [812] }), connection(2)]);
    const group = (): string[] =>
      viewer.groups.map(({ row: { group } }) => `${group.id} ${group.count} ${group.mark ?? '-'}`);
    assert.deepEqual(group(), ['42 100 1 new', '812 50 1 -']);
    for (const _pass of [1, 2]) viewer.pass([connection(1, { pids: [812] })]);
    assert.deepEqual(group(), ['42 100 0 closed', '812 50 1 -']);
    for (const _pass of [1, 2]) viewer.pass([connection(1, { pids: [812] })]);
    assert.deepEqual(group(), ['812 50 1 -']);
  });

  it('tell when a timer was started anew, and nothing while it runs', () => {
    viewer = new Viewer({ groupBy: 'none', expanded: [''] });
    const readAt = (seconds: number, ticks: number): number => {
      const taken = snapshot([connection(1, { state: 6 })], [NODE], {
        sequence: seconds,
        takenAt: 1_700_000_000_000 + seconds * 1000,
      });
      taken.inet.timer[0] = 3;
      taken.inet.timerWhen[0] = ticks;
      viewer.take(taken);
      return viewer.last?.rows[0]?.rows.length ?? -1;
    };
    assert.equal(readAt(1, 6000), 1);
    assert.equal(readAt(3, 5800), 0);
    assert.equal(readAt(5, 6000), 1);
    assert.equal(readAt(11, 5400), 1, 'its row tells when TIME_WAIT ends, in steps');
    assert.equal(readAt(13, 5200), 0);
  });
});
