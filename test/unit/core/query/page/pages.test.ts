import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MOST_ROWS, type Grouping, type SocketRow, type SortOrder } from '../../../../../src/core/model/page';
import { assertProperty } from '../../../property';
import { type MadeSocket, process } from '../../../snapshots';
import { connection, NODE, Viewer } from './pages';

const GROUPINGS: readonly Grouping[] = [
  'process',
  'state',
  'foreignHost',
  'localPort',
  'protocol',
  'user',
  'none',
];
const SORT_ORDERS: readonly SortOrder[] = ['foreignAddress', 'localPort', 'state', 'queues'];

/** Sockets that come, go, change their state and their owner; a few may look alike. */
const machine: fc.Arbitrary<MadeSocket[]> = fc
  .uniqueArray(
    fc.record({
      number: fc.nat(11),
      state: fc.constantFrom(1, 1, 6, 8),
      pids: fc.constantFrom<number[]>([], [42], [812], [42, 812]),
      isUdp: fc.boolean(),
    }),
    { selector: ({ number }) => number, maxLength: 12 },
  )
  .map((made) =>
    made.map(({ number, state, pids, isUdp }) => {
      const family = number % 3 === 0 ? 'tcp' : isUdp && state === 1 ? 'udp' : 'tcp';
      const remote = number === 11 ? { remote: ['0.0.0.0', 0] as const, state: 10 } : {};
      const inode = state === 6 ? 0 : 1_000 + number;
      const shared = { remote: [`10.9.1.${number % 2}`, 443] as const };
      return connection(number, {
        protocol: family,
        state,
        pids: state === 6 ? [] : pids,
        inode,
        ...(number < 8 && shared),
        ...remote,
      });
    }),
  );

const question = fc.record({
  groupBy: fc.constantFrom(...GROUPINGS),
  sortBy: fc.constantFrom(...SORT_ORDERS),
  filter: fc.constantFrom('', '', 'proto:tcp', '-state:time_wait', 'state:listen'),
  showsListening: fc.boolean(),
});

