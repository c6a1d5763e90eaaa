import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HistoryConnection, NewHistoryEntry } from '../../src/core/model/history';
import { fileSizes } from '../../src/node/history/historyFolder';
import type { OpenHistory } from '../../src/node/history/openHistory';
import { until } from '../host/until';
import { APART, eventAt, eventsFrom } from './madeEvents';
import { connection, listener, seen } from './madeHistory';
import { adds, Ground, NOW, written } from './opened';

const EVENTS = 300_000;
/** Events in one call: what a busy second brings. */
const CALL = 200;

describe('the bounds of the history', () => {
  let ground: Ground;

  beforeEach(() => (ground = new Ground()));
  afterEach(() => ground.remove());

  /** Bytes on the disk. */
  function bytes(): number {
    const { database, journal } = fileSizes(ground.folder);
    return database + journal;
  }

  /** Writes events, at their time. @returns the most that lay on the disk */
  function writeEvents(history: OpenHistory, first: number, count: number, megabytes: number): number {
    let most = 0;
    for (let from = first; from < first + count; from += CALL) {
      ground.now = NOW + (from + CALL) * APART;
      history.write(eventsFrom(from, Math.min(CALL, first + count - from)));
      if (from % 10_000 === 0) history.trim(ground.now, 24, megabytes);
      most = Math.max(most, bytes());
    }
    return most;
  }

  function sumOf(history: OpenHistory): { count: number; sent: number; received: number } {
    const { count, sent, received } =
      ground
        .database()
        .prepare('SELECT sum(count) AS count, sum(sent) AS sent, sum(received) AS received FROM connections')
        .get() ?? {};
    assert.equal(history.status().trouble, undefined);
    return { count: Number(count), sent: Number(sent), received: Number(received) };
  }

  it(`are kept by ${EVENTS.toLocaleString('en')} events at every moment, and listeners outlive connections`, function () {
    this.timeout(240_000);
    const history = ground.open();
    history.trim(NOW, 24, 8);
    const most = writeEvents(history, 0, EVENTS, 8);
    assert.ok(most <= 8e6, `${most} bytes`);
    // All of its room is used.
    assert.ok(bytes() > 6e6, `${bytes()} bytes`);
    const { entries, since = 0, connectionsSince = 0 } = history.status();
    assert.equal(since, NOW + CALL * APART, 'Listeners were dropped.');
    assert.ok(connectionsSince > since);
    const { listeners, all } =
      ground
        .database()
        .prepare(
          'SELECT count(*) AS listeners, count(*) + (SELECT count(*) FROM connections) AS "all" FROM listeners',
        )
        .get() ?? {};
    assert.equal(listeners, EVENTS / 100);
    assert.equal(entries, all);
    // What is told of last is what happened last.
    const last = eventAt(EVENTS - 1);
    assert.deepEqual(
      history.entries({ most: 1 }).entries.map(({ id: _id, place: _place, ...entry }) => entry),
      [last.entry],
    );
    // Nothing is left of what nobody refers to any more, but for what was used a minute before.
    const { programs } = ground.database().prepare('SELECT count(*) AS programs FROM programs').get() ?? {};
    const outgoing = ground
      .database()
      .prepare('SELECT count(*) AS rows FROM connections WHERE direction = 1')
      .get();
    const aMinute = 60_000 / APART / 4;
    assert.ok(
      Number(programs) < Number(outgoing?.['rows']) + EVENTS / 100 + aMinute + 5_000,
      `${Number(programs)}`,
    );
  });

  it('leave room for entries where all happened in a moment, each by a program of its own, with a peer of its own', function () {
    this.timeout(120_000);
    const history = ground.open();
    history.trim(NOW, 24, 4);
    const [sum, call] = [40_000, 400];
    let most = 0;
    for (let first = 0; first < sum; first += call) {
      const entries = Array.from({ length: call }, (_, index): NewHistoryEntry => {
        const number = first + index;
        const owners = seen(`job ${number}`, number);
        const peer = `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
        if (number % 4 === 3) {
          const refused = { protocol: 'tcp', isIPv6: false, address: peer, port: 80 } as const;
          return { kind: 'refusal', ...refused, at: { by: NOW, after: NOW }, owners, count: 1 };
        }
        const told = connection([443, 1_024 + number], owners, NOW - 5, NOW);
        return { ...told, foreign: { ...told.foreign, address: peer } };
      });
      history.write(adds(...entries));
      most = Math.max(most, bytes());
    }
    assert.ok(most <= 4e6, `${most} bytes`);
    assert.equal(history.status().trouble, undefined);
    const kept = written(history);
    // Some 12,000 have room with what is of their own.
    assert.ok(kept.length > 6_000, `${kept.length} are left`);
    for (const entry of kept) {
      const owners =
        entry.kind === 'connection' ? entry.local.owners : entry.kind === 'refusal' && entry.owners;
      const address =
        entry.kind === 'connection' ? entry.foreign.address : entry.kind === 'refusal' && entry.address;
      const pid = (owners && owners.programs[0]?.pid) || 0;
      assert.equal(address, `10.${pid >> 16}.${(pid >> 8) & 255}.${pid & 255}`);
    }
  });

  it('fold nothing into what is gone, and take no program for another, once the history was cleared elsewhere', async function () {
    this.timeout(120_000);
    const history = ground.open();
    history.trim(NOW, 24, 4);
    const told = (pid: number, name: string, at: number): NewHistoryEntry => {
      const made = connection([443, 1_024 + pid], seen(name, pid), at - 5, at);
      return {
        ...made,
        direction: 'outgoing',
        local: { ...made.local, port: 1_024 + pid },
        foreign: { ...made.foreign, port: 8443 },
      };
    };
    /** Fills the file, with few that differ, so that what happened half an hour ago is folded. */
    const fill = async (from: number): Promise<void> => {
      ground.now += 1_800_000;
      history.write(eventsFrom(from, 60_000).filter((_, index) => (from + index) % 4 > 0));
      history.trim(ground.now, 1_000, 4);
      await until('the bound', () => bytes() <= 4e6);
    };
    history.write(adds(told(1, 'curl', NOW), told(2, 'curl', NOW + 1)));
    await fill(1);
    ground.open().clear();
    history.write(adds(told(3, 'wget', NOW + 100), told(4, 'curl', NOW + 101), told(5, 'curl', NOW + 102)));
    await fill(1_000);
    const found = history.entries({ port: 8443, most: 99 }).entries as readonly HistoryConnection[];
    assert.deepEqual(
      found.map(({ count, local }) => [
        count,
        ...local.owners.programs.map(({ name, pid }) => `${name} ${pid}`),
      ]),
      [
        [2, 'curl 4', 'curl 5'],
        [1, 'wget 3'],
      ],
    );
  });

  it('fold connections that were alike, with sums that stay exact, before any is dropped', async () => {
    const history = ground.open();
    history.write(eventsFrom(0, 30_000));
    const before = sumOf(history);
    const rows = history.status().entries;
    const size = history.status().bytes;
    ground.now = NOW + 40 * 3_600_000;
    history.trim(ground.now, 1_000, 4);
    await until('the bound', () => bytes() <= 4e6);
    const connections = history.entries({ kinds: ['connection'], most: 100_000 })
      .entries as readonly HistoryConnection[];
    assert.ok(history.status().entries < rows * 0.8, `${history.status().entries} of ${rows}, ${size} bytes`);
    assert.deepEqual(sumOf(history), before);
    const folded = connections.filter(({ count }) => count > 1);
    const [one] = folded;
    assert.ok(one?.opened && one.closed && one.closed.by > one.opened.by);
    // The port that was asked for stays, the connecting end's is none.
    assert.deepEqual([one.local.port, one.foreign.port, one.states], [5432, 0, []]);
    assert.ok((one.roundTrip ?? 0) >= 100 && (one.roundTrip ?? 0) < 150);
    assert.ok(connections.some(({ direction, count }) => direction === 'outgoing' && count === 1));
    assert.ok(history.entries({ port: 5432, most: 10 }).entries.length === 10);
  });

  it('fold what different runs of a program did into one that names them, and nothing that differs in what counts', async () => {
    const history = ground.open();
    const told = (pid: number, more: Partial<HistoryConnection> = {}): HistoryConnection =>
      ({
        ...connection([8443, 40_000 + pid], seen('curl', pid), NOW + pid - 5, NOW + pid),
        direction: 'outgoing',
        local: { address: '10.0.0.1', port: 40_000 + pid, owners: seen('curl', pid) },
        foreign: { address: '10.0.0.2', port: 8443, owners: seen('nginx', 1) },
        ...{ sent: 10, received: 100, retransmitted: 1, doubtfulBytes: 1, roundTrip: 100 * pid },
        ...more,
      }) as HistoryConnection;
    const { sent: _sent, ...untold } = told(6);
    history.write(
      adds(
        ...[told(1), told(2), told(3, { roundTrip: 600 })],
        ...[told(4, { isAtLeast: true }), told(5, { direction: 'unknown' }), untold],
        ...[
          told(7, { foreign: { ...told(7).foreign, address: '10.0.0.3' } }),
          told(8, { ending: 'unwatched' }),
        ],
      ),
    );
    // As much again, so that there is a bound to be kept.
    history.write(eventsFrom(0, 30_000));
    ground.now = NOW + 40 * 3_600_000;
    history.trim(ground.now, 1_000, 4);
    await until('the bound', () => bytes() <= 4e6);
    const found = history.entries({ port: 8443, most: 99 }).entries as readonly HistoryConnection[];
    assert.deepEqual(
      found.map(({ count, sent, received }) => [count, sent, received]),
      [
        [1, 10, 100],
        [1, 10, 100],
        [1, undefined, 100],
        [1, 10, 100],
        [1, 10, 100],
        [3, 30, 300],
      ],
    );
    const folded = found.at(-1);
    assert.deepEqual(
      folded?.local.owners.programs.map(({ pid }) => pid),
      [1, 2, 3],
    );
    assert.deepEqual([folded?.opened?.by, folded?.closed?.by], [NOW - 4, NOW + 3]);
    assert.deepEqual([folded?.retransmitted, folded?.doubtfulBytes, folded?.roundTrip], [3, 3, 300]);
  });

  it('are kept soon where they are made smaller, in calls that are short', async function () {
    this.timeout(60_000);
    const history = ground.open();
    writeEvents(history, 0, 60_000, 64);
    assert.ok(bytes() > 7e6);
    history.trim(ground.now, 24, 4);
    await until('the bound', () => bytes() <= 4e6, 30_000);
    assert.equal(history.status().trouble, undefined);
  });

  it('drop what is too old, and what a wrong clock made that would never grow old; but nothing that is open', () => {
    const history = ground.open();
    const hour = 3_600_000;
    const open = listener(1, seen('a', 1), NOW - 100 * hour);
    history.write([{ kind: 'put', key: 1, entry: open }]);
    const kept = [
      listener(4, seen('a', 1), NOW - 25 * hour, NOW - 23 * hour),
      listener(5, seen('a', 1), NOW + hour, NOW + hour),
    ];
    history.write(
      adds(
        ...kept,
        listener(2, seen('a', 1), NOW - 30 * hour, NOW - 25 * hour),
        connection([3, 9], seen('a', 2), NOW - 30 * hour, NOW - 25 * hour),
        { kind: 'gap', why: 'clock', from: NOW, to: NOW + 9_000 * hour },
      ),
    );
    history.trim(NOW, 24, 64);
    assert.deepEqual(written(history), [...kept.toReversed(), open]);
    assert.equal(history.status().entries, 3);
  });

  it('hold while somebody reads an old state: the journal grows no further, and nothing is lost', () => {
    const history = ground.open();
    history.trim(NOW, 24, 8);
    const reader = ground.database();
    writeEvents(history, 0, 1_000, 8);
    reader.exec('BEGIN; SELECT count(*) FROM connections');
    const most = writeEvents(history, 1_000, 60_000, 8);
    assert.ok(most <= 8e6, `${most} bytes`);
    assert.equal(history.status().trouble, undefined);
    reader.exec('COMMIT');
    writeEvents(history, 61_000, 400, 8);
    const gaps = history.entries({ kinds: ['gap'], most: 99 }).entries;
    const lost = gaps.reduce((sum, gap) => sum + (gap.kind === 'gap' ? (gap.lost ?? 0) : 0), 0);
    const { rows } =
      ground
        .database()
        .prepare('SELECT (SELECT count(*) FROM listeners) + (SELECT sum(count) FROM connections) AS rows')
        .get() ?? {};
    // What had no room to wait either is counted.
    assert.equal(Number(rows) + lost, 61_400);
    assert.ok(lost > 0);
  });

  it('need no end of a list that is open: each question reads, and is done', async () => {
    const [history, list] = [ground.open(), ground.open()];
    history.trim(NOW, 24, 8);
    const asked = { most: 50 };
    for (let first = 0; first < 20_000; first += 1_000) {
      list.entries(asked);
      list.standing(ground.now);
      writeEvents(history, first, 1_000, 8);
      await sleep(0);
    }
    const { journal } = fileSizes(ground.folder);
    assert.ok(journal < 1.5e6, `${journal} bytes`);
  });
});
