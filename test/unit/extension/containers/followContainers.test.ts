import '../fakeVscode';
import assert from 'node:assert/strict';
import { ContainersState } from '../../../../src/extension/containers/containersState';
import { followContainers } from '../../../../src/extension/containers/followContainers';
import { Emitter } from '../../../../src/extension/lifetime';
import type { Monitor } from '../../../../src/extension/monitor';
import { dbContainer, dockerProxy } from '../../knownContainers';
import { snapshot } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';

const OURS = snapshot([{ local: ['0.0.0.0', 15_432], pids: [700] }], [dockerProxy()]);

/** A view that is in sight or not. */
class FakeView {
  visible = false;
  readonly #changed = new Emitter<void>();
  readonly onDidChangeVisibility = this.#changed.event as never;

  show(visible: boolean): void {
    this.visible = visible;
    this.#changed.fire();
  }
}

describe('containers of views', () => {
  const engine = new FakeEngine();
  const passed = new Emitter<void>();
  const views = [new FakeView(), new FakeView()] as const;
  const named: unknown[] = [];
  let asked = 0;
  const monitor = {
    ports: [] as unknown[],
    snapshot: OURS,
    onDidChange: passed.event,
    nameContainers: (list: unknown) => named.push(list),
  };
  /** What the engine is wished to tell at last. */
  const wish = (): boolean | undefined => engine.containersWishes.at(-1)?.isLikely;

  it('are watched while a view is in sight that names them, and a pass asks for none', () => {
    engine.onContainers = () => {
      asked++;
      return { takenAt: 0, containers: [dbContainer()], engines: [] };
    };
    const settings = { engines: 'auto', startsPodman: false } as const;
    const state = new ContainersState(
      engine,
      () => settings,
      () => asked * 60_000,
    );
    const following = followContainers(state, { monitor: monitor as unknown as Monitor, views });
    passed.fire();
    assert.deepEqual(
      [engine.containersWishes, asked],
      [[], 0],
      'nothing is in sight, and no port has changed',
    );
    views[0].show(true);
    views[1].show(true);
    passed.fire();
    monitor.ports = [];
    passed.fire();
    assert.deepEqual([engine.containersWishes.length, wish(), asked], [1, true, 0]);
    state.tell({ takenAt: 0, containers: [dbContainer()], engines: [] });
    assert.equal(named.length, 1);
    views[0].show(false);
    assert.equal(wish(), true, 'the other one is in sight still');
    views[1].show(false);
    assert.deepEqual([engine.containersWishes.length, wish()], [2, undefined]);
    monitor.ports = [];
    passed.fire();
    assert.equal(asked, 1, 'a hint may be drawn of the port that has changed');
    views[1].show(true);
    following.dispose();
    state.dispose();
    assert.deepEqual([engine.containersWishes.length, wish()], [4, undefined]);
  });
});
