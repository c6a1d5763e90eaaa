import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { areSameOrder, HeldOrder, type OrderableRows } from '../../../../src/core/traffic/heldOrder';
import { risingRows } from '../../../../src/core/traffic/radix';
import { assertProperty } from '../../property';

/** Rows of these ids, in that order; row numbers are their places in `numbered`. */
function rows(order: readonly number[], numbered: readonly number[] = order) {
  const ids = Float64Array.from(numbered);
  const own = Uint32Array.from(order, (id) => numbered.indexOf(id));
  return { ids, rising: risingRows(own, ids), sorted: { all: own } };
}

/** @param order nothing where it is the rows' own */
function idsOf(order: Uint32Array | undefined, { ids, sorted }: OrderableRows): number[] {
  return Array.from(order ?? sorted.all, (row) => ids[row] ?? 0);
}

describe('an order that is held', () => {
  it('keeps rows in their places: new ones come behind, in the order that they would have', () => {
    const held = new HeldOrder();
    held.next(rows([3, 1, 2]), 'q', 1, false);
    const next = rows([9, 1, 8, 2, 3], [1, 2, 3, 8, 9]);
    const order = held.next(next, 'q', 2, true);
    assert.deepEqual(idsOf(order, next), [3, 1, 2, 9, 8]);
    assert.equal(order && areSameOrder(order, next.sorted.all), false);
  });

  it('loses rows that are gone, and stays what it is within a sample', () => {
    const held = new HeldOrder();
    held.next(rows([3, 1, 2]), 'q', 1, false);
    const next = rows([2, 3]);
    const order = held.next(next, 'q', 2, true);
    assert.deepEqual(idsOf(order, next), [3, 2]);
    assert.equal(held.next(next, 'q', 2, true), order);
    assert.deepEqual(idsOf(held.next(next, 'q', 2, false), next), [2, 3]);
  });

  it('is made anew for another question, and asked for without being changed', () => {
    const held = new HeldOrder();
    held.next(rows([3, 1, 2]), 'q', 1, false);
    const next = rows([1, 2, 3]);
    assert.deepEqual(idsOf(held.peek(next, 'q', 2), next), [3, 1, 2]);
    assert.deepEqual(idsOf(held.peek(next, 'q', 2), next), [3, 1, 2]);
    assert.deepEqual(idsOf(held.next(next, 'other', 2, true), next), [1, 2, 3]);
  });

  it('has every row once, whatever comes and goes', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 20 });
    assertProperty(fc.tuple(ids, ids), ([before, after]) => {
      const held = new HeldOrder();
      held.next(rows(before), 'q', 1, false);
      const next = rows(after);
      const kept = before.filter((id) => after.includes(id));
      const added = after.filter((id) => !before.includes(id));
      assert.deepEqual(idsOf(held.next(next, 'q', 2, true), next), [...kept, ...added]);
    });
  });
});
