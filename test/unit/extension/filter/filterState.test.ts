import assert from 'node:assert/strict';
import { FilterState } from '../../../../src/extension/filter/filterState';
import { FakeMemento } from '../memento';

describe('the filter of the views', () => {
  let memento: FakeMemento;
  let state: FilterState;
  let changes: number;
  beforeEach(() => {
    memento = new FakeMemento();
    state = new FilterState(memento);
    changes = 0;
    state.onDidChange(() => changes++);
  });

  it('is kept for the workspace', async () => {
    assert.equal(state.expression, '');
    assert.equal(await state.set('  port:3000 '), undefined);
    assert.equal(state.expression, 'port:3000');
    assert.equal(state.filter.terms.length, 1);
    assert.equal(new FilterState(memento).expression, 'port:3000');
    await state.set('');
    assert.equal(new FilterState(memento).expression, '');
    assert.equal(changes, 2);
  });

  it('is not kept where it is only previewed', async () => {
    await state.set('node');
    assert.equal(state.preview('no'), undefined);
    assert.equal(state.expression, 'no');
    assert.equal(new FilterState(memento).expression, 'node');
  });

  it('stays as it is where an expression is wrong', async () => {
    await state.set('node');
    assert.equal((await state.set('node port:x'))?.code, 'badNumber');
    assert.equal(state.preview('prt:1')?.code, 'unknownKey');
    assert.equal(state.expression, 'node');
    assert.equal(new FilterState(memento).expression, 'node');
    assert.equal(changes, 1);
  });

  it('asks while it is typed for what it would so far, and is set by nothing unfinished', async () => {
    await state.set('node');
    assert.equal(state.preview('node state:esta'), undefined);
    assert.equal(state.expression, 'node state:established');
    assert.equal(state.preview('node port:'), undefined);
    assert.equal(state.expression, 'node');
    assert.equal((await state.set('node port:'))?.code, 'missingValue');
    assert.equal(new FilterState(memento).expression, 'node');
  });

  it('tells of no change where there is none', async () => {
    await state.set('node');
    await state.set(' node');
    assert.equal(changes, 1);
  });

  it('is none where what was kept cannot be read', () => {
    for (const kept of ['port:', 7, null]) {
      memento.kept.set('netstat.filter', kept);
      assert.deepEqual(new FilterState(memento).filter.terms, []);
    }
  });
});
