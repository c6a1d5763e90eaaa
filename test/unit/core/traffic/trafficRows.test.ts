import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  TRAFFIC_COLUMNS,
  TRAFFIC_FLAGS,
  TRAFFIC_MARKS,
  type TrafficColumn,
  type TrafficRowsAnswer,
  type TrafficRowsQuestion,
} from '../../../../src/core/model/traffic';
import { isTextColumn } from '../../../../src/core/traffic/trafficColumns';
import { TrafficRows } from '../../../../src/core/traffic/trafficRows';
import { assertProperty } from '../../property';
import { dbContainer } from '../../knownContainers';
import { OWN_FACTS } from '../../namespaces';
import { process } from '../../snapshots';
import { type MadeConnection, MadeRecorder, question, START } from './madeRecorder';

const ESTABLISHED = 1;
const LISTEN = 10;

const vite = process({ pid: 42, comm: 'vite' });
const curl = process({ pid: 43, comm: 'curl', uid: 0 });

/** A connection to a host on port 443 that is established. */
function connection(id: number, facts: Partial<MadeConnection> = {}): MadeConnection {
  return {
    id,
    state: ESTABLISHED,
    local: ['10.0.0.1', 40_000 + id],
    remote: ['93.184.216.34', 443],
    firstSeen: START - 60_000,
    ...facts,
  };
}

/** The page: it keeps the strings that it is told. */
class Page {
  readonly recorder = new MadeRecorder();
  readonly rows = new TrafficRows(this.recorder, this.recorder, {
    service: (port, transport) => (port === 443 && transport === 'tcp' ? 'https' : undefined),
    host: (address) => (address === '93.184.216.34' ? 'example.org' : undefined),
    addresses: (name) => ({ lo: ['127.0.0.1', '::1'], wlan0: ['10.0.0.1'] })[name],
  });
  strings: string[] = [];

  ask(facts: Partial<TrafficRowsQuestion> = {}): TrafficRowsAnswer {
    const answer = this.rows.answer(question({ strings: this.strings.length, ...facts }));
    const { from, texts } = answer.strings;
    this.strings = [...this.strings.slice(0, from), ...texts];
    return answer;
  }

  /** What stands in a column. */
  column(answer: TrafficRowsAnswer, column: TrafficColumn): (string | number | undefined)[] {
    return Array.from(answer.cells[column] ?? [], (value) => {
      if (Number.isNaN(value)) return undefined;
      return isTextColumn(column) ? this.strings[value] : value;
    });
  }

  ids(facts: Partial<TrafficRowsQuestion> = {}): number[] {
    return [...this.ask(facts).ids];
  }
}

