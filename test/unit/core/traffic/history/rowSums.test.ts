import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RowSums } from '../../../../../src/core/traffic/history/rowSums';
import { assertProperty } from '../../../property';
import { rowFigures } from './madeRows';

const row = fc.record({
  id: fc.integer({ min: 1, max: 60 }),
  received: fc.nat(1000),
  sent: fc.nat(1000),
  roundTrip: fc.oneof(fc.constant(0), fc.nat(1000)),
});

const step = fc
  .uniqueArray(row, { selector: ({ id }) => id, maxLength: 40 })
  .map((rows) => rows.sort((a, b) => a.id - b.id));

describe('RowSums', () => {
  it('adds up rows in whatever order they come and go, and keeps the last round trip', () => {
    assertProperty(fc.array(step, { maxLength: 8 }), (steps) => {
      const sums = new RowSums();
      const wanted = new Map<number, number[]>();
      for (const rows of steps) {
        sums.add(rowFigures(rows));
        for (const { id, received, sent, roundTrip } of rows) {
          const [r = 0, s = 0, t = 0] = wanted.get(id) ?? [];
          wanted.set(id, [r + received, s + sent, roundTrip || t]);
        }
      }
      const ids = [...wanted.keys()].sort((a, b) => a - b);
      assert.deepEqual([...sums.ids.subarray(0, sums.length)], ids);
      for (const [at, id] of ids.entries()) {
        assert.equal(sums.find(id), at);
        assert.deepEqual([sums.received[at], sums.sent[at], sums.roundTrip[at]], wanted.get(id));
      }
      assert.equal(sums.find(61), -1);
    });
  });
});
