import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LikelyOwner } from '../../../../src/core/model/likelyOwner';
import { TRAFFIC_FLAGS } from '../../../../src/core/model/traffic';
import { joinTraffic } from '../../../../src/core/model/trafficTable';
import { ShownSockets } from '../../../../src/core/query/page/shownSockets';
import { MOST_CLOSED, TrafficRecorder } from '../../../../src/core/traffic/trafficRecorder';
import { MOST_IDLE } from '../../../../src/core/traffic/trafficSums';
import { containerId, dbContainer, dockerProxy } from '../../knownContainers';
import { namespacePart, withParts } from '../../namespaces';
import { assertProperty } from '../../property';
import { ownersOf } from '../../../../src/core/model/snapshot';
import { process } from '../../snapshots';
import {
  connection,
  counted,
  listener,
  Machine,
  type MadeConnection,
  type MadeMessage,
  told,
  trafficOf,
} from './readings';

const TIME_WAIT = 6;

function has(flags: number | undefined, flag: keyof typeof TRAFFIC_FLAGS): boolean {
  return ((flags ?? 0) & TRAFFIC_FLAGS[flag]) !== 0;
}

describe('TrafficRecorder: rates and totals', () => {
  it('divides what was sent by the time that was measured', () => {
    const machine = new Machine();
    const first = machine.sample([connection({ sent: 5_000, received: 70 })]);
    assert.equal(first.step, undefined);
    assert.equal(machine.row(0)['sentRate'], Number.NaN);
    const second = machine.sample([connection({ sent: 9_000, received: 70 })], { step: 2_000 });
    assert.equal(second.step, 2_000);
    const { sent, sentRate, receivedRate } = machine.row(0);
    assert.deepEqual([sent, sentRate, receivedRate], [9_000, 2_000, 0]);
    assert.deepEqual([...second.connections.sent], [4_000]);
    assert.deepEqual([...second.connections.ids], [machine.row(0)['id']]);
  });

  it('counts a connection that was opened since the last sample from 0', () => {
    const machine = new Machine();
    machine.sample([connection()]);
    const sample = machine.sample([connection(), connection({ cookie: 2, sent: 300, received: 20 })]);
    assert.equal(sample.opened, 1);
    assert.equal(machine.row(1)['sentRate'], 300);
    assert.equal(machine.row(1)['receivedRate'], 20);
    assert.equal(has(machine.row(1)['flags'], 'isOlder'), false);
    assert.equal(machine.row(1)['firstSeen'], sample.takenAt);
  });

  it('takes nothing of a first sample for new', () => {
    const machine = new Machine();
    const sample = machine.sample([connection(), listener(80)]);
    assert.equal(sample.opened, undefined);
    assert.equal(sample.closed, undefined);
    for (const row of [0, 1]) {
      assert.equal(has(machine.row(row)['flags'], 'isOlder'), true);
      assert.equal(machine.row(row)['changedAt'], 0);
    }
  });

  it('knows no rates of sockets that the kernel does not count for', () => {
    const machine = new Machine();
    const udp = { protocol: 'udp', remote: ['10.0.0.9', 53], state: 1, inode: 77 } as const;
    const rows = [udp, listener(80, { sent: 0, received: 0 }), { ...udp, remote: undefined, state: 7 }];
    for (let n = 0; n < 3; n++) machine.sample(rows as MadeConnection[]);
    for (const row of [0, 1, 2]) {
      assert.notEqual(machine.slot(row), -1);
      assert.equal(machine.row(row)['sentRate'], Number.NaN);
      assert.equal(machine.row(row)['sent'], Number.NaN);
    }
  });

  it('never has a negative rate or a spike of counters that run back', () => {
    const machine = new Machine();
    machine.sample([connection({ sent: 5_000, received: 900 })]);
    machine.sample([connection({ sent: 4_000, received: 100 })]);
    assert.deepEqual([machine.row(0)['sentRate'], machine.row(0)['sent']], [0, 5_000]);
    machine.sample([connection({ sent: 5_010, received: 901 })]);
    assert.deepEqual([machine.row(0)['sentRate'], machine.row(0)['receivedRate']], [10, 1]);
  });

  it('takes off what says that the other end is done', () => {
    const machine = new Machine();
    machine.sample([connection({ received: 200 })]);
    const sample = machine.sample([connection({ received: 201, state: 8 })]);
    const { received, receivedRate, changedAt } = machine.row(0);
    assert.deepEqual([received, receivedRate, changedAt], [200, 0, sample.takenAt]);
  });

  it('counts payload of a connection in the making from 0', () => {
    const machine = new Machine();
    machine.sample([connection({ state: 3, sent: Number.NaN, received: Number.NaN })]);
    machine.sample([connection({ sent: 40, received: 2 })]);
    assert.deepEqual([machine.row(0)['sentRate'], machine.row(0)['receivedRate']], [40, 2]);
  });

  it('keeps totals while the kernel does not answer over netlink, and the row', () => {
    const machine = new Machine();
    machine.sample([connection({ sent: 10 })]);
    machine.sample([connection({ sent: 20 })]);
    const { id } = machine.row(0);
    const plain = connection({
      cookie: 0,
      local: ['10.0.0.1', 40_001],
      sent: Number.NaN,
      received: Number.NaN,
    });
    machine.sample([plain]);
    assert.equal(machine.row(0)['id'], id);
    assert.deepEqual([machine.row(0)['sent'], machine.row(0)['sentRate']], [20, Number.NaN]);
    machine.sample([connection({ sent: 50 })]);
    assert.equal(machine.row(0)['id'], id);
    assert.deepEqual([machine.row(0)['sent'], machine.row(0)['sentRate']], [50, 30]);
  });

  it('gives sockets without a cookie that are alike rows of their own', () => {
    const machine = new Machine();
    const udp = { protocol: 'udp', remote: ['10.0.0.9', 53], state: 1 } as const;
    machine.sample([udp, udp]);
    const ids = [machine.row(0)['id'], machine.row(1)['id']];
    machine.sample([udp, udp]);
    assert.deepEqual([machine.row(0)['id'], machine.row(1)['id']], ids);
    assert.notEqual(ids[0], ids[1]);
  });

  it('gives a socket that the kernel lists twice one slot', () => {
    const machine = new Machine();
    machine.sample([connection()]);
    machine.sample([connection(), connection({ state: 4 })]);
    assert.equal(machine.slot(1), -1);
  });

  it('counts sockets by state, and marks what changed its state', () => {
    const machine = new Machine();
    const { states } = machine.sample([connection(), connection({ cookie: 2 }), listener(80)]);
    assert.deepEqual([states[1], states[10], states.length], [2, 1, 13]);
  });
});