describe('the rows of Traffic', () => {
  it('are none before the first sample, and forget nothing', () => {
    const page = new Page();
    const { sequence, total, strings } = page.ask({ strings: 7 });
    assert.deepEqual([sequence, total, strings], [0, 0, { from: 7, texts: [] }]);
  });

  it('are connections: what has another end, and what closed a moment ago', () => {
    const page = new Page();
    page.recorder.take(
      [
        connection(1),
        { id: 2, state: LISTEN, local: ['0.0.0.0', 3000] },
        { id: 3, protocol: 'udp', local: ['10.0.0.1', 5000], remote: ['8.8.8.8', 53] },
        { id: 4, protocol: 'udp', local: ['0.0.0.0', 5353] },
        connection(5, { isUnkept: true }),
      ],
      [connection(6, { closedAt: START - 2_000 }), connection(7, { closedAt: START - 5_000 })],
      { step: 1_000 },
    );
    const answer = page.ask();
    assert.deepEqual([...answer.ids], [1, 3, 6]);
    assert.deepEqual([answer.total, answer.matching], [3, 3]);
    assert.equal(answer.marks[2], TRAFFIC_MARKS.closed);
    assert.deepEqual(
      page.ids({ kind: 'listeners' }).toSorted((a, b) => a - b),
      [2, 4],
    );
  });

  it('show what closed in the last step, however long that was', () => {
    const page = new Page();
    page.recorder.take([], [connection(6, { closedAt: START - 5_000 })], { step: 8_000 });
    assert.deepEqual(page.ids(), [6]);
  });

  it('say what is in the columns, and what is not known', () => {
    const page = new Page();
    page.recorder.take(
      [
        connection(1, {
          process: vite,
          pids: [42],
          received: 900,
          sent: 10,
          receivedRate: 5,
          sentRate: 2,
          roundTrip: 1_500,
          congestionWindow: 10,
          retransmitted: 3,
        }),
        connection(2, { remote: ['10.0.0.9', 80], uid: 7 }),
      ],
      [],
      { processes: [vite] },
    );
    const answer = page.ask({ columns: TRAFFIC_COLUMNS });
    const row = (at: number) =>
      Object.fromEntries(
        TRAFFIC_COLUMNS.map((column) => [column, page.column(answer, column)[at]] as const).filter(
          ([, value]) => value !== undefined,
        ),
      );
    assert.deepEqual(row(0), {
      process: 'vite·42',
      pid: 42,
      user: 'alice',
      protocol: 'tcp',
      localAddress: '10.0.0.1:40001',
      foreignAddress: '93.184.216.34:443',
      state: 'ESTABLISHED',
      receiveQueue: 0,
      sendQueue: 0,
      receivedRate: 5,
      sentRate: 2,
      received: 900,
      sent: 10,
      roundTrip: 1_500,
      retransmitted: 3,
      congestionWindow: 10,
      age: 60_000,
    });
    const { receivedRate, received, roundTrip, retransmitted, pid, process: name, user } = row(1);
    assert.deepEqual([receivedRate, received, roundTrip, retransmitted, pid], Array.from({ length: 5 }));
    assert.deepEqual([name, user], ['unknown owner (uid 7)', '7']);
    assert.equal(answer.cells.connections, undefined, 'only sums have it');
  });

  it('name ports and hosts as the setting says: of both ports the one that is served', () => {
    const page = new Page();
    page.recorder.take([
      connection(1),
      connection(2, { local: ['10.0.0.1', 443], remote: ['10.0.0.7', 50_000] }),
    ]);
    const ends = (names: TrafficRowsQuestion['names']) => {
      const answer = page.ask({ names });
      return [page.column(answer, 'localAddress'), page.column(answer, 'foreignAddress')];
    };
    assert.deepEqual(ends('numbers'), [
      ['10.0.0.1:40001', '10.0.0.1:443'],
      ['93.184.216.34:443', '10.0.0.7:50000'],
    ]);
    assert.deepEqual(ends('services'), [
      ['10.0.0.1:40001', '10.0.0.1:https'],
      ['93.184.216.34:https', '10.0.0.7:50000'],
    ]);
    assert.deepEqual(ends('hosts')[1], ['example.org:https', '10.0.0.7:50000']);
  });

  it('say who has the other end within this machine', () => {
    const page = new Page();
    page.recorder.take(
      [
        connection(1, {
          local: ['127.0.0.1', 40_001],
          remote: ['127.0.0.1', 5432],
          pids: [43],
          process: curl,
        }),
        connection(2, {
          local: ['127.0.0.1', 5432],
          remote: ['127.0.0.1', 40_001],
          pids: [42],
          process: vite,
        }),
        connection(3),
      ],
      [],
      { processes: [vite, curl] },
    );
    const answer = page.ask();
    assert.deepEqual(page.column(answer, 'foreignAddress').slice(0, 2), [
      'vite 127.0.0.1:5432',
      'curl 127.0.0.1:40001',
    ]);
    assert.deepEqual([...answer.flags], [TRAFFIC_FLAGS.isLocal, TRAFFIC_FLAGS.isLocal, 0]);
    const rows = question({ columns: ['foreignAddress'] });
    const copied = page.rows.text({ of: 'rows', format: 'tsv', ids: [1], rows, window: 60 }, () =>
      assert.fail(),
    );
    assert.equal(copied, 'Foreign Address\n127.0.0.1:5432\n', 'what is pasted elsewhere is the address');
  });

  it('are named after containers as Connections names them', () => {
    const db = dbContainer({ hostNetwork: OWN_FACTS.inode });
    const page = new Page();
    page.recorder.take(
      [connection(1, { remote: ['172.18.0.2', 5432], container: db.id, host: '172.18.0.2' })],
      [],
      {
        more: {
          containers: [db],
          namespaces: { wish: { shown: { kind: 'own' } }, own: OWN_FACTS, parts: [], unread: [] },
        },
      },
    );
    assert.deepEqual(page.column(page.ask(), 'foreignAddress'), ['db:5432']);
    const hosts = page.ask({ kind: 'hosts', columns: ['foreignAddress'] });
    assert.deepEqual(page.column(hosts, 'foreignAddress'), ['db (172.18.0.2)']);
    assert.deepEqual(page.column(page.ask({ columns: ['container'] }), 'container'), ['db']);
    const containers = page.ask({ kind: 'containers', columns: ['container', 'connections'] });
    assert.deepEqual(page.column(containers, 'container'), ['db']);
    const [container] = page.rows.row([...containers.ids]);
    assert.ok(container?.kind === 'containers');
    assert.deepEqual([container.id, container.name, container.sum?.connections], [db.id, 'db', 1]);
  });
});

