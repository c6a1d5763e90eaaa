import assert from 'node:assert/strict';
import { NamespaceState } from '../../../../src/extension/namespaces/namespaceState';
import { FakeMemento } from '../memento';

const blue = { kind: 'name', name: 'blue' } as const;

describe('the network namespace that views show', () => {
  it('is this machine’s own at first, and costs no pass anything', () => {
    const state = new NamespaceState(new FakeMemento());
    assert.deepEqual(state.choice, { kind: 'own' });
    assert.deepEqual(state.wish(), { shown: { kind: 'own' } });
    assert.deepEqual(state.wish({ ends: true }), { shown: { kind: 'own' }, ends: true });
    assert.deepEqual(state.wish({ inside: true }), { shown: { kind: 'own' }, inside: true });
  });

  it('is kept for the workspace, and told where it changed', async () => {
    const memento = new FakeMemento();
    const state = new NamespaceState(memento);
    let changes = 0;
    state.onDidChange(() => changes++);
    await state.choose(blue);
    await state.choose({ ...blue });
    assert.equal(changes, 1);
    assert.deepEqual(state.wish({ ends: true }), { shown: blue, ends: true });
    const reloaded = new NamespaceState(memento);
    assert.deepEqual(reloaded.choice, blue);
    await reloaded.choose({ kind: 'own' });
    assert.deepEqual(new NamespaceState(memento).choice, { kind: 'own' });
    assert.equal(memento.kept.get('netstat.namespace'), undefined);
  });

  it('is the own one where what was kept is no choice', () => {
    const memento = new FakeMemento();
    memento.kept.set('netstat.namespace', { kind: 'name', name: '../../etc' });
    assert.deepEqual(new NamespaceState(memento).choice, { kind: 'own' });
  });
});