describe('TrafficRecorder: gaps', () => {
  it('knows no rate behind a gap, nor takes anything for new or counts it in sums', () => {
    const machine = new Machine();
    const processes = [process()];
    const row = (sent: number): MadeConnection => connection({ sent, pids: [42] });
    machine.sample([row(0)], { processes });
    machine.sample([row(10)], { processes });
    const late = machine.sample([row(5_000), connection({ cookie: 2, sent: 9 })], {
      processes,
      step: 60_000,
    });
    assert.deepEqual([late.step, late.opened, late.connections.ids.length], [undefined, undefined, 0]);
    assert.equal(machine.row(0)['sent'], 5_000);
    assert.equal(machine.row(0)['sentRate'], Number.NaN);
    assert.equal(has(machine.row(1)['flags'], 'isOlder'), true);
    assert.equal(machine.sums('processes', '42 100')['sent'], 10);
    machine.sample([row(5_001)], { processes });
    assert.equal(machine.sums('processes', '42 100')['sent'], 11);
  });

  it('is told that nobody watches', () => {
    const machine = new Machine();
    machine.sample([connection()]);
    machine.recorder.interrupt();
    assert.equal(machine.sample([connection({ sent: 10 })]).step, undefined);
    assert.equal(machine.sample([connection({ sent: 20 })]).step, 1_000);
    assert.equal(machine.row(0)['sentRate'], 10);
  });

  it('counts what the machine did until it slept, but not how fast', () => {
    const machine = new Machine();
    machine.sample([connection({ pids: [42] })], { processes: [process()] });
    machine.wall += 3_600_000;
    const sample = machine.sample([connection({ pids: [42], sent: 70 })], { processes: [process()] });
    assert.equal(sample.step, undefined);
    assert.equal(machine.row(0)['sentRate'], Number.NaN);
    assert.equal(machine.sums('processes', '42 100')['sent'], 70);
    assert.equal(sample.opened, 0);
  });

  it('goes on in time where the wall clock is set back', () => {
    const machine = new Machine();
    const before = machine.sample([connection()]);
    machine.wall -= 3_600_000;
    const sample = machine.sample([connection({ sent: 5 })]);
    assert.deepEqual([sample.takenAt - before.takenAt, sample.step], [1_000, 1_000]);
    assert.equal(machine.row(0)['sentRate'], 5);
  });

  it('takes what closed in a gap for closed when it was seen last', () => {
    const machine = new Machine();
    const before = machine.sample([connection()]);
    const sample = machine.sample([], { step: 1_000 });
    assert.equal(sample.closed, 1);
    machine.sample([connection({ cookie: 2 })]);
    const last = machine.sample([connection({ cookie: 2 })]);
    assert.equal(machine.sample([], { step: 90_000 }).closed, undefined);
    assert.deepEqual(
      machine.closed.map(({ closedAt }) => closedAt),
      [before.takenAt + 1_000, last.takenAt],
    );
  });
});

