import assert from 'node:assert/strict';
import { ConnectionStore } from '../../../../src/core/traffic/connectionStore';

describe('slots of connections', () => {
  it('make room for one more, and for many at once, with little to spare and with all that was there', () => {
    const store = new ConnectionStore();
    for (let id = 1; id <= 5_000; id++) store.add(id);
    assert.ok(store.columns.id.length < 5_000 * 1.3, `room for ${store.columns.id.length}`);
    store.expect(20_000);
    assert.ok(store.columns.id.length >= 25_000 && store.columns.id.length < 25_000 * 1.3);
    assert.deepEqual([...store.columns.id.subarray(4_998, 5_001)], [4_999, 5_000, 0]);
  });

  it('go on where one that never had a connection was handed on', () => {
    const store = ConnectionStore.restore(new ConnectionStore().keep());
    store.expect(3);
    const slots = [1, 2, 3].map((id) => store.add(id));
    assert.deepEqual(
      slots.map((slot) => store.columns.id[slot]),
      [1, 2, 3],
    );
  });
});
