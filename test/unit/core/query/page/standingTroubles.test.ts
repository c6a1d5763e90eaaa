import assert from 'node:assert/strict';
import type { InetColumns } from '../../../../../src/core/model/inetTable';
import type { MadeSocket } from '../../../snapshots';
import { snapshot } from '../../../snapshots';
import { connection, NODE, POSTGRES, Viewer } from './pages';

const CLOSE_WAIT = 8;
const PEER = { remote: ['10.0.0.2', 5432] } as const;

/** A view, and what it is told in passes two seconds apart. */
class Watched {
  readonly viewer: Viewer;
  #sequence = 0;

  constructor(...request: ConstructorParameters<typeof Viewer>) {
    this.viewer = new Viewer(...request);
  }

  /** So many passes that find the same. @param set sets the columns of a pass, by its number from 0 */
  passes(
    count: number,
    sockets: readonly MadeSocket[],
    set: (inet: InetColumns, pass: number) => void = () => {},
  ): void {
    for (let pass = 0; pass < count; pass++) {
      const sequence = ++this.#sequence;
      const takenAt = 1_700_000_000_000 + sequence * 2_000;
      const taken = snapshot(sockets, [NODE, POSTGRES], { sequence, takenAt, scope: 'all' });
      set(taken.inet, pass);
      this.viewer.take(taken);
    }
  }

  /** What is wrong with each row that is shown. */
  get rows(): unknown[] {
    return this.viewer.rows.map(({ row: { socket } }) => socket.kind === 'inet' && socket.trouble);
  }

  /** The same of all groups. */
  get groups(): unknown[] {
    return this.viewer.groups.map(({ row: { group } }) => group.trouble);
  }
}

describe('trouble of connections', () => {
  it('is CLOSE_WAIT that stays: a program that works closes it at once', () => {
    const watched = new Watched({ groupBy: 'none', expanded: [''] });
    watched.passes(5, [connection(1, { state: CLOSE_WAIT })]);
    assert.deepEqual(watched.rows, [undefined]);
    watched.passes(1, [connection(1, { state: CLOSE_WAIT })]);
    assert.deepEqual(watched.rows, ['closeWait']);
    watched.passes(1, [connection(1)]);
    assert.deepEqual(watched.rows, [undefined]);
  });

  it('is a queue that stands, and none that sinks now and then', () => {
    for (const [queue, trouble] of [
      ['rxQueue', 'unread'],
      ['txQueue', 'unacknowledged'],
    ] as const) {
      const standing = new Watched({ groupBy: 'none', expanded: [''] });
      standing.passes(6, [connection(1)], (inet, pass) => (inet[queue][0] = 100 + pass));
      assert.deepEqual(standing.rows, [trouble]);
      const moving = new Watched({ groupBy: 'none', expanded: [''] });
      moving.passes(6, [connection(1)], (inet, pass) => (inet[queue][0] = 100 - (pass % 4)));
      assert.deepEqual(moving.rows, [undefined]);
    }
  });

  it('is what was sent again several times, from the first look on', () => {
    const watched = new Watched({ groupBy: 'none', expanded: [''] });
    watched.passes(1, [connection(1), connection(2)], (inet) => inet.retransmits.set([3, 2]));
    assert.deepEqual(watched.rows, ['retransmits', undefined]);
  });

  it('is nothing that waits, whose queue is of connections', () => {
    const watched = new Watched({ groupBy: 'none', expanded: [''], showsListening: true });
    watched.passes(
      6,
      [{ pids: [42] }, { protocol: 'udp', remote: ['10.0.0.2', 53], state: 1 }],
      ({ rxQueue }) => rxQueue.fill(5),
    );
    assert.deepEqual(watched.rows, [undefined, undefined]);
  });

  it('marks a folded group, and what is told as one, by the worst in it', () => {
    const watched = new Watched({ expanded: ['42 100'] });
    const leak = [1, 2, 3, 4, 5, 6].map((number) => connection(number, { ...PEER, state: CLOSE_WAIT }));
    const slow = connection(7, { pids: [812] });
    watched.passes(6, [...leak, connection(8), slow], ({ txQueue }) => txQueue.set([10, 10], 6));
    assert.deepEqual(watched.groups, [
      { trouble: 'closeWait', count: 6 },
      { trouble: 'unacknowledged', count: 1 },
    ]);
    assert.deepEqual(
      watched.viewer.folds.map(({ row: { group } }) => group.trouble),
      [{ trouble: 'closeWait', count: 6 }],
    );
    assert.deepEqual(watched.viewer.model.trouble, { trouble: 'closeWait', count: 6 });
  });

  it('is told of all connections, whatever the filter lets through', () => {
    const watched = new Watched({ filter: 'port:1' });
    watched.passes(6, [connection(1, { state: CLOSE_WAIT })]);
    assert.deepEqual(
      [watched.groups, watched.viewer.model.trouble],
      [[], { trouble: 'closeWait', count: 1 }],
    );
  });
});
