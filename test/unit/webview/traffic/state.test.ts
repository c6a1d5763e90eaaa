import assert from 'node:assert/strict';
import { type PageStart, USUAL_COLUMNS } from '../../../../src/core/traffic/messages';
import { after, firstState, type PageEvent, type PageState } from '../../../../src/webview/traffic/state';

const START: PageStart = {
  place: 'editor',
  shared: {
    filter: '',
    isPinned: false,
    isPaused: false,
    columns: USUAL_COLUMNS,
    units: 'bytes',
    names: 'numbers',
    namespace: '',
    emptiness: '',
    isKnown: true,
  },
  texts: {},
  language: 'en',
};

/** A page after all that happened. */
function page(...events: readonly PageEvent[]): PageState {
  const first = firstState(START, {
    kind: 'connections',
    sort: [],
    window: 1,
    hiddenSeries: [],
    detailsHeight: 0,
  });
  return events.reduce(after, first);
}

const typed = (text: string): PageEvent => ({ is: 'filter', text });
const told = (text: string): PageEvent => ({ is: 'filterTold', text });
const shared = (filter: string): PageEvent => ({
  is: 'heard',
  message: { kind: 'shared', shared: { ...START.shared, filter } },
  told: { focused: undefined, isHeld: false },
});

describe('the state of the Traffic page', () => {
  it('keeps what is typed while what was typed before comes back', () => {
    const state = page(typed('pro '), told('pro '), typed('process:'), told('process:'), shared('pro'));
    assert.equal(state.filter, 'process:');
    assert.equal(after(state, shared('process:')).filter, 'process:');
  });

  it('takes a filter that was set elsewhere, also one that was typed here long ago', () => {
    const echoed = [typed('a'), told('a'), shared('a'), typed('b'), told('b'), shared('b')];
    assert.equal(page(...echoed, shared('other')).filter, 'other');
    assert.equal(page(...echoed, shared('a')).filter, 'a');
    assert.equal(page(...echoed, shared('')).filter, '');
  });
});
