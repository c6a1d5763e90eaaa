import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { USUAL_COLUMNS } from '../../../../src/core/traffic/messages';
import {
  leastWidth,
  shownColumns,
  sortedBy,
  withMoved,
  withToggled,
  withWidth,
} from '../../../../src/webview/table/columns';

const names = (shown: readonly { readonly column: string }[]): string[] => shown.map(({ column }) => column);

describe('columns of the Traffic page', () => {
  it('are those of the kind, and what rows are known by is among them whatever is chosen', () => {
    deepStrictEqual(names(shownColumns('containers', [{ column: 'received' }, { column: 'state' }], 1200)), [
      'container',
      'received',
    ]);
    deepStrictEqual(names(shownColumns('hosts', [], 1200)).at(0), 'foreignAddress');
  });

  it('fit into a narrow place, from the left, and those that matter stay', () => {
    for (const room of [300, 400, 450, 499]) {
      const shown = shownColumns('connections', [], room);
      for (const column of ['process', 'foreignAddress', 'receivedRate', 'sentRate'])
        ok(names(shown).includes(column));
      ok(leastWidth(shown) <= Math.max(room, 380), `${leastWidth(shown)} in ${room}`);
    }
    deepStrictEqual(names(shownColumns('connections', [], 499)).at(1), 'localAddress');
  });

  it('keep the others where one is moved, hidden, shown or made wider', () => {
    const first = USUAL_COLUMNS;
    const moved = withMoved('connections', [], 'sent', 'process');
    strictEqual(moved[0]?.column, 'sent');
    strictEqual(moved.length, first.length);
    deepStrictEqual(names(withMoved('connections', [], 'process', undefined)).at(-1), 'process');
    const hidden = withToggled('connections', [], 'state');
    strictEqual(hidden.length, first.length - 1);
    deepStrictEqual(names(withToggled('connections', hidden, 'state')), names(first));
    deepStrictEqual(withWidth('connections', [], 'state', 12.4)[3], { column: 'state', width: 36 });
  });

  it('sort the other way at a second click, not at all at a third, and together with Shift', () => {
    const one = sortedBy([], 'received', false);
    deepStrictEqual(one, [{ column: 'received', isDescending: true }]);
    const two = sortedBy(one, 'received', false);
    deepStrictEqual(two, [{ column: 'received', isDescending: false }]);
    deepStrictEqual(sortedBy(two, 'received', false), []);
    const both = sortedBy(one, 'process', true);
    deepStrictEqual(names(both), ['received', 'process']);
    deepStrictEqual(sortedBy(both, 'received', true), [
      { column: 'received', isDescending: false },
      { column: 'process', isDescending: false },
    ]);
    deepStrictEqual(sortedBy(both, 'process', false), [{ column: 'process', isDescending: false }]);
    deepStrictEqual(sortedBy(both, 'age', false), [{ column: 'age', isDescending: true }]);
  });
});