describe('the filter of Traffic', () => {
  const page = new Page();
  page.recorder.take(
    [
      connection(1, { process: vite, pids: [42], host: '93.184.216.34', received: 5 }),
      connection(2, {
        process: curl,
        pids: [43],
        uid: 0,
        remote: ['10.0.0.9', 80],
        host: '10.0.0.9',
        received: 7,
      }),
      connection(3, { process: curl, pids: [43], uid: 0, state: 8, host: '93.184.216.34', received: 9 }),
      { id: 4, state: LISTEN, process: vite, pids: [42], local: ['127.0.0.1', 5173] },
    ],
    [
      connection(5, {
        process: 'shortLived',
        state: 7,
        closedAt: START - 10,
        local: ['192.168.7.7', 9_000],
        remote: ['10.0.0.9', 8080],
        host: '10.0.0.9',
      }),
    ],
    { processes: [vite, curl] },
  );

  it('is the product’s own, for what closed, too', () => {
    assert.deepEqual(page.ids({ filter: 'process:curl -port:80' }), [3]);
    assert.deepEqual(page.ids({ filter: 'port:8080' }), [5]);
    const answer = page.ask({ filter: 'port:443' });
    assert.deepEqual([answer.total, answer.matching], [4, 2]);
    assert.throws(() => page.ask({ filter: 'port:x' }), /wrong/);
  });

  it('lets a sum through where it does so with one of its connections or listeners, and leaves its figures whole', () => {
    const processes = page.ask({
      kind: 'processes',
      filter: 'state:close_wait',
      columns: ['process', 'received'],
    });
    assert.deepEqual(page.column(processes, 'process'), ['curl·43']);
    assert.deepEqual(page.column(processes, 'received'), [16]);
    const listening = page.ask({ kind: 'processes', filter: 'state:listen', columns: ['process'] });
    assert.deepEqual(page.column(listening, 'process'), ['vite·42']);
    const closed = page.ask({ kind: 'hosts', filter: 'port:8080', columns: ['foreignAddress'] });
    assert.deepEqual(page.column(closed, 'foreignAddress'), ['10.0.0.9']);
  });

  it('is narrowed by a click on a series', () => {
    const own = page.recorder.idOf('processes', '43 100');
    const other = page.recorder.idOf('processes', '42 100');
    assert.deepEqual(page.ids({ series: `process ${own}` }), [2, 3]);
    assert.deepEqual(page.ids({ series: `process ${own} received`, filter: 'port:80' }), [2]);
    assert.deepEqual(page.ids({ kind: 'processes', series: `process ${own}` }), [own]);
    assert.deepEqual(page.ids({ kind: 'listeners', series: `process ${other}` }), [4]);
    assert.deepEqual(page.ids({ series: 'state 8' }), [3]);
    assert.deepEqual(page.ids({ series: 'process 999' }), []);
    assert.deepEqual(
      page.ids({ series: 'interface eth0 received' }),
      [1, 2, 3, 5],
      'whose they are is not known',
    );
    assert.equal(page.ask({ series: 'interface eth0' }).isSeriesUnknown, true);
    assert.equal(page.ask({ series: 'interface wlan0' }).isSeriesUnknown, undefined);
    assert.deepEqual(page.ids({ series: 'interface wlan0 sent' }), [1, 2, 3], 'by its addresses');
    assert.deepEqual(page.ids({ kind: 'listeners', series: 'interface lo received' }), [4]);
    const line = (id: number) =>
      ({ id: `process ${id} received`, label: '', measure: 'received', values: new Float32Array() }) as const;
    const plots = { interfaces: [], processes: [line(own)], states: [], turnover: [], losses: [] };
    page.rows.noteSeries({ place: 'editor', plots });
    assert.deepEqual(page.ids({ series: 'processes rest' }), [1, 5]);
    const ofHosts = page.ask({
      kind: 'hosts',
      series: `process ${own}`,
      columns: ['foreignAddress'],
      sort: [{ column: 'foreignAddress', isDescending: false }],
    });
    assert.deepEqual(page.column(ofHosts, 'foreignAddress'), ['10.0.0.9', '93.184.216.34']);
  });
});

