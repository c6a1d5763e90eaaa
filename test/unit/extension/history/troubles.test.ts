import { said } from '../fakeVscode';
import assert from 'node:assert/strict';
import { Troubles } from '../../../../src/extension/history/troubles';
import { FakeMemento } from '../memento';

const full = { kind: 'full', message: 'SQLITE_FULL' } as const;

describe('trouble with the history', () => {
  it('is said once, in every session, and again only after it was over', () => {
    const state = new FakeMemento();
    const tell = (trouble?: typeof full, record: 'listeners' | 'off' = 'listeners'): number => {
      said.length = 0;
      new Troubles(state).tell({ record, ...(trouble && { trouble }) });
      return said.length;
    };
    assert.equal(tell(full, 'off'), 0, 'who records nothing lacks nothing');
    assert.equal(tell(full), 1);
    assert.match(said[0] ?? '', /disk is full/);
    assert.equal(tell(full), 0);
    assert.equal(tell(), 0);
    assert.equal(tell(full), 1);
  });
});
