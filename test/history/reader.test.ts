import assert from 'node:assert/strict';
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HistoryEntry, HistoryQuestion, NewHistoryEntry } from '../../src/core/model/history';
import { HistoryReader } from '../../src/node/history/historyReader';
import { openReading } from '../../src/node/history/openReading';
import { sqlite } from '../../src/node/history/sqlite';
import { skipWithReason } from '../skip';
import { connection, HERE, listener, madeHistory, type MadeHistory, seen } from './madeHistory';

const BEFORE = { boot: 'another boot', namespace: 1 };

const LATE: readonly NewHistoryEntry[] = [
  listener(3000, seen('node', 4242), 2_000, 5_000),
  listener(3000, seen('vite', 4310, 'c0ffee'), 5_100),
  { ...listener(0, seen('dockerd', 7), 2_000), protocol: 'unix', address: '', port: 0, path: '/run/a.sock' },
  connection([3000, 51_000], seen('node', 4242), 3_000, 3_500),
  connection([45_000, 3000], seen('curl', 99), undefined, 4_000),
  { ...connection([3000, 0], seen('node', 4242), 2_100, 4_500), count: 12 },
  connection([22, 40_000], seen('sshd', 11), 2_000),
  {
    kind: 'refusal',
    protocol: 'tcp',
    isIPv6: true,
    address: '::1',
    port: 3000,
    owners: seen('wget', 50),
    at: { by: 1_500, after: 1_500 },
    count: 3,
  },
  {
    kind: 'action',
    at: { by: 4_900, after: 4_900 },
    by: 'window',
    deed: { kind: 'signal', signal: 'SIGTERM', program: { name: 'node', pid: 4242, startTime: 42_420 } },
    outcome: 'sent',
  },
  {
    kind: 'action',
    at: { by: 4_950, after: 4_950 },
    by: 'agent',
    deed: {
      kind: 'closeConnection',
      protocol: 'tcp',
      local: { address: '127.0.0.1', port: 3000 },
      foreign: { address: '10.0.0.9', port: 51_000 },
    },
    outcome: 'closed',
  },
  {
    kind: 'notice',
    at: { by: 2_500, after: 2_500 },
    subject: 'address',
    change: 'added',
    device: 'eth0',
    address: '127.0.0.1/8',
    count: 1,
  },
  { kind: 'gap', why: 'lost', from: 2_600, to: 2_700, lost: 120 },
  { kind: 'gap', why: 'clock', from: 9_000, to: 1_800 },
];

