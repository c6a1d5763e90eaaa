import assert from 'node:assert/strict';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { NewHistoryEntry } from '../../src/core/model/history';
import { connection, HERE, listener, seen } from './madeHistory';
import { adds, Ground, NOW, written } from './opened';

/** One of each kind, with all that there can be of it. */
const ALL: readonly NewHistoryEntry[] = [
  {
    ...listener(3000, seen('node', 4242), NOW, NOW + 900),
    ending: 'handedOver',
    isTakenOver: true,
    owners: {
      evidence: 'likely',
      programs: [
        {
          ...{ name: 'a\u0001\n"\'b', pid: 1, startTime: 5, unit: 'a@b.service', container: 'c0ffee' },
          ...{ containerName: 'db', origin: { kind: 'task', name: 'dev' } },
        },
        { name: 'b', pid: 2, startTime: 6, uid: 0 },
        { name: 'c', pid: 3, startTime: 7 },
      ],
    },
  },
  {
    ...connection([5432, 40_000], seen('postgres', 9), NOW - 100, NOW + 800),
    ...{ isAtLeast: true, doubtfulBytes: 1, retransmitted: 3, roundTrip: 120, isIPv6: true, isWithin: true },
    direction: 'unknown',
    states: [
      { state: 2, since: { by: NOW - 200 } },
      { state: 1, since: { by: NOW - 100, after: NOW - 150 } },
    ],
  },
  connection([22, 40_001], seen('sshd', 10), NOW + 700),
  { ...connection([22, 40_002], seen('sshd', 10), undefined, NOW + 650), protocol: 'mptcp' },
  {
    ...{ kind: 'refusal', protocol: 'tcp', isIPv6: true, address: '::1', port: 81, owners: seen('curl', 11) },
    ...{ at: { by: NOW + 600, after: NOW + 600 }, count: 4 },
  },
  {
    ...{ kind: 'action', at: { by: NOW + 500, after: NOW + 500 }, by: 'agent', pid: 812, outcome: 'sent' },
    deed: { kind: 'stopContainer', container: 'c0ffee', name: 'db' },
  },
  {
    ...{ kind: 'notice', at: { by: NOW + 400 }, subject: 'route', change: 'removed', count: 2 },
    ...{ device: 'eth0', address: '10.0.0.0/8', gateway: '10.0.0.1' },
  },
  { kind: 'gap', why: 'lost', from: NOW + 200, to: NOW + 300, lost: 120 },
];

