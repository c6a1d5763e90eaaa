import { deepStrictEqual } from 'node:assert/strict';
import { meant, NOTHING_SELECTED, select } from '../../../../src/webview/table/selection';

/** Rows whose ids are ten times their place, of which the page has seen twenty. */
const idAt = (place: number): number | undefined => (place < 20 ? place * 10 : undefined);

describe('rows that are selected', () => {
  it('are one, some, or all from where the selection began', () => {
    const one = select(NOTHING_SELECTED, 'alone', 3, idAt);
    deepStrictEqual([...one.ids], [30]);
    deepStrictEqual([...select(one, 'range', 1, idAt).ids], [10, 20, 30]);
    const two = select(one, 'toggle', 6, idAt);
    deepStrictEqual([...two.ids], [30, 60]);
    deepStrictEqual([...select(two, 'range', 8, idAt).ids], [60, 70, 80]);
    deepStrictEqual([...select(two, 'toggle', 3, idAt).ids], [60]);
  });

  it('are only such as the page has seen: of others it has no id', () => {
    const from = select(NOTHING_SELECTED, 'alone', 18, idAt);
    deepStrictEqual([...select(from, 'range', 40, idAt).ids], [180, 190]);
  });

  it('are meant with the one that a menu is of, where it is one of them', () => {
    const some = { ids: new Set([1, 2]), anchor: 0, isAll: false };
    deepStrictEqual(meant(some, 2), [1, 2]);
    deepStrictEqual(meant(some, 5), [5]);
    deepStrictEqual(meant(some, undefined), [1, 2]);
  });
});
