import assert from 'node:assert/strict';
import { MemoryStore } from '../../../../src/core/history/memoryStore';
import type { HistoryChange, HistoryEntry, NewHistoryEntry } from '../../../../src/core/model/history';

const PLACE = { boot: 'this boot', namespace: 1 };
const TROUBLE = { kind: 'full', message: 'no room' } as const;

function listener(port: number, began: number, ended?: number): NewHistoryEntry & { kind: 'listener' } {
  return {
    ...{ kind: 'listener', protocol: 'tcp', isIPv6: false, address: '0.0.0.0', port },
    owners: { evidence: 'seen', programs: [{ name: 'node', pid: 7, startTime: 70 }] },
    opened: { by: began },
    ...(ended !== undefined && { closed: { by: ended }, ending: 'closed' as const }),
  };
}

function connection(port: number, began: number, ended?: number): NewHistoryEntry & { kind: 'connection' } {
  const owners = { evidence: 'unseen', programs: [] } as const;
  return {
    ...{
      kind: 'connection',
      protocol: 'tcp',
      isIPv6: false,
      direction: 'incoming',
      isWithin: false,
      count: 1,
    },
    local: { address: '10.0.0.1', port, owners },
    foreign: { address: '10.0.0.2', port: 40_000, owners },
    ...{ states: [], opened: { by: began } },
    ...(ended !== undefined && { closed: { by: ended }, ending: 'closed' as const }),
  };
}

const adds = (...entries: readonly NewHistoryEntry[]): HistoryChange[] =>
  entries.map((entry) => ({ kind: 'add', entry }));
const ports = (entries: readonly HistoryEntry[]): (number | undefined)[] =>
  entries.map((entry) =>
    entry.kind === 'listener' ? entry.port : entry.kind === 'connection' ? entry.local.port : undefined,
  );

describe('a history in memory', () => {
  it('says why it is not in a file, since when it is, and how much there is', () => {
    const store = new MemoryStore(PLACE, TROUBLE);
    assert.deepEqual(store.status(), { trouble: TROUBLE, bytes: 0, entries: 0, revision: 0 });
    store.write(adds(listener(1, 500), connection(2, 600, 700)));
    const { since, connectionsSince, entries, revision, folder } = store.status();
    assert.deepEqual([since, connectionsSince, entries, revision, folder], [500, 700, 2, 1, undefined]);
  });

  it('answers as a file does: the newest first, by what is asked, in parts', () => {
    const store = new MemoryStore(PLACE, TROUBLE);
    store.write(
      adds(listener(1, 100, 900), listener(2, 300), connection(3, 200, 800), listener(1, 100, 800)),
    );
    assert.deepEqual(ports(store.entries({ most: 9 }).entries), [1, 1, 3, 2]);
    assert.deepEqual(ports(store.entries({ port: 1, most: 9 }).entries), [1, 1]);
    assert.deepEqual(ports(store.entries({ pid: 7, most: 9, kinds: ['listener'] }).entries), [1, 1, 2]);
    assert.deepEqual(ports(store.entries({ filter: 'port:3', most: 9 }).entries), [3]);
    const first = store.entries({ most: 2 });
    assert.deepEqual(first.next, { at: 800, id: 4 });
    const second = store.entries({ most: 2, before: first.next });
    assert.deepEqual(ports(second.entries), [3, 2]);
    assert.equal(second.next, undefined);
  });

  it('tells what stood open at a moment', () => {
    const store = new MemoryStore(PLACE, TROUBLE);
    store.write(adds(listener(1, 100, 900), listener(2, 300), { ...connection(3, 200, 800), count: 2 }));
    assert.deepEqual(ports(store.standing(350)), [1, 2]);
    assert.deepEqual(ports(store.standing(900)), [2]);
    assert.deepEqual(ports(store.standing(99)), []);
  });

  it('has one entry of what goes on, and takes the end of what it never had', () => {
    const store = new MemoryStore(PLACE, TROUBLE);
    store.write([{ kind: 'put', key: 1, entry: listener(1, 100) }]);
    store.write([{ kind: 'put', key: 1, entry: { ...listener(1, 100), isTakenOver: true } }]);
    store.write([
      { kind: 'end', key: 1, entry: listener(1, 100, 200) },
      { kind: 'end', key: 2, entry: listener(2, 100, 150) },
    ]);
    const { entries } = store.entries({ most: 9 });
    assert.deepEqual(entries, [
      { ...listener(1, 100, 200), id: 1, place: PLACE },
      { ...listener(2, 100, 150), id: 2, place: PLACE },
    ]);
  });

  it('has at most so many: connections go first, then what is over, and what is open last', () => {
    const store = new MemoryStore(PLACE, TROUBLE, 100);
    store.write([{ kind: 'put', key: 1, entry: listener(1, 1) }]);
    store.write(adds(listener(2, 2, 3)));
    for (let at = 10; at < 1_000; at++) {
      store.write(adds(connection(3, at, at)));
      assert.ok(store.status().entries <= 100);
    }
    assert.deepEqual(ports(store.entries({ kinds: ['listener'], most: 9 }).entries), [2, 1]);
    const { entries } = store.entries({ kinds: ['connection'], most: 1 });
    assert.equal(entries[0]?.kind === 'connection' && entries[0].closed?.by, 999);
    const { since, connectionsSince = 0 } = store.status();
    assert.equal(since, 1);
    assert.ok(connectionsSince > 800);
    for (let at = 1_000; at < 1_200; at++) store.write(adds(listener(4, at, at)));
    assert.deepEqual(ports(store.entries({ port: 1, most: 9 }).entries), [1]);
    assert.ok((store.status().since ?? 0) > 1_000);
    assert.equal(store.status().entries <= 100, true);
  });

  it('drops what is too old, and what a wrong clock made; but nothing that is open', () => {
    const hour = 3_600_000;
    const store = new MemoryStore(PLACE, TROUBLE);
    store.write(adds(listener(1, hour), listener(2, hour, 2 * hour), listener(3, hour, 50 * hour)));
    store.write(adds(listener(4, hour, 500 * hour)));
    store.trim(51 * hour, 24);
    assert.deepEqual(ports(store.entries({ most: 9 }).entries), [3, 1]);
    assert.equal(store.status().since, 27 * hour);
  });

  it('forgets everything, and goes on', () => {
    const store = new MemoryStore(PLACE, TROUBLE);
    store.write([{ kind: 'put', key: 1, entry: listener(1, 100) }]);
    store.clear();
    assert.deepEqual(store.entries({ most: 9 }).entries, []);
    assert.equal(store.status().since, undefined);
    store.write([{ kind: 'end', key: 1, entry: listener(1, 100, 200) }]);
    assert.equal(store.entries({ most: 9 }).entries.length, 1);
  });
});
