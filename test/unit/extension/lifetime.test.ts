import assert from 'node:assert/strict';
import { DisposableStore, Emitter } from '../../../src/extension/lifetime';

describe('a store of disposables', () => {
  it('lets go of the last first, and only once', () => {
    const store = new DisposableStore();
    const gone: number[] = [];
    for (const number of [1, 2]) store.add({ dispose: () => gone.push(number) });
    store.dispose();
    store.dispose();
    assert.deepEqual(gone, [2, 1]);
  });

  it('lets go at once of what comes after its end', () => {
    const store = new DisposableStore();
    store.dispose();
    let gone = 0;
    store.add({ dispose: () => gone++ });
    assert.equal(gone, 1);
  });
});

describe('an emitter', () => {
  it('reaches those who listen, each as often as it listens, until they stop', () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    const listener = (value: number): void => void heard.push(value);
    const first = emitter.event(listener);
    const second = emitter.event(listener);
    emitter.fire(1);
    first.dispose();
    emitter.fire(2);
    second.dispose();
    emitter.fire(3);
    assert.deepEqual(heard, [1, 1, 2]);
    assert.equal(emitter.hasListeners, false);
  });
});
