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

  it('keeps what is typed and unfinished, which comes back as what could be read of it', () => {
    const read: PageEvent = {
      is: 'heard',
      message: { kind: 'filterProblem', text: 'state:esta', problem: '', readAs: 'state:established' },
      told: { focused: undefined, isHeld: false },
    };
    const state = page(typed('state:esta'), told('state:esta'), read, shared('state:established'));
    assert.equal(state.filter, 'state:esta');
    assert.deepEqual(state.ownFilters, []);
    assert.equal(after(state, shared('port:1')).filter, 'port:1', 'what another place sets is taken');
  });

  it('keeps columns as they were arranged last while those of before come back', () => {
    const one = [{ column: 'process' }, { column: 'age' }] as const;
    const other = [...one, { column: 'timer' }] as const;
    const heard = (columns: PageStart['shared']['columns'], isPaused = false): PageEvent => ({
      is: 'heard',
      message: { kind: 'shared', shared: { ...START.shared, columns, isPaused } },
      told: { focused: undefined, isHeld: false },
    });
    const arranged = (columns: PageStart['shared']['columns']): PageEvent[] => [
      { is: 'columns', columns },
      { is: 'columnsTold', columns },
    ];
    const state = page(...arranged(one), ...arranged(other), heard(START.shared.columns, true), heard(one));
    assert.deepEqual(state.shared.columns, other);
    const all = after(state, heard(other));
    assert.deepEqual(all.shared.columns, other);
    assert.deepEqual(after(all, heard([])).shared.columns, []);
    assert.deepEqual(after(all, heard(one)).shared.columns, one);
  });

  it('takes a filter that was set elsewhere, also one that was typed here long ago', () => {
    const echoed = [typed('a'), told('a'), shared('a'), typed('b'), told('b'), shared('b')];
    assert.equal(page(...echoed, shared('other')).filter, 'other');
    assert.equal(page(...echoed, shared('a')).filter, 'a');
    assert.equal(page(...echoed, shared('')).filter, '');
  });
});