describe('the history in its file, as it is written', () => {
  let ground: Ground;

  beforeEach(() => (ground = new Ground()));
  afterEach(() => ground.remove());

  it('is read as it was written, whatever is known of an entry', () => {
    const history = ground.open();
    history.write(adds(...ALL));
    assert.deepEqual(written(history), ALL);
    history.close();
    assert.deepEqual(written(ground.open()), ALL);
  });

  it('is for the user alone: the folder, and each file that SQLite makes', () => {
    const history = ground.open();
    history.takeRecording(NOW);
    history.write(adds(...ALL));
    assert.equal(lstatSync(ground.folder).mode & 0o777, 0o700);
    for (const name of ['history.db', 'history.db-wal', 'history.db-shm', `recorder-${HERE.namespace}`]) {
      assert.equal(lstatSync(join(ground.folder, name)).mode & 0o777, 0o600, name);
    }
  });

  it('has one entry of what goes on, which stands for all that is said of it', () => {
    const history = ground.open();
    const began = listener(3000, seen('node', 1), NOW);
    history.write([{ kind: 'put', key: 7, entry: began }]);
    history.write([{ kind: 'put', key: 7, entry: { ...began, owners: seen('node', 2) } }]);
    const [open] = history.entries({ most: 9 }).entries;
    assert.equal(open?.id, 1);
    const ended = listener(3000, seen('node', 2), NOW, NOW + 50);
    history.write([{ kind: 'end', key: 7, entry: ended }]);
    assert.deepEqual(written(history), [ended]);
    assert.equal(history.status().entries, 1);
    // The key is free again.
    history.write([{ kind: 'put', key: 7, entry: listener(3001, seen('vite', 3), NOW + 60) }]);
    assert.equal(history.status().entries, 2);
  });

  it('begins and ends within one call', () => {
    const history = ground.open();
    const ended = listener(3000, seen('node', 2), NOW, NOW + 50);
    history.write([
      { kind: 'put', key: 1, entry: listener(3000, seen('node', 2), NOW) },
      { kind: 'end', key: 1, entry: ended },
      { kind: 'put', key: 1, entry: listener(3001, seen('node', 2), NOW) },
    ]);
    assert.deepEqual(written(history), [ended, listener(3001, seen('node', 2), NOW)]);
  });

  it('has the end of what was cleared away meanwhile', () => {
    const history = ground.open();
    history.write([{ kind: 'put', key: 1, entry: listener(3000, seen('node', 2), NOW) }]);
    ground.open().clear();
    assert.deepEqual(written(history), []);
    const ended = listener(3000, seen('node', 2), NOW, NOW + 50);
    history.write([{ kind: 'end', key: 1, entry: ended }]);
    assert.deepEqual(written(history), [ended]);
  });

  it('waits while somebody else writes, and has all of it afterwards, in its order', () => {
    const history = ground.open();
    const other = ground.database();
    other.exec('BEGIN IMMEDIATE');
    history.write([{ kind: 'put', key: 1, entry: listener(3000, seen('node', 2), NOW) }]);
    assert.equal(history.status().trouble, undefined);
    assert.deepEqual(written(history), []);
    other.exec('COMMIT');
    const ended = listener(3000, seen('node', 2), NOW, NOW + 50);
    history.write([{ kind: 'end', key: 1, entry: ended }]);
    assert.deepEqual(written(history), [ended]);
  });

  it('has what waited when it is closed', () => {
    const history = ground.open();
    const other = ground.database();
    other.exec('BEGIN IMMEDIATE');
    history.write(adds(...ALL));
    other.exec('COMMIT');
    history.close();
    assert.deepEqual(written(ground.open()), ALL);
  });

  it('gives no id twice, whoever writes, and not after it was cleared', () => {
    const [one, other] = [ground.open(), ground.open()];
    one.write(adds(listener(1, seen('a', 1), NOW)));
    other.write(adds(listener(2, seen('a', 1), NOW)));
    one.write(adds(listener(3, seen('a', 1), NOW)));
    const idsOf = (): number[] => one.entries({ most: 9 }).entries.map(({ id }) => id);
    assert.deepEqual(idsOf(), [3, 2, 1]);
    other.clear();
    one.write(adds(listener(4, seen('a', 1), NOW)));
    assert.deepEqual(idsOf(), [4]);
  });

  it('keeps programs apart that differ in anything, and finds those of others again', () => {
    const [one, other] = [ground.open(), ground.open()];
    const owners = seen('node', 7);
    const named = { ...owners, programs: owners.programs.map((each) => ({ ...each, containerName: 'web' })) };
    one.write(adds(listener(1, owners, NOW)));
    other.write(adds(listener(2, named, NOW), listener(3, owners, NOW)));
    one.write(adds(listener(4, named, NOW)));
    assert.deepEqual(
      written(one).map((entry) => 'owners' in entry && entry.owners),
      [named, owners, named, owners],
    );
    assert.equal(
      ground.database().prepare('SELECT count(*) AS programs FROM programs').get()?.['programs'],
      2,
    );
  });

  it('gives all room back when it is cleared, also while somebody has it open', () => {
    const [history, other] = [ground.open(), ground.open()];
    history.write(
      adds(...Array.from({ length: 2_000 }, (_, at) => connection([1, at + 1], seen('a', at), NOW, NOW))),
    );
    const before = history.status().bytes;
    assert.ok(before > 200_000);
    other.entries({ most: 1 });
    history.clear();
    assert.ok(history.status().bytes < 200_000, `${history.status().bytes}`);
    assert.equal(history.status().entries, 0);
    assert.equal(history.status().since, undefined);
    assert.deepEqual(written(other), []);
    // Not in what is free in the file either.
    const { programs } = ground.database().prepare('SELECT count(*) AS programs FROM programs').get() ?? {};
    assert.equal(programs, 0);
  });

  it('is cleared while somebody reads an old state, and gives the room back once that ends', () => {
    const history = ground.open();
    history.write(
      adds(...Array.from({ length: 2_000 }, (_, at) => connection([1, at + 1], seen('a', at), NOW, NOW))),
    );
    const reader = ground.database();
    reader.exec('BEGIN; SELECT count(*) FROM connections');
    history.clear();
    assert.equal(history.status().trouble, undefined);
    assert.deepEqual(written(history), []);
    reader.exec('COMMIT');
    history.trim(NOW, 24, 64);
    assert.ok(history.status().bytes < 200_000, `${history.status().bytes}`);
  });
});
