import assert from 'node:assert/strict';
import '../fakeVscode';
import { Monitor } from '../../../../src/extension/monitor';
import { Poller } from '../../../../src/extension/watch/poller';
import { troubleOf } from '../../../../src/extension/watch/statusBar';
import { until as ask } from '../../../host/until';
import { snapshot } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';

const until = (what: string, isSo: () => boolean): Promise<boolean> => ask(what, isSo, 5_000, 1);

describe('looks for the status bar', () => {
  let engine: FakeEngine;
  let monitor: Monitor;
  let poller: Poller;
  let sequence = 0;

  /** Each look is so many milliseconds after the one before. */
  const looksEvery = (milliseconds: number, unclosed: () => readonly number[]): void => {
    let takenAt = Date.now() - 1e9;
    engine.onListeners = () => ({
      ...snapshot([]),
      takenAt: (takenAt += milliseconds),
      unclosed: Float64Array.from(unclosed()),
    });
  };

  beforeEach(() => {
    engine = new FakeEngine();
    engine.onScan = () => snapshot([], [], { sequence: ++sequence, takenAt: Date.now() });
    monitor = new Monitor(engine, { interval: () => 1, onPass: () => undefined });
    poller = new Poller(engine, monitor, () => 1);
  });
  afterEach(() => {
    poller.dispose();
    monitor.dispose();
  });

  it('count connections that stay unclosed, whatever view is in sight', async () => {
    let unclosed = [5, 6];
    looksEvery(10_000, () => unclosed);
    const need = poller.need(true);
    const watching = monitor.watch('listening');
    await until('the count', () => poller.last?.forgotten === 2);
    const sequences = sequence;
    await until('a pass of the Monitor', () => sequence > sequences + 2);
    assert.equal(poller.last?.forgotten, 2, 'a pass knows nothing of connections');
    unclosed = [6];
    await until('the count of those that are left', () => poller.last?.forgotten === 1);
    unclosed = [];
    await until('none', () => poller.last?.forgotten === 0);
    watching.dispose();
    need.dispose();
  });

  it('do not count what is about to be closed', async () => {
    let next = 0;
    looksEvery(10_000, () => [++next]);
    const counts = new Set<number>();
    poller.onDidLook(({ forgotten }) => counts.add(forgotten));
    poller.need(true);
    await until('some looks', () => engine.looks > 5);
    assert.deepEqual([...counts], [0]);
  });

  it('tell of them with every view closed; Connections knows of more', () => {
    const trouble = { trouble: 'unread', count: 3 } as const;
    const view = (visible: boolean): Parameters<typeof troubleOf>[0] => ({
      tree: { visible },
      provider: {
        onDidUpdate: () => ({ dispose: () => undefined }),
        source: { page: { model: { trouble } } },
      },
    });
    assert.deepEqual(troubleOf(view(false), { forgotten: 6 }), { trouble: 'closeWait', count: 6 });
    assert.equal(troubleOf(view(false), { forgotten: 0 }), undefined);
    assert.deepEqual(troubleOf(view(true), { forgotten: 6 }), trouble);
  });
});
