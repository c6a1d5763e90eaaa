import assert from 'node:assert/strict';
import { ownersOf } from '../../../../src/core/model/snapshot';
import { MOST_CLOSED } from '../../../../src/core/traffic/trafficRecorder';
import { process } from '../../snapshots';
import { connection, has, listener, Machine, type MadeMessage, told } from './readings';

const TIME_WAIT = 6;

describe('connections that close', () => {
  it('takes the last figures from the kernel', () => {
    const machine = new Machine();
    const processes = [process()];
    machine.sample([connection({ pids: [42] })], { processes });
    machine.sample([connection({ pids: [42], sent: 10 })], { processes });
    const sample = machine.sample([], {
      closed: [{ cookie: 1, sent: 110, received: 7, at: machine.wall + 400 }],
    });
    assert.equal(sample.closed, 1);
    const [row] = machine.closed;
    assert.deepEqual([row?.['sent'], row?.['received'], row?.['sentRate']], [110, 7, 100]);
    assert.equal(row?.['closedAt'], sample.takenAt - 600);
    assert.equal(has(row?.['flags'], 'atLeast'), false);
    assert.deepEqual([...sample.connections.sent], [100]);
    assert.equal(machine.sums('processes', '42 100')['sent'], 110);
    const closed = machine.recorder.recorded?.closed.snapshot;
    assert.ok(closed !== undefined);
    assert.deepEqual(ownersOf(closed, 0), processes);
    assert.equal(closed.inet.localPort[0], 40_001);
    machine.sample([]);
    assert.equal(machine.closed[0]?.['sentRate'], 0);
  });

  it('marks what went without a word as no more than was seen, until the word comes', () => {
    const machine = new Machine();
    machine.sample([connection({ sent: 1 })]);
    machine.sample([]);
    assert.equal(has(machine.closed[0]?.['flags'], 'atLeast'), true);
    const sample = machine.sample([], { closed: [{ cookie: 1, sent: 31, received: 0 }] });
    assert.deepEqual([sample.closed, sample.opened, machine.closed.length], [0, 0, 1]);
    assert.equal(machine.closed[0]?.['sent'], 31);
    assert.equal(has(machine.closed[0]?.['flags'], 'atLeast'), false);
    assert.deepEqual([...sample.connections.sent], [30]);
  });

  it('waits with the word of a socket that is in the tables still', () => {
    const machine = new Machine();
    machine.sample([connection()]);
    const early = machine.sample([connection({ sent: 5 })], {
      closed: [{ cookie: 1, sent: 9, received: 0 }],
    });
    assert.deepEqual([early.closed, machine.row(0)['sent']], [0, 5]);
    const sample = machine.sample([]);
    assert.deepEqual([sample.closed, machine.closed[0]?.['sent']], [1, 9]);
    assert.equal(has(machine.closed[0]?.['flags'], 'atLeast'), false);
  });

  it('takes what is told of a socket that is new in the same tables for that one', () => {
    const machine = new Machine();
    machine.sample([]);
    const early = machine.sample([connection({ sent: 5 })], {
      closed: [{ ...connection({ sent: 9, received: 3 }) }],
    });
    assert.deepEqual([early.opened, early.closed, machine.closed.length], [1, 0, 0]);
    const sample = machine.sample([]);
    assert.deepEqual([sample.opened, sample.closed, machine.closed.length], [0, 1, 1]);
    assert.deepEqual([machine.closed[0]?.['sent'], machine.closed[0]?.['received']], [9, 3]);
    assert.equal(has(machine.closed[0]?.['flags'], 'atLeast'), false);
  });

  it('knows a connection in TIME_WAIT by the cookie of the connection, too, which it has where it was asked for', () => {
    const waiting = connection({ state: TIME_WAIT, sent: Number.NaN, received: Number.NaN });
    for (const isLate of [false, true]) {
      const machine = new Machine();
      machine.sample([connection({ sent: 5, inode: 7 })]);
      const { id } = machine.row(0);
      const closed = [{ cookie: 1, sent: 9, received: 3 }];
      const over = machine.sample([waiting], isLate ? {} : { closed });
      assert.deepEqual([over.closed, has(machine.row(0)['flags'], 'atLeast')], [1, isLate]);
      const later = machine.sample([waiting], isLate ? { closed } : {});
      assert.deepEqual([later.closed, machine.row(0)['sent'], machine.row(0)['id']], [0, 9, id]);
      assert.equal(has(machine.row(0)['flags'], 'atLeast'), false);
      assert.deepEqual([machine.sample([]).closed, machine.closed.length], [0, 1]);
      assert.equal(has(machine.closed[0]?.['flags'], 'atLeast'), false);
    }
  });

  it('goes on with one in TIME_WAIT whose end was told of before the tables had it', () => {
    const waiting = { state: TIME_WAIT, sent: Number.NaN, received: Number.NaN };
    for (const cookie of [1, 77]) {
      const machine = new Machine();
      const processes = [process()];
      const server = listener(40_001, { pids: [42] });
      machine.sample([server], { processes });
      const over = connection({ sent: 9, received: 3, local: ['10.0.0.1', 40_001] });
      const told = machine.sample([server], { processes, closed: [over] });
      assert.deepEqual([told.opened, told.closed, machine.closed.length], [1, 1, 1]);
      const rest = connection({ ...waiting, cookie, local: ['10.0.0.1', 40_001] });
      const sample = machine.sample([server, rest], { processes });
      assert.deepEqual([sample.opened, sample.closed, machine.closed.length], [0, 0, 0]);
      assert.deepEqual([machine.row(1)['sent'], machine.row(1)['received']], [9, 3]);
      assert.equal(machine.sample([server], { processes }).closed, 0);
      assert.equal(machine.closed.length, 1);
      const closed = machine.recorder.recorded?.closed.snapshot;
      assert.deepEqual(closed && ownersOf(closed, 0), processes);
    }
  });

  it('learns from the other end whether the last byte was payload, however late either is told of', () => {
    const near = ['127.0.0.1', 9] as const;
    const far = ['127.0.0.1', 80] as const;
    const here = { cookie: 1, local: near, remote: far, sent: 4, received: 7, isDoubtful: true };
    const there = { cookie: 2, local: far, remote: near, sent: 8, received: 4 };
    const other = connection({ ...there, sent: 0, received: 0 });
    for (const [first, second] of [
      [[here, there], []],
      [[here], [there]],
      [[there], [here]],
    ] as const)
      for (const isSeen of [false, true]) {
        const machine = new Machine();
        const rows = isSeen ? [connection({ ...here, sent: 0, received: 0 }), other] : [];
        machine.sample(rows);
        const left = second[0] === there && isSeen ? [other] : [];
        machine.sample(left, { closed: first });
        machine.sample([], { closed: second });
        const shown = new Map(machine.closed.map((row) => [row['sent'], row['received']]));
        assert.deepEqual(
          shown,
          new Map([
            [4, 8],
            [8, 4],
          ]),
        );
        assert.equal(machine.sums('hosts', '127.0.0.1')['received'], 12);
      }
    const machine = new Machine();
    machine.sample([]);
    machine.sample([], { closed: [here, { ...there, sent: 7 }] });
    assert.deepEqual(new Set(machine.closed.map((row) => row['received'])), new Set([4, 7]));
  });

  it('asks the other end of an aborted connection that nobody told of in time', () => {
    const machine = new Machine();
    const near = ['127.0.0.1', 9] as const;
    const far = ['127.0.0.1', 80] as const;
    const ends = [
      connection({ cookie: 1, local: near, remote: far }),
      connection({ cookie: 2, local: far, remote: near }),
    ];
    // What has its row by then.
    const stranger = connection({ cookie: 3, local: ['10.0.0.1', 5], remote: ['10.0.0.2', 6], sent: 1 });
    machine.sample([...ends]);
    machine.sample([stranger]);
    machine.sample([stranger], {
      closed: [
        { cookie: 2, local: far, remote: near, sent: 50, received: 60, isAborted: true },
        { cookie: 1, local: ['0.0.0.0', 9], isAborted: true },
      ],
    });
    const client = machine.closed.find((row) => row['cookie'] === 1);
    assert.deepEqual([client?.['sent'], client?.['received']], [60, 50]);
  });

  it('has rows of those that nobody saw while they were there', () => {
    const machine = new Machine();
    const processes = [process()];
    const server = listener(443, { pids: [42] });
    machine.sample([server], { processes });
    const closed: MadeMessage[] = [
      { cookie: 5, local: ['127.0.0.1', 443], remote: ['127.0.0.1', 50_000], sent: 8, received: 4 },
      { cookie: 6, local: ['127.0.0.1', 50_000], remote: ['127.0.0.1', 443], sent: 4, received: 8 },
      { cookie: 7, local: ['10.0.0.1', 600] },
    ];
    const sample = machine.sample([server], { processes, closed });
    assert.deepEqual([sample.opened, sample.closed, machine.closed.length], [2, 2, 2]);
    const [accepted, client] = machine.closed;
    assert.deepEqual([accepted?.['sent'], accepted?.['received']], [8, 4]);
    assert.equal(has(accepted?.['flags'], 'isLikely'), true);
    assert.equal(machine.sums('processes', '42 100')['sent'], 8);
    assert.deepEqual(machine.recorder.processes.subject(client?.['process'] ?? 0), { kind: 'shortLived' });
    assert.equal(machine.sums('processes', 'short-lived')['received'], 8);
    assert.equal(machine.sums('hosts', '127.0.0.1')['sent'], 12);
  });

  it('prefers the listener of the very address, and finds one that closed with its connections', () => {
    const machine = new Machine();
    const processes = [process(), process({ pid: 43 })];
    const all = listener(443, { pids: [42] });
    const one = listener(443, { pids: [43], local: ['10.0.0.1', 443], cookie: 3 });
    machine.sample([all, one], { processes });
    const message = { local: ['10.0.0.1', 443], remote: ['10.0.0.2', 5_000], sent: 8, received: 4 } as const;
    machine.sample([all, one], { processes, closed: [{ ...message, cookie: 5 }] });
    assert.equal(machine.sums('processes', '43 100')['sent'], 8);
    machine.sample([], { processes, closed: [{ ...message, cookie: 6 }] });
    assert.equal(machine.sums('processes', '43 100')['sent'], 16);
  });

  it('knows of nothing before the first sample', () => {
    const machine = new Machine();
    const message = { cookie: 5, local: ['10.0.0.1', 4], remote: ['10.0.0.2', 5], sent: 1e10 } as const;
    const sample = machine.sample([], { closed: [{ ...message, received: 0 }] });
    assert.deepEqual([sample.opened, machine.closed.length], [undefined, 0]);
  });

  it('goes by the other end of a connection that was aborted', () => {
    const machine = new Machine();
    const here = connection({ local: ['127.0.0.1', 80], remote: ['127.0.0.1', 9_000], sent: 5, received: 1 });
    const there = connection({ cookie: 2, local: ['127.0.0.1', 9_000], remote: ['127.0.0.1', 80] });
    machine.sample([here, there]);
    assert.equal(has(machine.row(0)['flags'], 'isLocal'), true);
    assert.equal(has(machine.row(1)['flags'], 'isLocal'), true);
    const { local, remote } = there;
    machine.sample([], {
      closed: [
        { cookie: 1, isAborted: true },
        { cookie: 2, ...(local && remote && { local, remote }), sent: 40, received: 50 },
      ],
    });
    const [aborted, other] = machine.closed;
    assert.deepEqual([aborted?.['sent'], aborted?.['received']], [50, 40]);
    assert.equal(has(aborted?.['flags'], 'atLeast'), true);
    assert.equal(has(other?.['flags'], 'atLeast'), false);
  });

  it('has a row of one that was aborted before anybody saw it, by its other end', () => {
    const machine = new Machine();
    const processes = [process()];
    const server = listener(443, { pids: [42] });
    machine.sample([server], { processes });
    const ends = { local: ['127.0.0.1', 50_000], remote: ['127.0.0.1', 443] } as const;
    const closed: MadeMessage[] = [
      { cookie: 5, isAborted: true },
      { cookie: 6, ...ends, sent: 4, received: 8 },
      { cookie: 7, ...ends, local: ['127.0.0.1', 50_001], sent: 100, received: 0 },
    ];
    const sample = machine.sample([server], { processes, closed });
    assert.deepEqual([sample.opened, sample.closed], [3, 3]);
    const aborted = machine.closed.find(
      ({ process: place }) => place === machine.sums('processes', '42 100')['place'],
    );
    assert.deepEqual([aborted?.['sent'], aborted?.['received']], [8, 4]);
    assert.equal(has(aborted?.['flags'], 'atLeast'), true);
  });

  it('has that row, too, where its other end is told of next, and no longer', () => {
    for (const [wait, rows] of [
      [0, 2],
      [1, 1],
    ] as const) {
      const machine = new Machine();
      machine.sample([]);
      machine.sample([], { closed: [{ cookie: 6, local: ['0.0.0.0', 50_000], isAborted: true }] });
      for (let i = 0; i < wait; i++) machine.sample([], { closed: [] });
      const server = { cookie: 5, local: ['127.0.0.1', 443], remote: ['127.0.0.1', 50_000] } as const;
      const sample = machine.sample([], { closed: [{ ...server, sent: 8, received: 4, isAborted: true }] });
      assert.deepEqual([sample.opened, sample.closed, machine.closed.length], [rows, rows, rows]);
    }
  });

  it('has that row, too, where its other end was in the tables when it had gone already', () => {
    const server = listener(443, { pids: [42] });
    const processes = [process()];
    const local = ['127.0.0.1', 50_000] as const;
    const here = connection({ cookie: 6, local, remote: ['127.0.0.1', 443], sent: 1 });
    const [aborted, other] = [
      { cookie: 5, isAborted: true },
      { cookie: 6, local, remote: ['127.0.0.1', 443], sent: 4, received: 8 },
    ] as const;
    for (const [first, second, third] of [
      [[], [aborted, other], []],
      [[aborted], [other], []],
      // The word of the other end comes behind the tables that lack it.
      [[aborted], [], [other]],
      [[], [aborted], [other]],
    ] as readonly (readonly MadeMessage[])[][]) {
      const machine = new Machine();
      machine.sample([server], { processes });
      const samples = [
        machine.sample([server, here], { processes, closed: first ?? [] }),
        machine.sample([server], { processes, closed: second ?? [] }),
        machine.sample([server], { processes, closed: third ?? [] }),
      ];
      const sum = (of: 'opened' | 'closed'): number =>
        samples.reduce((all, each) => all + (each[of] ?? 0), 0);
      assert.deepEqual([sum('opened'), sum('closed')], [2, 2]);
      const [row, seen] = [5, 6].map((cookie) =>
        machine.closed.find((each) => (each['cookie'] === 6) === (cookie === 6)),
      );
      assert.deepEqual([row?.['sent'], row?.['received'], seen?.['sent']], [8, 4, 4]);
      assert.deepEqual([has(row?.['flags'], 'atLeast'), has(seen?.['flags'], 'atLeast')], [true, false]);
      assert.equal(row?.['process'], machine.sums('processes', '42 100')['place']);
      assert.equal(machine.sums('processes', '42 100')['sent'], 8);
    }
  });

  it('takes nothing of a later connection with the same ends for what an aborted one did', () => {
    const machine = new Machine();
    const [near, far] = [
      ['127.0.0.1', 9_000],
      ['127.0.0.1', 80],
    ] as const;
    const here = connection({ cookie: 1, local: near, remote: far, sent: 5 });
    const there = connection({ cookie: 2, local: far, remote: near });
    machine.sample([here, there]);
    machine.sample([], {
      closed: [
        { cookie: 1, isAborted: true },
        { cookie: 2, local: far, remote: near, sent: 40, received: 50 },
      ],
    });
    const [again, other] = [
      connection({ cookie: 3, local: near, remote: far, sent: 8_000 }),
      connection({ cookie: 4, local: far, remote: near, sent: 9_000, received: 8_000 }),
    ];
    machine.sample([again, other]);
    const aborted = machine.closed.find((row) => row['cookie'] === 1);
    assert.deepEqual([aborted?.['sent'], aborted?.['received']], [50, 40]);
  });

  it('makes no row of an end that is in the tables later, or of a connection that was there before', () => {
    const machine = new Machine();
    const ends = { local: ['127.0.0.1', 50_000], remote: ['127.0.0.1', 443] } as const;
    const [here, there] = [
      connection({ cookie: 6, ...ends }),
      connection({ cookie: 7, local: ends.remote, remote: ends.local }),
    ];
    const older = connection({ cookie: 8, ...ends, local: ['127.0.0.1', 50_001] });
    machine.sample([older]);
    const closed: MadeMessage[] = [{ cookie: 5, isAborted: true }];
    machine.sample([older, here], { closed });
    const sample = machine.sample([here, there], { closed });
    assert.deepEqual([sample.opened, sample.closed, machine.closed.length], [1, 1, 1]);
  });

  it('says of what closed before that it does nothing once its last word was told', () => {
    const machine = new Machine();
    machine.sample([connection({ sent: 1 })]);
    machine.sample([]);
    machine.sample([], { closed: [{ cookie: 1, sent: 31, received: 0 }] });
    assert.equal(machine.closed[0]?.['sentRate'], 30);
    machine.sample([]);
    assert.equal(machine.closed[0]?.['sentRate'], 0);
  });

  it('marks no listener as aborted', () => {
    const machine = new Machine();
    machine.sample([listener(80)]);
    const sample = machine.sample([], { closed: [{ cookie: 900_080, isAborted: true }] });
    assert.deepEqual([sample.closed, machine.closed.length], [0, 1]);
    assert.equal(has(machine.closed[0]?.['flags'], 'atLeast'), false);
  });

  it('lets a connection go on in TIME_WAIT as the same row', () => {
    const machine = new Machine();
    const processes = [process()];
    machine.sample([connection({ pids: [42] })], { processes });
    const { id } = machine.row(0);
    const rest = connection({
      ...{ cookie: 70, state: TIME_WAIT, inode: 0, uid: 0, local: ['10.0.0.1', 40_001] },
      ...{ sent: Number.NaN, received: Number.NaN },
    });
    const sample = machine.sample([rest], { closed: [{ cookie: 1, sent: 20, received: 3 }] });
    assert.deepEqual([sample.opened, sample.closed, machine.closed.length], [0, 1, 0]);
    const row = machine.row(0);
    assert.deepEqual([row['id'], row['state'], row['sent'], row['received']], [id, TIME_WAIT, 20, 3]);
    assert.deepEqual([row['changedAt'], row['closedAt'], row['sentRate']], [sample.takenAt, 0, 20]);
    assert.equal(machine.sums('processes', '42 100')['connections'], 1);
    machine.sample([rest]);
    assert.deepEqual([machine.row(0)['id'], machine.row(0)['sentRate']], [id, 0]);
    const last = machine.sample([]);
    assert.deepEqual([last.closed, machine.closed[0]?.['id']], [0, id]);
    assert.equal(has(machine.closed[0]?.['flags'], 'atLeast'), false);
    const closed = machine.recorder.recorded?.closed.snapshot;
    assert.deepEqual(closed && ownersOf(closed, 0), processes);
  });

  it('does so where the word of it is late or lost, and where nobody has seen it before', () => {
    const machine = new Machine();
    machine.sample([connection({ sent: 4 })]);
    const rest = connection({ cookie: 70, state: TIME_WAIT, inode: 0, local: ['10.0.0.1', 40_001] });
    const waiting = { ...rest, sent: Number.NaN, received: Number.NaN };
    const sample = machine.sample([waiting]);
    assert.deepEqual([sample.closed, machine.row(0)['sent']], [1, 4]);
    assert.equal(has(machine.row(0)['flags'], 'atLeast'), true);
    const later = machine.sample([waiting], { closed: [{ cookie: 1, sent: 6, received: 0 }] });
    assert.deepEqual([later.closed, later.opened, machine.row(0)['sent']], [0, 0, 6]);
    assert.equal(has(machine.row(0)['flags'], 'atLeast'), false);
    const unseen = { ...waiting, cookie: 80, local: ['10.0.0.1', 7] } as const;
    assert.equal(machine.sample([waiting, unseen]).opened, 0);
    const third = { ...waiting, cookie: 81, local: ['10.0.0.1', 8] } as const;
    const message = {
      cookie: 9,
      local: third.local,
      remote: ['10.0.0.2', 443],
      sent: 1,
      received: 2,
    } as const;
    const both = machine.sample([waiting, unseen, third], { closed: [message] });
    assert.deepEqual([both.opened, both.closed, machine.row(2)['received']], [1, 1, 2]);
  });

  it('tells a new connection with the same ends from the one that is over, without netlink too', () => {
    const machine = new Machine();
    const plain = connection({ cookie: 0, local: ['10.0.0.1', 7], sent: Number.NaN, received: Number.NaN });
    machine.sample([plain]);
    const { id } = machine.row(0);
    assert.equal(machine.sample([{ ...plain, state: TIME_WAIT, inode: 0 }]).closed, 1);
    assert.equal(machine.row(0)['id'], id);
    const sample = machine.sample([{ ...plain, inode: 9_000 }]);
    assert.notEqual(machine.row(0)['id'], id);
    assert.deepEqual([sample.opened, sample.closed, machine.closed.length], [1, 0, 1]);
  });

  it('finds one again that a walk through the tables left out', () => {
    const machine = new Machine();
    machine.sample([connection({ sent: 1 })]);
    const { id } = machine.row(0);
    machine.sample([]);
    const sample = machine.sample([connection({ sent: 6 })]);
    assert.deepEqual([machine.row(0)['id'], machine.row(0)['closedAt'], machine.closed.length], [id, 0, 0]);
    assert.deepEqual([sample.opened, [...sample.connections.sent]], [0, [5]]);
    assert.equal(has(machine.row(0)['flags'], 'atLeast'), false);
  });

  it('says how many messages were lost, and whether anybody listened', () => {
    const machine = new Machine();
    machine.sample([connection()]);
    const { lost, isPartial } = machine.sample([connection()], { closed: told([], { lost: 12 }) });
    assert.deepEqual([lost, isPartial], [12, undefined]);
    assert.equal(machine.sample([connection()], { closed: told([], { isWhole: false }) }).isPartial, true);
    assert.equal(machine.sample([connection()]).isPartial, true);
  });

  it('keeps so many at most, the oldest out', () => {
    const machine = new Machine();
    const many = Array.from({ length: MOST_CLOSED }, (_, i) =>
      connection({ cookie: i + 10, local: ['10.0.0.1', i] }),
    );
    machine.sample([connection({ cookie: 1 })]);
    machine.sample(many);
    assert.equal(machine.closed.length, 1);
    machine.sample([]);
    assert.equal(machine.closed.length, MOST_CLOSED);
    assert.ok(machine.closed.every(({ cookie }) => cookie !== 1));
    assert.equal(machine.recorder.recorded?.closed.snapshot.inet.inode.length, MOST_CLOSED);
    assert.equal(machine.recorder.connections.count, MOST_CLOSED);
  }).timeout(20_000);

  it('gives the same sockets where nothing closed', () => {
    const machine = new Machine();
    machine.sample([connection()]);
    machine.sample([]);
    const before = machine.recorder.recorded?.closed;
    machine.sample([connection({ cookie: 2 })]);
    assert.equal(machine.recorder.recorded?.closed, before);
  });

  it('names no process for a closed row whose pid another one has by now', () => {
    const machine = new Machine();
    machine.sample([connection({ pids: [42] })], { processes: [process()] });
    machine.sample([]);
    machine.sample([connection({ cookie: 2, pids: [42] })], { processes: [process({ startTime: 900 })] });
    machine.sample([]);
    const closed = machine.recorder.recorded?.closed.snapshot;
    assert.deepEqual(closed && [ownersOf(closed, 0), ownersOf(closed, 1)], [
      [],
      [process({ startTime: 900 })],
    ]);
  });
});
