import assert from 'node:assert/strict';
import type { HistoryChange, NewHistoryEntry } from '../../../../src/core/model/history';
import { Pending } from '../../../../src/node/history/pending';

function listener(at: number): NewHistoryEntry {
  const owners = { evidence: 'unknown', programs: [] } as const;
  const socket = {
    kind: 'listener',
    protocol: 'tcp',
    isIPv6: false,
    address: '::',
    port: 1,
    owners,
  } as const;
  return { ...socket, opened: { by: at }, closed: { by: at } };
}

const ACTION: HistoryChange = {
  kind: 'add',
  entry: {
    ...{ kind: 'action', at: { by: 1 }, by: 'window', outcome: 'sent' },
    deed: { kind: 'stopContainer', container: 'c0ffee' },
  },
};

describe('changes that are not written yet', () => {
  it('wait in their order, and stay until they are taken', () => {
    const pending = new Pending(() => false);
    pending.add([{ kind: 'add', entry: listener(1) }, ACTION]);
    assert.deepEqual(pending.first(1), [{ kind: 'add', entry: listener(1) }]);
    assert.equal(pending.size, 2);
    pending.take(1);
    assert.deepEqual(pending.first(9), [ACTION]);
  });

  it('are dropped where they are too many, the oldest, and counted; but not what the user did, nor what ends a row', () => {
    const pending = new Pending((key) => key === 5, 10);
    pending.add([
      ACTION,
      { kind: 'end', key: 5, entry: listener(2) },
      { kind: 'end', key: 6, entry: listener(3) },
    ]);
    for (let at = 4; at < 24; at++) {
      pending.add([{ kind: 'add', entry: listener(at) }]);
      pending.limit();
      assert.ok(pending.size <= 11);
    }
    const [gap, ...rest] = pending.first(99);
    assert.ok(gap?.entry.kind === 'gap');
    assert.deepEqual(rest.slice(0, 2), [ACTION, { kind: 'end', key: 5, entry: listener(2) }]);
    // All that came is there, or counted.
    assert.equal((gap.entry.lost ?? 0) + rest.length, 23);
    assert.equal(gap.entry.from, 3);
    const last = rest.slice(2).map(({ entry }) => entry.kind === 'listener' && entry.opened.by);
    assert.equal(last.at(-1), 23);
    assert.equal(gap.entry.to, Number(last[0]) - 1);
  });
});