describe('the order of Traffic', () => {
  /** Rows as a test compares them, without the code that is tested. */
  interface Plain {
    readonly id: number;
    readonly received: number;
    readonly process: string;
    readonly remote: readonly [string, number];
  }

  const plain: fc.Arbitrary<Plain[]> = fc
    .uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 40 })
    .chain((ids) =>
      fc.tuple(
        ...ids.map((id) =>
          fc.record({
            id: fc.constant(id),
            received: fc.constantFrom(Number.NaN, 0, 1, 5, 5, 1e9, 2 ** 40),
            process: fc.constantFrom('vite', 'curl'),
            remote: fc.tuple(
              fc.constantFrom('10.0.0.9', '9.1.1.1', '255.0.0.1'),
              fc.constantFrom(1, 80, 65_535),
            ),
          }),
        ),
      ),
    );

  const number = ([address, port]: Plain['remote']) =>
    address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) * 65_536 + port;

  const COMPARED: Partial<Record<TrafficColumn, (row: Plain) => number>> = {
    received: ({ received }) => received,
    process: ({ process: name }) => (name === 'curl' ? 0 : 1),
    foreignAddress: ({ remote }) => number(remote),
  };

  function naive(rows: readonly Plain[], sort: TrafficRowsQuestion['sort']): number[] {
    const sorted = rows.toSorted((a, b) => {
      for (const { column, isDescending } of sort) {
        const value = COMPARED[column] ?? (() => 0);
        const [first, second] = [value(a), value(b)];
        const unknown = Number(Number.isNaN(first)) - Number(Number.isNaN(second));
        if (unknown !== 0) return unknown;
        if (first < second) return isDescending ? 1 : -1;
        if (first > second) return isDescending ? -1 : 1;
      }
      return a.id - b.id;
    });
    return sorted.map(({ id }) => id);
  }

  const sorts = fc.array(
    fc.record({
      column: fc.constantFrom<TrafficColumn>('received', 'process', 'foreignAddress'),
      isDescending: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  );

  it('is that of a plain comparison by several columns, equal rows by id; and windows are pieces of the whole', () => {
    assertProperty(fc.tuple(plain, sorts, fc.nat(40), fc.nat(10)), ([rows, sort, first, count]) => {
      const page = new Page();
      page.recorder.take(
        rows.map(({ id, received, remote, process: name }) =>
          connection(id, { received, remote, process: name === 'vite' ? vite : curl }),
        ),
      );
      const whole = page.ids({ sort });
      assert.deepEqual(whole, naive(rows, sort));
      assert.deepEqual(page.ids({ sort, first, count }), whole.slice(first, first + count));
    });
  });

  it('is by received and sent a second together where none is asked for; listeners are by their address', () => {
    const page = new Page();
    page.recorder.take([
      connection(1, { receivedRate: 5, sentRate: 1 }),
      connection(2),
      connection(3, { receivedRate: 0, sentRate: 9 }),
      { id: 4, state: LISTEN, local: ['127.0.0.1', 9000] },
      { id: 5, state: LISTEN, local: ['127.0.0.1', 80] },
    ]);
    assert.deepEqual(page.ids(), [3, 1, 2]);
    assert.deepEqual(page.ids({ kind: 'listeners' }), [5, 4]);
  });

  it('is by what each column says, what is unknown last either way', () => {
    const page = new Page();
    const [one, two] = ['a'.repeat(64), 'b'.repeat(64)];
    page.recorder.take(
      [
        connection(1, { process: vite, uid: 1000, container: two, firstSeen: START - 9_000 }),
        connection(2, { process: curl, uid: 0, state: 8, container: one, firstSeen: START - 5_000 }),
        connection(3, {
          protocol: 'tcp6',
          local: ['0:0:0:0:0:0:0:1', 1],
          remote: ['0:0:0:0:0:0:0:1', 2],
          uid: 7,
        }),
      ],
      [],
      {
        more: {
          users: new Map([
            [1000, 'alice'],
            [0, 'root'],
          ]),
        },
      },
    );
    const { inet } = page.recorder.recorded?.sockets.snapshot ?? assert.fail();
    inet.timer.set([1, 2, 0]);
    inet.timerWhen.set([20, 719_800, 0]);
    const orders: Partial<Record<TrafficColumn, readonly [rising: number[], falling: number[]]>> = {
      pid: [
        [1, 2, 3],
        [2, 1, 3],
      ],
      user: [
        [3, 1, 2],
        [2, 1, 3],
      ],
      container: [
        [2, 1, 3],
        [1, 2, 3],
      ],
      protocol: [
        [1, 2, 3],
        [3, 1, 2],
      ],
      state: [
        [2, 1, 3],
        [1, 3, 2],
      ],
      timer: [
        [1, 2, 3],
        [2, 1, 3],
      ],
      age: [
        [2, 1, 3],
        [3, 1, 2],
      ],
      localAddress: [
        [1, 2, 3],
        [3, 2, 1],
      ],
    };
    for (const [column, wanted] of Object.entries(orders)) {
      const ids = [false, true].map((isDescending) =>
        page.ids({ sort: [{ column: column as TrafficColumn, isDescending }] }),
      );
      assert.deepEqual(ids, wanted, column);
    }
    const timers = page.column(page.ask({ columns: ['timer'] }), 'timer');
    assert.deepEqual(timers, ['on 0.2 s', 'keepalive 7198 s', undefined]);
  });

  it('knows hosts by their addresses, whether they have sockets or not', () => {
    const page = new Page();
    page.recorder.take([
      connection(1, { remote: ['9.0.0.1', 1], host: '9.0.0.1' }),
      connection(2, { remote: ['10.0.0.1', 1], host: '10.0.0.1' }),
      connection(3, {
        protocol: 'tcp6',
        local: ['0:0:0:0:0:0:0:1', 1],
        remote: ['0:0:0:0:0:ffff:0900:0002', 1],
        host: '9.0.0.2',
      }),
      connection(4, {
        protocol: 'tcp6',
        local: ['0:0:0:0:0:0:0:1', 1],
        remote: ['fe80:0:0:0:0:0:0:1', 1],
        host: 'fe80::1',
      }),
    ]);
    page.recorder.hosts.place('9.0.0.3', { address: '9.0.0.3' }, () => 77, START);
    const answer = page.ask({
      kind: 'hosts',
      columns: ['foreignAddress'],
      sort: [{ column: 'foreignAddress', isDescending: false }],
    });
    assert.deepEqual(page.column(answer, 'foreignAddress'), [
      '9.0.0.1',
      '9.0.0.2',
      '9.0.0.3',
      '10.0.0.1',
      'fe80::1',
    ]);
  });

  it('is held for a place that asks for it, which is told when it is another than the right one', () => {
    const page = new Page();
    const sort = [{ column: 'received', isDescending: true }] as const;
    page.recorder.take([connection(1, { received: 3 }), connection(2, { received: 2 })], [], { step: 1_000 });
    assert.deepEqual(page.ids({ sort }), [1, 2]);
    page.recorder.take(
      [connection(3, { received: 9 }), connection(2, { received: 5 }), connection(1, { received: 3 })],
      [],
      { takenAt: START + 1_000, step: 1_000 },
    );
    const held = page.ask({ sort, isHeld: true });
    assert.deepEqual([[...held.ids], held.isOutOfOrder], [[1, 2, 3], true]);
    assert.deepEqual(
      page.ids({ sort, place: 'panel', isHeld: true }),
      [3, 2, 1],
      'the other place held nothing',
    );
    assert.deepEqual(page.ids({ sort, isHeld: true, first: 1, count: 1 }), [2]);
    assert.deepEqual(
      page.ids({ isHeld: true, sort: [{ column: 'received', isDescending: false }] }),
      [1, 2, 3],
      'another order was asked for',
    );
    const fresh = page.ask({ sort });
    assert.deepEqual([[...fresh.ids], fresh.isOutOfOrder], [[3, 2, 1], false]);
  });

  it('says where a row stands', () => {
    const page = new Page();
    page.recorder.take([connection(1), connection(2), connection(3)]);
    assert.equal(page.ask({ focused: 3, count: 1 }).focusedAt, 2);
    assert.equal('focusedAt' in page.ask({ focused: 9 }), false);
  });
});

