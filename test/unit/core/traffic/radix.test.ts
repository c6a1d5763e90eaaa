import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import {
  numberKeys,
  passing,
  placeByKeys,
  risingRows,
  sortedByKeys,
  sortedWindow,
} from '../../../../src/core/traffic/radix';
import { assertProperty } from '../../property';

const number = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, 1, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 53),
  fc.integer({ min: 0, max: 3 }),
);

/** The order that a comparison makes: unknown last either way, equal ones as they stand. */
function compared(values: readonly number[], isDescending: boolean): number[] {
  return values
    .map((_, at) => at)
    .sort((a, b) => {
      const [first, second] = [values[a] ?? 0, values[b] ?? 0];
      if (Number.isNaN(first) || Number.isNaN(second)) {
        return Number(Number.isNaN(first)) - Number(Number.isNaN(second)) || a - b;
      }
      if (first === second) return a - b;
      return first < second === isDescending ? 1 : -1;
    });
}

describe('the radix sort of Traffic', () => {
  it('puts any numbers in the order of a comparison, unknown ones last either way', () => {
    assertProperty(fc.tuple(fc.array(number, { maxLength: 60 }), fc.boolean()), ([values, isDescending]) => {
      const keys = numberKeys(Float64Array.from(values), isDescending);
      assert.deepEqual([...sortedByKeys(values.length, keys)], compared(values, isDescending));
    });
  });

  it('goes by the first list of keys, and leaves what is equal in all as it stands', () => {
    const keys = [Uint32Array.of(1, 0, 1, 0, 1), Uint32Array.of(9, 2 ** 31, 3, 5, 3)];
    assert.deepEqual([...sortedByKeys(5, keys)], [3, 1, 2, 4, 0]);
    assert.deepEqual([...sortedByKeys(3, [])], [0, 1, 2]);
  });

  it('puts what is in sight in the same order, with few or many things, equal ones among them', () => {
    const word = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.nat(2 ** 31), fc.constant(0xffffffff));
    const lists = fc.array(fc.tuple(word, fc.integer({ min: 0, max: 2 })), { maxLength: 400 });
    assertProperty(fc.tuple(lists, fc.nat(450), fc.nat(450)), ([words, first, count]) => {
      const keys = [0, 1].map((list) => Uint32Array.from(words, (each) => each[list as 0 | 1]));
      const order = sortedByKeys(words.length, keys);
      assert.deepEqual(
        sortedWindow(words.length, keys, first, first + count),
        order.slice(first, first + count),
      );
      const thing = order[first];
      if (thing !== undefined) assert.equal(placeByKeys(words.length, keys, thing), first);
    });
    assert.deepEqual([...sortedWindow(100, [], 40, 43)], [40, 41, 42]);
    assert.deepEqual([...sortedWindow(0, [new Uint32Array()], 0, 60)], []);
  });

  it('lists rows by their ids, and those that pass', () => {
    const ids = Float64Array.of(30, 10, 0, 20);
    assert.deepEqual([...risingRows(Uint32Array.of(0, 1, 3), ids)], [1, 3, 0]);
    assert.deepEqual([...risingRows(Uint32Array.of(1, 3, 0), ids)], [1, 3, 0]);
    const high = Float64Array.of(2 ** 40 + 1, 2 ** 32, 2 ** 40);
    assert.deepEqual([...risingRows(Uint32Array.of(0, 1, 2), high)], [1, 2, 0]);
    assert.deepEqual([...passing(Uint32Array.of(5, 6, 7), (row) => row !== 6)], [5, 7]);
  });
});