describe('the history in its file, as it is read', () => {
  let made: MadeHistory;
  let reader: HistoryReader;

  before(function () {
    if (sqlite() === undefined) skipWithReason(this, `Node ${process.version} has no node:sqlite`);
  });

  beforeEach(() => {
    made = madeHistory();
    made.add([listener(3000, seen('old', 4242), 100, 900)], BEFORE);
    made.add(LATE);
    reader = new HistoryReader(made.database, { folder: made.folder, place: HERE });
  });

  afterEach(() => made.remove());

  function ask(question: Partial<HistoryQuestion>): readonly HistoryEntry[] {
    return reader.entries({ most: 100, ...question }).entries;
  }

  /** What is found, each by its kind and what it is listed by. */
  function told(question: Partial<HistoryQuestion>): string[] {
    return ask(question).map((entry) => {
      switch (entry.kind) {
        case 'listener':
          return `listener ${entry.closed?.by ?? entry.opened.by}`;
        case 'connection':
          return `connection ${entry.closed?.by ?? entry.opened?.by}`;
        case 'gap':
          return `gap ${entry.to}`;
        default:
          return `${entry.kind} ${entry.at.by}`;
      }
    });
  }

  it('is what was written, the newest first, of all boots', () => {
    const found = ask({});
    assert.equal(found.length, LATE.length + 1);
    const [last] = found.slice(-1);
    assert.deepEqual(last?.place, BEFORE);
    const written = found.map(({ id, place, ...entry }) => {
      assert.deepEqual(place, id === 1 ? BEFORE : HERE);
      return entry;
    });
    for (const entry of LATE)
      assert.ok(
        written.some((each) => isSame(each, entry)),
        JSON.stringify(entry),
      );
  });

  it('is found by a port at either end, whoever had it', () => {
    assert.deepEqual(told({ port: 3000 }), [
      'listener 5100',
      'listener 5000',
      'action 4950',
      'connection 4500',
      'connection 4000',
      'connection 3500',
      'refusal 1500',
      'listener 900',
    ]);
    assert.deepEqual(told({ port: 3000, protocol: 'udp' }), []);
    assert.deepEqual(told({ port: 1 }), []);
  });

  it('is found by an address, a path, and by kinds', () => {
    assert.deepEqual(told({ address: '10.0.0.9', from: 3_800 }), [
      'action 4950',
      'connection 4500',
      'connection 4000',
      'connection 2000',
    ]);
    assert.deepEqual(told({ address: '127.0.0.1', kinds: ['notice', 'gap'] }), ['notice 2500']);
    assert.deepEqual(told({ address: '203.0.113.1' }), []);
    assert.deepEqual(told({ path: '/run/a.sock' }), ['listener 2000']);
  });

  it('is found by a process of this boot, and by a container', () => {
    assert.deepEqual(told({ pid: 4242 }), [
      'listener 5000',
      'action 4900',
      'connection 4500',
      'connection 3500',
    ]);
    assert.deepEqual(told({ pid: 4242, startTime: 1 }), []);
    assert.deepEqual(told({ container: 'c0ffee' }), ['listener 5100']);
  });

  it('finds a process that was not the first of several', () => {
    const programs = [...seen('a', 1).programs, ...seen('b', 2).programs, ...seen('c', 3).programs];
    made.add([listener(99, { evidence: 'seen', programs }, 6_000)]);
    const [entry] = ask({ pid: 3 });
    assert.deepEqual(entry?.kind === 'listener' && entry.owners.programs, programs);
  });

  it('is what was so, or happened, in a span', () => {
    assert.deepEqual(told({ from: 4_600 }), [
      'listener 5100',
      'listener 5000',
      'action 4950',
      'action 4900',
      'connection 2000',
      'listener 2000',
      'gap 1800',
    ]);
    assert.deepEqual(told({ from: 1_400, to: 1_600 }), ['refusal 1500']);
    assert.deepEqual(told({ port: 3000, to: 2_050 }), ['listener 5000', 'refusal 1500', 'listener 900']);
  });

  it('has connections of a span however long they were open, each once', () => {
    const [second, minute] = [1_000, 60_000];
    for (const [began, ended] of [
      [0, 1],
      [0, 59],
      [0, 61],
      [0, 7_000],
      [99, 100],
      [100, 101],
      [99, 159],
      [99, 161],
      [101, 300],
    ] as const) {
      const times = [minute * 10 + began * second, minute * 10 + ended * second] as const;
      made.add([connection([77, 1], seen('a', 1), ...times)]);
    }
    made.add([connection([77, 2], seen('a', 1), minute * 10 + 50 * second)]);
    const ended = (question: Partial<HistoryQuestion>): (number | undefined)[] =>
      ask({ port: 77, ...question }).map((entry) =>
        entry.kind === 'connection' && entry.closed ? entry.closed.by / second - 600 : undefined,
      );
    const to = minute * 10 + 100 * second;
    assert.deepEqual(ended({ to }), [7_000, 161, 159, 101, 100, 61, 59, undefined, 1]);
    assert.deepEqual(ended({ from: to, to }), [7_000, 161, 159, 101, 100, undefined]);
    assert.deepEqual(ended({ from: to - 40 * second, to: to - 30 * second }), [7_000, 61, undefined]);
  });

  it('has what a filter lets through, which names may speak of', () => {
    assert.deepEqual(told({ filter: 'process:curl' }), ['connection 4000']);
    assert.deepEqual(told({ filter: 'port:3000 -process:node', kinds: ['listener', 'connection'] }), [
      'listener 5100',
      'connection 4000',
      'listener 900',
    ]);
    const users = new Map([[1000, 'alice']]);
    const named = new HistoryReader(made.database, { folder: made.folder, users: () => users });
    assert.equal(named.entries({ filter: 'user:alice', kinds: ['refusal'], most: 9 }).entries.length, 1);
  });

  it('goes on where it was cut, and has each once, however many are of the same moment', () => {
    made.add(Array.from({ length: 500 }, (_, index) => listener(7, seen('many', index + 1), 7_000)));
    const all = ask({ most: 1_000 });
    const pieces: HistoryEntry[] = [];
    let before: HistoryQuestion['before'];
    do {
      const { entries, next } = reader.entries({ most: 7, ...(before && { before }) });
      pieces.push(...entries);
      before = next;
    } while (before !== undefined);
    assert.deepEqual(
      pieces.map(({ id }) => id),
      all.map(({ id }) => id),
    );
    assert.equal(new Set(all.map(({ id }) => id)).size, 514);
  });

  it('says that there is more where none of very many passes, instead of reading on', function () {
    this.timeout(60_000);
    made.add(
      Array.from({ length: 10_100 }, (_, index) =>
        connection([8, 9], seen('a', 1), undefined, 10_000 + index),
      ),
    );
    const first = reader.entries({ filter: 'process:curl', most: 5 });
    assert.deepEqual(first.entries, []);
    assert.ok(first.next);
    const second = reader.entries({ filter: 'process:curl', most: 5, before: first.next });
    assert.equal(second.entries.length, 1);
    assert.equal(second.next, undefined);
  });

  it('tells what stood open at a moment, here, and not what nobody can know', () => {
    const standing = (at: number): string[] =>
      reader
        .standing(at)
        .map((entry) =>
          entry.kind === 'listener' ? `${entry.port}` : `${entry.local.port}-${entry.foreign.port}`,
        )
        .sort();
    assert.deepEqual(standing(3_200), ['0', '22-40000', '3000', '3000-51000']);
    assert.deepEqual(standing(5_050), ['0', '22-40000']);
    assert.deepEqual(standing(500), ['3000']);
    made.add([listener(1, seen('elsewhere', 1), 5_000)], { boot: HERE.boot, namespace: 2 });
    made.add([
      { ...listener(2, seen('a', 1), 5_000), closed: { by: 6_000, after: 5_010 }, ending: 'unwatched' },
    ]);
    assert.deepEqual(standing(5_005), ['0', '2', '22-40000']);
    assert.deepEqual(standing(5_050), ['0', '22-40000']);
  });

  it('says how much there is, since when', () => {
    const { folder, since, connectionsSince, bytes, entries } = reader.status();
    assert.deepEqual(
      { folder, since, connectionsSince, entries },
      { folder: made.folder, since: 1_000, connectionsSince: undefined, entries: 14 },
    );
    assert.ok(bytes > 10_000);
  });

  it('reads beside a writer, holds up no checkpoint, and sees each commit', () => {
    const opened = openReading(made.folder);
    assert.equal(opened.kind, 'open');
    if (opened.kind !== 'open') return;
    const ports = (): number => opened.reader.entries({ port: 5, most: 100 }).entries.length;
    assert.equal(ports(), 0);
    made.database.exec('BEGIN');
    assert.equal(ports(), 0);
    made.database.exec('COMMIT');
    const { revision } = opened.reader.status();
    made.add([listener(5, seen('new', 5), 6_000)]);
    assert.equal(ports(), 1);
    assert.ok(opened.reader.status().revision > revision);
    const checkpoint = made.database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    assert.equal(checkpoint?.['busy'], 0);
    assert.equal(statSync(join(made.folder, 'history.db-wal')).size, 0);
    opened.close();
  });

  it('is nothing yet where no file, an empty one or an empty folder is', () => {
    assert.deepEqual(openReading(join(made.folder, 'none')), { kind: 'nothing' });
    assert.ok(!existsSync(join(made.folder, 'none')));
  });

  it('is told as damaged, of a newer release, or of others', () => {
    const kindAt = (folder: string): string => {
      const opened = openReading(folder);
      return opened.kind === 'trouble' ? opened.trouble.kind : opened.kind;
    };
    made.database.exec('PRAGMA user_version = 99');
    assert.equal(kindAt(made.folder), 'newer');
    made.database.exec('PRAGMA user_version = 1');
    assert.equal(kindAt(made.folder), 'open');
    const other = join(made.folder, '..', 'damaged');
    assert.equal(kindAt(other), 'nothing');
    const broken = madeHistory();
    broken.database.close();
    writeFileSync(join(broken.folder, 'history.db'), Buffer.alloc(8192, 'x'));
    assert.equal(kindAt(broken.folder), 'damaged');
    rmSync(join(broken.folder, '..'), { recursive: true });
  });

  it('finds one port among hundreds of thousands of connections at once', function () {
    this.timeout(120_000);
    made.add(
      (function* many() {
        for (let index = 0; index < 300_000; index++) {
          const port = 1_024 + (index % 30_000);
          const server = index % 3 === 0 ? 3000 : 5432;
          yield connection([server, port], seen('node', 4242), 10_000 + index, 10_100 + index);
        }
      })(),
    );
    const times = [2_000, 9_000, 17_000].flatMap((port) =>
      [3000, port].map((asked) => {
        const start = performance.now();
        const { entries } = reader.entries({ port: asked, most: 200 });
        const time = performance.now() - start;
        assert.equal(entries.length > 5, true);
        return time;
      }),
    );
    assert.ok(Math.max(...times) < 50, times.join(', '));
  });
});

function isSame(one: object, other: object): boolean {
  try {
    assert.deepEqual(one, other);
    return true;
  } catch {
    return false;
  }
}
