import assert from 'node:assert/strict';
import '../fakeVscode';
import { filterNote } from '../../../../src/extension/filter/filterNote';
import { FilterState } from '../../../../src/extension/filter/filterState';
import { FakeMemento } from '../memento';

describe('what a view says of its filter', () => {
  const noteOf = async (expression: string, matching: number): Promise<string> => {
    const state = new FilterState(new FakeMemento());
    assert.equal(await state.set(expression), undefined);
    return Object.values(filterNote(state, { matching, total: 9 }))
      .filter(Boolean)
      .join('|');
  };

  it('is how much it leaves, or itself where that is nothing', async () => {
    assert.equal(await noteOf('', 9), '');
    assert.equal(await noteOf('port:80', 3), 'Filter: port:80 (3 of 9)');
    assert.equal(await noteOf('port:80', 0), 'filter: port:80');
  });

  it('is also that a span of the past does not apply to a list of the present', async () => {
    assert.equal(
      await noteOf('since:1h', 9),
      'Filter: since:1h (9 of 9). since: and between: apply in Recent Activity alone.',
    );
    assert.equal(
      await noteOf('port:80 between:2h-1h', 0),
      'filter: port:80 between:2h-1h. since: and between: apply in Recent Activity alone.',
    );
  });
});