describe('marks of Traffic', () => {
  it('tell what came and what changed since, and nothing of the first sample or behind a gap', () => {
    const page = new Page();
    const marks = (facts: Partial<TrafficRowsQuestion> = {}) => [...page.ask(facts).marks];
    const { none, changed } = TRAFFIC_MARKS;
    const fresh = TRAFFIC_MARKS.new;
    page.recorder.take([connection(1, { firstSeen: START })]);
    assert.deepEqual(marks(), [none], 'it was there');
    const then = START + 1_000;
    const later = [
      connection(1, { firstSeen: START }),
      connection(2, { firstSeen: then }),
      connection(3, { changedAt: then }),
      connection(4, { firstSeen: then, flags: TRAFFIC_FLAGS.isOlder }),
    ];
    page.recorder.take(later, [], { takenAt: then, step: 1_000 });
    assert.deepEqual(marks(), [none, fresh, changed, none]);
    page.recorder.take(later, [], { takenAt: then + 2_900, step: 1_000 });
    assert.deepEqual(marks(), [none, fresh, changed, none]);
    page.recorder.take(later, [], { takenAt: then + 3_000, step: 1_000 });
    assert.deepEqual(marks(), [none, none, none, none]);
    page.recorder.take([connection(9, { firstSeen: then + 9_000 })], [], { takenAt: then + 9_000 });
    assert.deepEqual(marks(), [none], 'nobody looked before');
  });

  it('strike through sums that have no socket left, but not the one of those that nobody saw', () => {
    const page = new Page();
    page.recorder.take(
      [],
      [
        connection(1, { process: vite, closedAt: START - 100 }),
        connection(2, { process: 'shortLived', closedAt: START - 100 }),
      ],
    );
    const answer = page.ask({
      kind: 'processes',
      columns: ['process'],
      sort: [{ column: 'process', isDescending: false }],
    });
    assert.deepEqual(page.column(answer, 'process'), ['unknown, short-lived', 'vite·42']);
    assert.deepEqual([...answer.marks], [TRAFFIC_MARKS.none, TRAFFIC_MARKS.closed]);
  });
});

