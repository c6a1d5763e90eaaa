import assert from 'node:assert/strict';
import { mock } from 'node:test';
import '../../fakeVscode';
import type { HistoryEntry, HistoryQuestion, HistoryStatus } from '../../../../../src/core/model/history';
import { FilterState } from '../../../../../src/extension/filter/filterState';
import { Emitter } from '../../../../../src/extension/lifetime';
import { ActivityLog, PAGE } from '../../../../../src/extension/views/recentActivity/activityLog';
import { at, listener } from '../../../historyEntries';
import { FakeEngine } from '../../fakeEngine';
import { FakeMemento } from '../../memento';

const NOW = at('15:00:00');

const STATUS: HistoryStatus = { record: 'listeners', recorder: 'this', bytes: 1, entries: 900, revision: 1 };

/** Entries with these ids, the newest of which is the first. */
function entries(...ids: readonly number[]): HistoryEntry[] {
  return ids.map((id) => listener({ id, opened: { by: NOW - 1_000_000 + id * 1_000 } }));
}

function range(newest: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => newest - i);
}

describe('the log of Recent Activity', () => {
  let engine: FakeEngine;
  let filter: FilterState;
  let asked: HistoryQuestion[];
  /** What there is, the newest first. */
  let kept: readonly HistoryEntry[];
  let news: Emitter<HistoryStatus>;
  let monitor: { isPaused: boolean; readonly onDidChange: Emitter<void>['event'] };
  let monitorChanged: Emitter<void>;
  let log: ActivityLog;
  let reads: number;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: NOW });
    engine = new FakeEngine();
    engine.historyStatusNow = STATUS;
    asked = [];
    kept = entries(3, 2, 1);
    engine.onHistory = (question) => {
      asked.push(question);
      const { most, before } = question;
      const from = before === undefined ? 0 : kept.findIndex(({ id }) => id === before.id) + 1;
      const found = kept.slice(from, from + most);
      const last = found.at(-1);
      const isCut = from + most < kept.length;
      return { entries: found, ...(isCut && last && { next: { at: 0, id: last.id } }) };
    };
    filter = new FilterState(new FakeMemento());
    news = new Emitter();
    monitorChanged = new Emitter();
    monitor = { isPaused: false, onDidChange: monitorChanged.event };
    log = new ActivityLog({ engine, filter, monitor, news: news.event, interval: () => 2_000 });
    reads = 0;
    log.onDidRead(() => reads++);
  });
  afterEach(() => {
    log.dispose();
    mock.timers.reset();
  });

  const settle = async (): Promise<void> => {
    for (let i = 0; i < 10; i++) await Promise.resolve();
  };
  const pass = async (milliseconds: number): Promise<void> => {
    mock.timers.tick(milliseconds);
    await settle();
  };
  const shown = (): number[] => (log.reading?.entries ?? []).map(({ id }) => id);
  const happen = (...ids: readonly number[]): void => {
    kept = [...entries(...ids), ...kept];
    const { revision } = engine.historyStatusNow;
    engine.historyStatusNow = { ...engine.historyStatusNow, revision: revision + 1 };
    news.fire(engine.historyStatusNow);
  };

  it('asks once it is in sight, upon news at most once a second, and not out of sight', async () => {
    await pass(5_000);
    assert.deepEqual([asked.length, engine.consumers], [0, 0]);
    log.show();
    await settle();
    assert.deepEqual(shown(), [3, 2, 1]);
    assert.deepEqual([asked.length, engine.consumers], [1, 1]);
    for (const id of [4, 5, 6]) {
      happen(id);
      await pass(300);
    }
    assert.equal(asked.length, 1);
    await pass(100);
    assert.deepEqual(shown(), [6, 5, 4, 3, 2, 1]);
    assert.equal(asked.length, 2);
    // Nothing new: nothing asked.
    news.fire(engine.historyStatusNow);
    await pass(60_000);
    assert.equal(asked.length, 2);
    log.hide();
    happen(7);
    await pass(60_000);
    assert.deepEqual([asked.length, engine.consumers], [2, 0]);
  });

  it('hears that recording began or ended, though nothing was written', async () => {
    log.show();
    await settle();
    engine.historyStatusNow = { ...STATUS, record: 'off', recorder: 'none' };
    news.fire(engine.historyStatusNow);
    await pass(1_000);
    assert.equal(log.reading?.status.record, 'off');
  });

  it('looks by itself where another window records, which sends no news', async () => {
    engine.historyStatusNow = { ...STATUS, recorder: 'other' };
    log.show();
    await settle();
    await pass(1_999);
    assert.equal(asked.length, 1);
    await pass(1);
    assert.equal(asked.length, 2);
  });

  it('asks for the past that the filter names, as it is at that moment', async () => {
    await filter.set('port:80 since:10m');
    log.show();
    await settle();
    assert.deepEqual(asked.at(-1), { most: PAGE, filter: 'port:80 since:10m', from: NOW - 600_000 });
    mock.timers.tick(5_000);
    await log.refresh();
    assert.equal(asked.at(-1)?.from, NOW + 5_000 - 600_000);
    await filter.set('between:14:00-14:10');
    await settle();
    const { from = 0, to = 0 } = asked.at(-1) ?? {};
    assert.equal(to - from, 600_000);
  });

  it('rests while it is paused, and goes on then', async () => {
    log.show();
    await settle();
    monitor.isPaused = true;
    monitorChanged.fire();
    happen(4);
    await pass(10_000);
    assert.deepEqual(shown(), [3, 2, 1]);
    await log.refresh();
    assert.deepEqual(shown(), [4, 3, 2, 1], 'it is refreshed when that is asked for');
    happen(5);
    monitor.isPaused = false;
    monitorChanged.fire();
    await pass(1);
    assert.deepEqual(shown(), [5, 4, 3, 2, 1]);
  });

  it('keeps what is shown while it is held, and says how much is new', async () => {
    log.show();
    await settle();
    log.hold(true);
    happen(4);
    await pass(1_000);
    happen(5);
    await pass(1_000);
    assert.deepEqual([shown(), log.unseen], [[3, 2, 1], 2]);
    log.hold(false);
    assert.deepEqual([shown(), log.unseen], [[5, 4, 3, 2, 1], 0]);
  });

  it('is not held where another filter is set', async () => {
    log.show();
    await settle();
    log.hold(true);
    kept = entries(9);
    await filter.set('node');
    await settle();
    assert.deepEqual(shown(), [9]);
  });

  it('loads older entries, which stay behind newer ones', async () => {
    kept = entries(...range(500, 500));
    log.show();
    await settle();
    assert.deepEqual(shown(), range(500, PAGE));
    await log.loadMore();
    assert.equal(asked.at(-1)?.before?.id, 301);
    assert.deepEqual(shown(), range(500, 2 * PAGE));
    happen(502, 501);
    await pass(1_000);
    assert.deepEqual(shown(), range(502, 2 * PAGE + 2));
    await log.loadMore();
    assert.deepEqual(shown(), range(502, 502));
    assert.equal(log.reading?.next, undefined);
    await log.loadMore();
    assert.deepEqual(shown(), range(502, 502));
  });

  it('has an entry once, where it stands now', async () => {
    kept = entries(...range(500, 500));
    log.show();
    await settle();
    await log.loadMore();
    // It ended: it is listed by that from now on.
    kept = [...entries(150), ...kept.filter(({ id }) => id !== 150)];
    happen(501);
    await pass(1_000);
    assert.deepEqual(shown().slice(0, 3), [501, 150, 500]);
    assert.equal(new Set(shown()).size, shown().length);
  });

  it('leaves out what it has where more came than one answer holds', async () => {
    kept = entries(...range(500, 500));
    log.show();
    await settle();
    await log.loadMore();
    happen(...range(900, 400));
    await pass(1_000);
    assert.deepEqual(shown(), range(900, PAGE), 'nothing is missing between two that are shown');
  });

  it('forgets what was cleared', async () => {
    log.show();
    await settle();
    kept = [];
    happen();
    await pass(1_000);
    assert.deepEqual(shown(), []);
  });

  it('keeps what it shows where a question fails, says so, and asks again', async () => {
    log.show();
    await settle();
    const { onHistory } = engine;
    engine.onHistory = () => assert.fail('the engine ended');
    await log.refresh();
    assert.deepEqual([shown(), log.error], [[3, 2, 1], 'the engine ended']);
    engine.onHistory = onHistory;
    await pass(2_000);
    assert.equal(log.error, undefined);
    assert.ok(reads >= 3);
  });
});
