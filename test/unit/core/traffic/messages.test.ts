import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type PlaceState, readHostMessage, readPlaceState } from '../../../../src/core/traffic/messages';
import { assertProperty } from '../../property';

describe('messages to the Traffic page', () => {
  it('are known by their kind', () => {
    const message = { kind: 'problem', text: 'gone' };
    assert.equal(readHostMessage(message), message);
    for (const other of [undefined, 'rows', {}, { kind: 'toString' }, { kind: 'eval' }])
      assert.equal(readHostMessage(other), undefined);
  });
});

describe('what a place of the page kept', () => {
  const kept: PlaceState = {
    kind: 'hosts',
    sort: [{ column: 'sent', isDescending: false }],
    window: 60,
    hiddenSeries: ['state 1'],
    detailsHeight: 200,
  };

  it('is taken as it was', () => {
    assert.deepEqual(readPlaceState(structuredClone(kept)), kept);
  });

  it('is as usual where it is wrong, and the rest stays', () => {
    assert.deepEqual(readPlaceState({ ...kept, sort: 'sent', detailsHeight: Number.NaN }), {
      ...kept,
      sort: [],
      detailsHeight: 0,
    });
    assertProperty(fc.anything(), (value) => {
      const state = readPlaceState(value);
      assert.deepEqual(readPlaceState(state), state);
    });
  });
});