describe('a marked span', () => {
  const span = { from: START - 30_000, to: START - 10_000 };
  const page = new Page();
  page.recorder.take(
    [
      connection(1, { process: vite, host: '93.184.216.34', received: 1e6, sent: 1e6 }),
      connection(2, { process: vite, host: '93.184.216.34', received: 1e6 }),
      connection(3, { process: vite, firstSeen: START - 20_000 }),
      connection(4, { process: vite, firstSeen: START - 20_000, flags: TRAFFIC_FLAGS.isOlder }),
      connection(5, { process: vite, changedAt: START - 15_000 }),
    ],
    [
      connection(6, { process: vite, host: '10.0.0.9', closedAt: START - 20_000 }),
      connection(7, { closedAt: START - 40_000 }),
      connection(8, { process: curl, host: '10.0.0.9', closedAt: START - 5_000 }),
    ],
    { step: 1_000 },
  );
  const list = (...values: number[]) => Float64Array.from(values);
  page.recorder.changes = {
    span,
    measured: 10_000,
    ids: list(1, 6, 8, 99),
    received: list(500, 0, 70, 1),
    sent: list(20, 0, 0, 1),
  };
  page.recorder.processChanges = {
    ...{ span, measured: 10_000, ids: list(page.recorder.idOf('processes', '42 100')) },
    ...{ received: list(500), sent: list(20) },
  };

  it('shows what happened in it alone: bytes, and what opened, changed and closed', () => {
    const answer = page.ask({
      span,
      columns: ['received', 'receivedRate'],
      sort: [{ column: 'received', isDescending: true }],
    });
    assert.deepEqual([...answer.ids], [1, 8, 3, 5, 6]);
    assert.deepEqual(page.column(answer, 'received'), [500, 70, 0, 0, 0]);
    assert.deepEqual(page.column(answer, 'receivedRate'), [50, 7, 0, 0, 0]);
    assert.equal(answer.matching, 5);
  });

  it('does so for processes, and for hosts by what their connections did', () => {
    const columns = ['process', 'foreignAddress', 'received', 'sentRate'] as const;
    const processes = page.ask({ kind: 'processes', span, columns });
    assert.deepEqual(page.column(processes, 'process'), ['vite·42']);
    assert.deepEqual(page.column(processes, 'sentRate'), [2]);
    const hosts = page.ask({ kind: 'hosts', span, columns });
    assert.deepEqual(page.column(hosts, 'foreignAddress'), ['93.184.216.34', '10.0.0.9']);
    assert.deepEqual(page.column(hosts, 'received'), [500, 70]);
  });
});