describe('pages of sockets', () => {
  it('put together from what changed, are what a whole page is', () => {
    const steps = fc.array(
      fc.record({ machine, question: fc.option(question, { freq: 4 }), expand: fc.boolean() }),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    assertProperty(steps, (all) => {
      const viewer = new Viewer({ expanded: [''] });
      for (const step of all) {
        if (step.question !== null) viewer.ask(step.question);
        viewer.pass(step.machine);
        if (step.expand) viewer.expandAll();
        isAsWhole(viewer);
      }
    });
  });

  it('have the rows of an expanded group that went and comes back', () => {
    const listener = connection(11, { remote: ['0.0.0.0', 0], state: 10, pids: [] });
    for (let absent = 1; absent < 8; absent++) {
      const viewer = new Viewer();
      viewer.pass([listener]);
      viewer.expandAll();
      for (let pass = 0; pass < absent; pass++) viewer.pass([]);
      viewer.pass([listener]);
      isAsWhole(viewer);
    }
  });

  it('have each id once', () => {
    assertProperty(fc.tuple(machine, machine, question), ([first, second, asked]) => {
      const viewer = new Viewer({ ...asked, expanded: [''] });
      viewer.pass([...first, ...first]);
      viewer.expandAll();
      viewer.pass(second);
      viewer.expandAll();
      const ids = [...viewer.groups, ...viewer.folds, ...viewer.rows].map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length, ids.join('\n'));
    });
  });

  describe('of sockets that wait for others to come', () => {
    const sockets: MadeSocket[] = [
      { protocol: 'udp' },
      { protocol: 'udp', remote: ['10.0.0.2', 53], state: 1 },
      { pids: [42] },
      { protocol: 'raw' },
      connection(1),
    ];
    const shown = (asked: Parameters<Viewer['ask']>[0] = {}): [inodes: number[], ...counts: number[]] => {
      const viewer = new Viewer({ groupBy: 'none', expanded: [''], sortBy: 'localPort', ...asked });
      viewer.pass(sockets);
      const { listening = -1, matching = -1, total = -1 } = viewer.last ?? {};
      return [
        viewer.rows.map(({ row }) => row.socket.socket.inode ?? 0).sort((a, b) => a - b),
        listening,
        matching,
        total,
      ];
    };
    const LISTENER = 5002;

    it('have none, nor count it as a connection', () => {
      assert.deepEqual(shown(), [[1001, 5001, 5003], 0, 3, 3]);
    });

    it('have those of TCP where they are told to, and count them apart', () => {
      assert.deepEqual(shown({ showsListening: true }), [[1001, 5001, LISTENER, 5003], 1, 3, 3]);
    });

    it('have those where the filter asks for them, and for nothing else', () => {
      for (const filter of ['state:listen', 'listen', 'state:LISTEN port:3000'])
        assert.deepEqual(shown({ filter }), [[LISTENER], 1, 0, 3], filter);
      for (const filter of ['port:3000', '-state:listen', 's', 'list -state:listen'])
        assert.equal(shown({ filter })[0].includes(LISTENER), false, filter);
    });

    it('count them apart in groups, too', () => {
      const viewer = new Viewer({ showsListening: true });
      viewer.pass(sockets);
      assert.deepEqual(
        viewer.groups.map(({ row: { group } }) => [group.id, group.count, group.listening]),
        [
          ['42 100', 2, 1],
          ['process kernel gone', 2, undefined],
        ],
      );
    });
  });

  it('count what the filter lets through', () => {
    const viewer = new Viewer({ filter: 'port:40001' });
    viewer.pass([connection(1), connection(2), connection(3)]);
    assert.deepEqual([viewer.model.matching, viewer.model.total], [1, 3]);
    assert.deepEqual(
      viewer.groups.map(({ row: { group } }) => group.count),
      [1],
    );
    assert.throws(() => viewer.ask({ filter: 'port:' }), /filter/);
  });

  it('find the other end within the machine, over both address families', () => {
    const viewer = new Viewer({ groupBy: 'none', expanded: [''] });
    viewer.pass([
      { local: ['127.0.0.1', 40_000], remote: ['127.0.0.1', 5432], state: 1, pids: [42], inode: 7 },
      {
        protocol: 'tcp6',
        local: ['0:0:0:0:0:ffff:7f00:1', 5432],
        remote: ['0:0:0:0:0:ffff:7f00:1', 40_000],
        state: 1,
        pids: [812],
        inode: 8,
      },
      connection(1),
    ]);
    const peers = viewer.rows.map(
      ({ row: { socket: row } }) => (row.kind === 'inet' ? row.peer?.owners : []) ?? [],
    );
    assert.deepEqual(
      peers.map((owners) => owners.map(({ pid }) => pid)),
      [[], [812], [42]],
    );
  });

  it('show the first thousand rows of a group in their order, and count the rest', () => {
    const viewer = new Viewer({ groupBy: 'none', expanded: [''], sortBy: 'localPort' });
    const numbers = Array.from({ length: 2_500 }, (_, i) => (i * 997) % 2_500);
    viewer.pass(numbers.map((number) => connection(number)));
    const ports = viewer.rows.map(({ row: { socket: row } }) =>
      row.kind === 'inet' ? row.socket.localPort : 0,
    );
    assert.deepEqual(
      ports,
      Array.from({ length: MOST_ROWS }, (_, i) => 40_000 + i),
    );
    const more = viewer.model.roots.at(-1);
    assert.equal(more?.row.label, '1500');
  });

  it('order groups by what they show', () => {
    const order = (groupBy: Grouping, sockets: readonly MadeSocket[]): unknown[] => {
      const viewer = new Viewer({ groupBy });
      viewer.pass(sockets, [NODE, process({ pid: 7, comm: 'Apache' })]);
      return viewer.groups.map(
        ({
          row: {
            group: { subject },
          },
        }) =>
          subject.by === 'process'
            ? subject.owner?.comm
            : 'protocol' in subject
              ? subject.protocol
              : undefined,
      );
    };
    const unowned = connection(3, { pids: [] });
    assert.deepEqual(order('process', [unowned, connection(1), connection(2, { pids: [7] })]), [
      'Apache',
      'node',
      undefined,
    ]);
    const raw = { protocol: 'raw' } as const;
    assert.deepEqual(order('protocol', [raw, connection(1, { protocol: 'tcp6' }), connection(2)]), [
      'tcp',
      'tcp6',
      'raw',
    ]);
  });

  it('begin anew where the client has another revision', () => {
    const viewer = new Viewer({ groupBy: 'none', expanded: [''] });
    viewer.pass([connection(1)]);
    viewer.ask({ revision: 0 });
    assert.equal(viewer.last?.isWhole, true);
    assert.equal(viewer.rows.length, 1);
  });

  it('say nothing where nothing changed', () => {
    const viewer = new Viewer();
    viewer.pass([connection(1), connection(2)]);
    viewer.expandAll();
    assert.deepEqual(viewer.pass([connection(1), connection(2)]), { changed: [], marked: [] });
  });

  it('change the group alone whose rows came or went', () => {
    const viewer = new Viewer();
    viewer.pass([connection(1), connection(2, { pids: [812] })]);
    viewer.expandAll();
    const { changed } = viewer.pass([connection(1), connection(3), connection(2, { pids: [812] })]);
    assert.deepEqual(
      changed.map((node) => node?.id),
      ['42 100'],
    );
  });

  it('are empty before the sockets were read', () => {
    const viewer = new Viewer();
    viewer.ask();
    assert.deepEqual([viewer.last?.sequence, viewer.last?.revision], [0, 0]);
  });
});

/** Everything in a whole page stands in the viewer's, in the same order; beside it only what was there before. */
function isAsWhole(viewer: Viewer): void {
  const whole = new Viewer({ ...viewer.request, revision: 0 });
  assert.ok(viewer.snapshot);
  whole.take(viewer.snapshot);
  const expected = whole.rows.map(({ parent, row }) => shown(parent?.id ?? '', row.socket));
  const keys = new Set(expected.map(([id]) => id));
  const actual = viewer.rows
    .filter(({ parent }) => viewer.request.expanded.includes(parent?.id ?? ''))
    .map(({ parent, row }) => shown(parent?.id ?? '', row.socket));
  assert.deepEqual(
    actual.filter(([id]) => keys.has(id)),
    expected,
  );
  const groups = ({ groups: all, folds }: Viewer): string[] =>
    [...all, ...folds]
      .filter(({ row: { group } }) => group.count > 0)
      .map(
        ({
          row: {
            group: { id, count },
          },
        }) => `${id}: ${count}`,
      );
  const present = new Set(groups(whole));
  assert.deepEqual(
    groups(viewer).filter((group) => present.has(group)),
    groups(whole),
  );
  assert.deepEqual([viewer.model.total, viewer.model.matching], [whole.model.total, whole.model.matching]);
}

function shown(group: string, { mark: _mark, readAt: _readAt, ...row }: SocketRow): [string, unknown] {
  return [`${group}/${row.key}`, row];
}
