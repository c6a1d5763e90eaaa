import '../fakeVscode';
import assert from 'node:assert/strict';
import type { Containers } from '../../../../src/core/model/container';
import { ContainersState } from '../../../../src/extension/containers/containersState';
import { dbContainer, dockerProxy } from '../../knownContainers';
import { process, snapshot } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';

const OURS = snapshot([{ local: ['0.0.0.0', 15_432], pids: [700] }], [dockerProxy()]);
const NOBODYS = snapshot([{ pids: [42] }], [process()]);
const known = (...containers: Containers['containers']): Containers => ({
  takenAt: 0,
  containers,
  engines: [],
});

describe('the containers that are known of', () => {
  let engine: FakeEngine;
  let now: number;
  let asked: number;
  let changes: number;
  let hasEngine: boolean;
  let state: ContainersState;
  beforeEach(() => {
    engine = new FakeEngine();
    [now, asked, changes, hasEngine] = [0, 0, 0, false];
    engine.onContainers = () => {
      asked++;
      return known(dbContainer());
    };
    state = new ContainersState(
      engine,
      () => ({ engines: 'auto', startsPodman: false }),
      () => now,
      () => hasEngine,
    );
    state.onDidChange(() => changes++);
  });
  afterEach(() => state.dispose());

  it('are not asked for by what follows where no socket looks like a container’s', () => {
    state.follow(NOBODYS);
    assert.equal(asked, 0);
    assert.equal(state.last, undefined);
  });

  it('are asked for by a question all the same: packet rules need no socket', async () => {
    engine.onContainers = () => known();
    assert.equal(await state.named(NOBODYS), NOBODYS);
    now = 5_000;
    engine.onContainers = () => known(dbContainer());
    assert.equal((await state.named(NOBODYS)).containers?.[0]?.name, 'db');
  });

  it('are asked for at most every five seconds, and told of where they changed', async () => {
    await state.named(OURS);
    await state.named(OURS);
    assert.deepEqual([asked, changes], [1, 1]);
    const { list } = state;
    now = 5_000;
    await state.named(OURS);
    assert.deepEqual([asked, changes], [2, 1], 'the same answer is no news');
    assert.equal(state.list, list);
    engine.onContainers = () => known(dbContainer({ name: 'renamed' }));
    now = 10_000;
    const { containers } = await state.named(OURS);
    assert.equal(containers?.[0]?.name, 'renamed');
    assert.equal(changes, 2);
    assert.equal(engine.consumers, 0);
  });

  it('are asked for once at a time', async () => {
    state.follow(OURS);
    now = 60_000;
    await Promise.all([state.named(OURS), state.named(OURS)]);
    assert.equal(asked, 1);
  });

  it('are asked for at once where settings have changed', async () => {
    await state.named(OURS);
    state.forget();
    await state.named(OURS);
    assert.equal(asked, 2);
  });

  it('are told by the engine while they are watched: nobody asks', async () => {
    state.watch(NOBODYS);
    state.watch(NOBODYS);
    state.watch(OURS);
    assert.deepEqual(
      engine.containersWishes.map((wish) => wish?.isLikely),
      [false, true],
    );
    state.tell(known(dbContainer()));
    state.tell(known(dbContainer()));
    now = 60_000;
    assert.equal((await state.named(OURS)).containers?.[0]?.name, 'db');
    assert.deepEqual([asked, changes], [0, 1]);
  });

  it('are asked for where the watch has not told yet, or is over', async () => {
    state.watch(OURS);
    await state.named(OURS);
    state.tell(known());
    state.unwatch();
    state.unwatch();
    now = 5_000;
    await state.named(OURS);
    assert.equal(asked, 2);
    assert.deepEqual(
      engine.containersWishes.map((wish) => wish?.isLikely),
      [true, undefined],
    );
  });

  it('stay as they were where the question fails', async () => {
    await state.named(OURS);
    now = 5_000;
    engine.onContainers = () => {
      throw new Error('the engine ended');
    };
    assert.equal((await state.named(OURS)).containers?.[0]?.name, 'db');
    assert.equal(changes, 1);
  });
});