describe('a message of rows', () => {
  /** No such name is shown in full; each is another one, so that none is known. */
  const hostile = (at: number) => String.fromCodePoint(0x4e00 + at).repeat(4_096);

  it('holds at most 64 kB and 400 rows, whatever the names', () => {
    const page = new Page();
    const owners = Array.from({ length: 600 }, (_, at) => process({ pid: 1_000 + at, comm: hostile(at) }));
    page.recorder.take(
      owners.map((owner, at) =>
        connection(at + 1, {
          process: owner,
          uid: at,
          protocol: 'tcp6',
          local: ['1234:1234:1234:1234:1234:1234:1234:1234', at + 1],
          remote: [`2001:db8:1234:1234:1234:1234:1234:${(at + 1).toString(16)}`, 443],
        }),
      ),
      [],
      { more: { users: new Map(owners.map((_, at) => [at, hostile(at + 1_000)])) } },
    );
    const seen: number[] = [];
    for (let rounds = 0; seen.length < 600; rounds++) {
      assert.ok(rounds < 30, 'each answer has some rows');
      const answer = page.ask({ columns: TRAFFIC_COLUMNS, first: seen.length, count: 600 });
      const numbers = answer.ids.length * (8 * (Object.keys(answer.cells).length + 1) + 2);
      assert.ok(numbers + Buffer.byteLength(JSON.stringify(answer.strings.texts)) <= 60 * 1024);
      assert.ok(answer.ids.length > 0 && answer.ids.length <= 400);
      seen.push(...answer.ids);
    }
    assert.deepEqual(
      seen,
      Array.from({ length: 600 }, (_, at) => at + 1),
    );
    const again = page.ask({ columns: ['process'], count: 600 });
    assert.equal(again.ids.length, 400);
    assert.ok(page.column(again, 'process').every((text) => typeof text === 'string' && text.length < 100));
  });

  it('sends strings that the page has not again', () => {
    const page = new Page();
    page.recorder.take([connection(1), connection(2)]);
    page.ask();
    const { strings, cells } = page.ask();
    assert.deepEqual(strings.texts, []);
    assert.ok((cells.foreignAddress?.length ?? 0) === 2);
  });
});

describe('what commands get of rows', () => {
  it('is what a view’s row has, for each kind; nothing for those that are forgotten', () => {
    const page = new Page();
    page.recorder.take(
      [
        connection(1, { process: vite, pids: [42], inode: 77, host: '93.184.216.34' }),
        { id: 2, state: LISTEN },
      ],
      [connection(3, { closedAt: START - 10_000 })],
      { processes: [vite] },
    );
    const owner = page.recorder.idOf('processes', '42 100');
    const host = page.recorder.idOf('hosts', '93.184.216.34');
    const [first, second, third, process_, address, ...none] = page.rows.row([1, 2, 3, owner, host, 0, 999]);
    assert.ok(first?.kind === 'connections' && first.row.kind === 'inet' && !first.isClosed);
    assert.deepEqual([first.row.socket.inode, first.row.owners], [77, [vite]]);
    assert.equal(second?.kind, 'listeners');
    assert.ok(third?.kind === 'connections' && third.isClosed && third.row.mark === 'closed');
    assert.ok(process_?.kind === 'processes' && address?.kind === 'hosts');
    assert.deepEqual([process_.owner, process_.name], [vite, 'vite·42']);
    assert.equal(address.address, '93.184.216.34');
    const columns = ['connections', 'received', 'sent'] as const;
    const summed = page.ask({ kind: 'processes', filter: 'pid:42', columns });
    const { connections, received, sent } = process_.sum ?? {};
    assert.deepEqual(
      [[connections], [received], [sent]],
      columns.map((column) => page.column(summed, column)),
    );
    assert.deepEqual(none, [undefined, undefined]);
  });

  it('has no process to act on where that is likely alone', () => {
    const page = new Page();
    page.recorder.take([]);
    page.recorder.processes.place('likely', { kind: 'process', owner: vite, isLikely: true }, () => 5, START);
    const [row] = page.rows.row([5]);
    assert.ok(row?.kind === 'processes' && row.owner === undefined);
    assert.equal(page.ask({ kind: 'processes' }).flags[0], TRAFFIC_FLAGS.isLikely);
  });
});