describe('TrafficRecorder: connections that close', () => {
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

describe('TrafficRecorder: sums', () => {
  it('adds up what connections did by process and foreign host', () => {
    const machine = new Machine();
    const processes = [process(), process({ pid: 50, parentPid: 42 })];
    const rows = (sent: number): MadeConnection[] => [
      connection({ pids: [42, 50], sent }),
      connection({ cookie: 2, pids: [50], sent, received: 2 * sent }),
      connection({ cookie: 3, uid: 33, sent: 3 * sent }),
      listener(80, { pids: [42] }),
    ];
    machine.sample(rows(0), { processes });
    const sample = machine.sample(rows(100), { processes, step: 2_000 });
    const first = machine.sums('processes', '42 100');
    assert.deepEqual(
      [first['sent'], first['sentRate'], first['connections'], first['listeners']],
      [100, 50, 1, 1],
    );
    assert.equal(machine.sums('processes', '50 100')['receivedRate'], 100);
    assert.equal(machine.sums('processes', 'user 33')['sent'], 300);
    assert.deepEqual(machine.recorder.processes.subject(machine.sums('processes', 'user 33')['place'] ?? 0), {
      kind: 'unknown',
      uid: 33,
    });
    const host = machine.sums('hosts', '10.0.0.2');
    assert.deepEqual([host['sent'], host['connections']], [500, 3]);
    const { ids } = sample.processes;
    assert.deepEqual(
      [...ids],
      [...ids].sort((a, b) => a - b),
    );
    assert.deepEqual(
      [...sample.processes.sent].sort((a, b) => a - b),
      [100, 100, 300],
    );
  });

  it('adds up bytes in queues, but not what waits to be accepted', () => {
    const machine = new Machine();
    const made = counted([connection({ pids: [42] }), listener(80, { pids: [42] })], [process()]);
    made.inet.rxQueue.set([30, 5]);
    made.inet.txQueue.set([200, 128]);
    machine.shows(new ShownSockets(made));
    const { receiveQueue, sendQueue } = machine.sums('processes', '42 100');
    assert.deepEqual([receiveQueue, sendQueue], [30, 200]);
  });

  it('counts a loopback connection at both its ends, and IPv4 in IPv6 as the host that it is', () => {
    const machine = new Machine();
    const processes = [process(), process({ pid: 43 })];
    const rows = (bytes: number): MadeConnection[] => [
      connection({ pids: [42], local: ['127.0.0.1', 5], remote: ['127.0.0.1', 80], sent: bytes }),
      connection({
        ...{ cookie: 2, protocol: 'tcp6', pids: [43], received: bytes },
        ...{ local: ['0:0:0:0:0:ffff:7f00:1', 80], remote: ['0:0:0:0:0:ffff:7f00:1', 5] },
      }),
    ];
    machine.sample(rows(0), { processes });
    machine.sample(rows(9), { processes });
    assert.equal(machine.sums('processes', '42 100')['sent'], 9);
    assert.equal(machine.sums('processes', '43 100')['received'], 9);
    assert.deepEqual([machine.sums('hosts', '127.0.0.1')['connections']], [2]);
  });

  it('moves what was counted for nobody to who turns out to have it', () => {
    const machine = new Machine();
    machine.sample([]);
    machine.sample([connection({ sent: 10 })]);
    assert.equal(machine.sums('processes', 'user 1000')['sent'], 10);
    machine.sample([connection({ sent: 15, pids: [42] })], { processes: [process()] });
    assert.equal(machine.sums('processes', 'user 1000')['sent'], 0);
    assert.equal(machine.sums('processes', '42 100')['sent'], 15);
    machine.sample([connection({ sent: 16, pids: [43] })], { processes: [process({ pid: 43 })] });
    assert.equal(machine.sums('processes', '42 100')['sent'], 15);
    assert.equal(machine.sums('processes', '43 100')['sent'], 1);
  });

  it('flags likely owners', () => {
    const machine = new Machine();
    const likelyOwner: LikelyOwner = {
      unit: 'ssh.service',
      unitOf: 'system',
      count: 1,
      evidence: ['madeInGroup', 'onlyProcess'],
      processes: [{ pid: 77, startTime: 5, program: 'sshd' }],
    };
    machine.sample([connection({ likelyOwner })]);
    const place = machine.sums('processes', '77 5');
    assert.equal(has(place['flags'], 'isLikely'), true);
    assert.equal(has(machine.row(0)['flags'], 'isLikely'), true);
    const subject = machine.recorder.processes.subject(place['place'] ?? 0);
    assert.equal(subject?.kind === 'process' && subject.isLikely && subject.owner.comm, 'sshd');
  });

  it('counts a connection that nobody has accepted yet for who listens', () => {
    const machine = new Machine();
    const rows = [listener(80, { pids: [42] }), connection({ cookie: 2, local: ['10.0.0.1', 80], inode: 0 })];
    machine.sample(rows, { processes: [process()] });
    assert.equal(machine.sums('processes', '42 100')['connections'], 1);
    assert.equal(has(machine.row(1)['flags'], 'isLikely'), true);
  });

  it('adds up by container, once one is known, too', () => {
    const machine = new Machine();
    const processes = [dockerProxy()];
    const containers = [dbContainer()];
    const row = (sent: number): MadeConnection =>
      connection({ local: ['10.0.0.1', 15_432], remote: ['10.0.0.2', 77], pids: [700], sent });
    const shown = (sent: number, more = {}): ShownSockets =>
      new ShownSockets(counted([row(sent), listener(15_432, { pids: [700] })], processes, more));
    machine.shows(shown(0));
    assert.equal(machine.row(0)['container'], 0);
    machine.shows(shown(7, { containers }));
    const db = machine.sums('containers', containerId('a'));
    assert.deepEqual([db['sent'], db['sentRate'], db['connections'], db['listeners']], [7, 7, 1, 1]);
    assert.deepEqual(machine.recorder.containers.subject(db['place'] ?? 0), { id: containerId('a') });
    machine.shows(shown(9));
    assert.equal(machine.sums('containers', containerId('a'))['connections'], 0);
  });

  it('keeps so many hosts without a connection, and lets closed rows go on without the others', () => {
    const machine = new Machine();
    const hosts = (from: number, count: number): MadeConnection[] =>
      Array.from({ length: count }, (_, i) => {
        const n = from + i;
        return connection({ cookie: n, local: ['10.0.0.1', 5], remote: [`10.1.${n >> 8}.${n & 255}`, 80] });
      });
    machine.sample(hosts(1, 3_000));
    machine.sample(hosts(4_000, 3_000));
    machine.sample(hosts(1, 1));
    const { hosts: sums } = machine.recorder;
    const left = [...sums.columns.id].filter((id) => id > 0).length;
    assert.ok(left <= MOST_IDLE + 1 && left > MOST_IDLE * 0.8, `${left}`);
    assert.notEqual(sums.find('10.1.0.1'), 0);
    assert.equal(sums.find('10.1.0.2'), 0);
    for (const { host = 0 } of machine.closed) assert.ok(host === 0 || sums.subject(host) !== undefined);
    machine.sample(hosts(2, 1));
    assert.equal(sums.subject(machine.row(0)['host'] ?? 0)?.address, '10.1.0.2');
  });

  it('keeps the place of a process that ended for an hour, and not longer', () => {
    const machine = new Machine();
    machine.sample([connection({ pids: [42], sent: 1 })], { processes: [process()] });
    machine.sample([connection({ pids: [42], sent: 3 })], { processes: [process()] });
    const { id } = machine.sums('processes', '42 100');
    machine.sample([]);
    machine.wall += 3_500_000;
    machine.sample([]);
    assert.equal(machine.sums('processes', '42 100')['id'], id);
    machine.wall += 200_000;
    machine.sample([]);
    assert.equal(machine.recorder.processes.find('42 100'), 0);
    assert.equal(machine.closed.length, 0);
    assert.equal(machine.recorder.connections.count, 0);
  });
});

describe('TrafficRecorder: network namespaces', () => {
  const inOther = (sockets: readonly MadeConnection[], key = '7'): ReturnType<typeof namespacePart> => {
    const { inet, traffic, ownerStart, ownerPids, likely } = counted(sockets);
    const facts = { key, inode: 1, isOwn: false, names: [key], containers: [], processes: 0 };
    return namespacePart(facts, { inet, ownerStart, ownerPids, likely, ...(traffic && { traffic }) });
  };

  it('keeps cookies of several apart, and says what closed in which', () => {
    const machine = new Machine();
    const whole = (own: readonly MadeConnection[], other: readonly MadeConnection[]): ShownSockets => {
      const part = inOther(other);
      const machineRows = withParts(counted(own), [part], { wish: { shown: { kind: 'all' } } });
      const shown = new ShownSockets(machineRows, [undefined, part]);
      const traffic = joinTraffic([trafficOf(own), trafficOf(other)]);
      return Object.defineProperty(shown, 'snapshot', { value: { ...shown.snapshot, traffic } });
    };
    machine.shows(whole([connection()], [connection()]));
    assert.notEqual(machine.row(0)['id'], machine.row(1)['id']);
    const second = machine.row(1)['id'];
    const destroyed = new Map([['7', told([{ cookie: 1, sent: 5, received: 0 }])]]);
    const sample = machine.shows(whole([connection()], []), { destroyed });
    assert.equal(sample.closed, 1);
    assert.deepEqual(
      machine.closed.map(({ id, sent }) => [id, sent]),
      [[second, 5]],
    );
    assert.equal(machine.recorder.recorded?.closed.partOf('inet', 0)?.namespace.key, '7');
  });

  it('takes nothing for closed that is not shown any more, nor for new what was not shown before', () => {
    const machine = new Machine();
    machine.sample([connection()]);
    machine.sample([]);
    machine.sample([connection({ cookie: 2 })]);
    assert.equal(machine.closed.length, 1);
    const part = inOther([connection({ sent: 900, pids: [] })]);
    const shown = new ShownSockets(withParts(counted([]), [part]), [part]);
    const sample = machine.shows(shown);
    assert.deepEqual([sample.opened, sample.closed, machine.closed.length], [0, 0, 0]);
    assert.equal(has(machine.row(0)['flags'], 'isOlder'), true);
    assert.equal(machine.row(0)['sentRate'], Number.NaN);
    assert.equal(machine.sums('hosts', '10.0.0.2')['sent'], 0);
    const again = machine.sample([connection({ cookie: 2 })]);
    assert.deepEqual([again.opened, again.closed], [0, 0]);
  });

  it('leaves the rows of one as they are whose turn did not come', () => {
    const machine = new Machine();
    const shown = (part: ReturnType<typeof inOther>): ShownSockets =>
      new ShownSockets(withParts(counted([]), [part]), [part]);
    machine.shows(shown(inOther([connection()])));
    const read = inOther([connection({ sent: 30 })]);
    machine.shows(shown(read));
    machine.shows(shown(read));
    assert.equal(machine.row(0)['sentRate'], 30);
    machine.shows(shown(inOther([connection({ sent: 50 })])));
    assert.equal(machine.row(0)['sentRate'], 10);
  });
});

describe('TrafficRecorder: handed over', () => {
  it('goes on with the same rows, sums and closed ones', () => {
    const machine = new Machine();
    const processes = [process()];
    machine.sample([connection({ pids: [42] }), connection({ cookie: 2 })], { processes });
    machine.sample([connection({ pids: [42], sent: 5 })], { processes });
    const { id } = machine.row(0);
    const closed = machine.closed.map((row) => row['id']);
    const kept = machine.recorder.keep();
    machine.recorder = TrafficRecorder.restore(structuredClone(kept));
    const first = machine.sample([connection({ pids: [42], sent: 9 }), connection({ cookie: 3 })], {
      processes,
    });
    assert.equal(machine.row(0)['id'], id);
    assert.deepEqual(
      [first.step, first.opened, machine.row(0)['sentRate']],
      [undefined, undefined, Number.NaN],
    );
    assert.equal(first.sequence, 3);
    assert.ok((machine.row(1)['id'] ?? 0) > (id ?? 0));
    assert.deepEqual(
      machine.closed.map((row) => row['id']),
      closed,
    );
    assert.equal(machine.sums('processes', '42 100')['sent'], 5);
    machine.sample([connection({ pids: [42], sent: 10 })], { processes });
    assert.equal(machine.sums('processes', '42 100')['sent'], 6);
    assert.equal(machine.row(0)['sentRate'], 1);
  });

  it('does not take for closed what went meanwhile', () => {
    const machine = new Machine();
    machine.sample([connection()]);
    machine.recorder = TrafficRecorder.restore(machine.recorder.keep());
    machine.sample([]);
    assert.deepEqual([machine.closed.length, machine.recorder.connections.count], [0, 0]);
  });
});

describe('TrafficRecorder: any life of connections', () => {
  /** One step of one connection: how it goes on, and how many bytes it sends. */
  const moves = fc.array(
    fc.array(
      fc.record({
        does: fc.constantFrom('open', 'send', 'close', 'brief', 'rest'),
        which: fc.nat(5),
        bytes: fc.nat(1_000),
        isLost: fc.boolean(),
      }),
      { maxLength: 6 },
    ),
    { maxLength: 12 },
  );

  it('adds up to what was sent, and never to less than nothing', () => {
    assertProperty(moves, (steps) => {
      const machine = new Machine();
      const living = new Map<number, { sent: number; cookie: number }>();
      let cookie = 1;
      let [all, lost] = [0, 0];
      const total = (of: 'processes' | 'hosts'): number =>
        machine.recorder[of].columns.sent.reduce((sum, each) => sum + each, 0);
      const ends = (number: number): Pick<MadeMessage, 'local' | 'remote'> => ({
        local: ['10.0.0.1', number],
        remote: ['10.0.0.2', 443],
      });
      const rows = (): MadeConnection[] =>
        [...living.values()].map((each) => connection({ ...each, ...(ends(each.cookie) as object) }));
      machine.sample([]);
      let counted = 0;
      for (const step of steps) {
        const closed: MadeMessage[] = [];
        for (const { does, which, bytes, isLost } of step) {
          const known = living.get(which);
          if (does === 'brief') {
            const mine = cookie++;
            if (isLost) continue;
            all += bytes;
            closed.push({ cookie: mine, ...ends(mine), sent: bytes, received: 0 });
          } else if (does === 'open' && known === undefined) {
            living.set(which, { sent: bytes, cookie: cookie++ });
            all += bytes;
          } else if (known !== undefined && does !== 'open') {
            known.sent += bytes;
            all += bytes;
            if (does !== 'close') continue;
            living.delete(which);
            if (!isLost) closed.push({ ...known, ...ends(known.cookie), received: 0 });
            else lost += known.sent;
          }
        }
        const sample = machine.sample(rows(), { closed });
        for (const each of [...sample.connections.sent, ...sample.processes.sent]) assert.ok(each >= 0);
        counted += sample.connections.sent.reduce((sum, each) => sum + each, 0);
        for (const column of ['sentRate', 'receivedRate'] as const)
          for (const rate of machine.recorder.connections.columns[column]) assert.ok(!(rate < 0));
      }
      const [byProcess, byHost] = [total('processes'), total('hosts')];
      assert.equal(byProcess, byHost);
      assert.equal(byProcess, counted);
      assert.ok(byProcess <= all && byProcess >= all - lost, `${byProcess} of ${all}, ${lost} lost`);
    });
  });
});
