import assert from 'node:assert/strict';
import type { HistoryStatus, HistoryWish } from '../../../../src/core/model/history';
import { HistoryState } from '../../../../src/extension/history/historyState';
import { until } from '../../../host/until';
import { FakeEngine } from '../fakeEngine';

const WISH: HistoryWish = {
  ...{ record: 'listeners', keepHours: 24, keepMegabytes: 64, interval: 10_000, by: 'window' },
};
const STATUS: HistoryStatus = { record: 'listeners', recorder: 'this', bytes: 9, entries: 1, revision: 1 };

describe('which window records', () => {
  let engine: FakeEngine;
  let wish: HistoryWish;
  let isRecorded: boolean;
  let looks: number;
  let asked: number;
  let state: HistoryState;
  let told: HistoryStatus[];

  beforeEach(() => {
    engine = new FakeEngine();
    engine.historyStatusNow = STATUS;
    asked = 0;
    engine.historyStatus = () => {
      asked++;
      return Promise.resolve(engine.historyStatusNow);
    };
    [wish, isRecorded, looks, told] = [WISH, false, 0, []];
    state = new HistoryState(engine, {
      wish: () => wish,
      isRecorded: () => {
        looks++;
        return Promise.resolve(isRecorded);
      },
      look: 2,
    });
    state.onDidChange((status) => told.push(status));
  });
  afterEach(() => state.dispose());

  const looksAgain = async (): Promise<void> => {
    const before = looks;
    await until('another look', () => looks > before + 1, 5_000, 1);
  };

  it('is this one where nobody does: it keeps its engine, and does not look any more', async () => {
    state.apply();
    await until('the recorder', () => state.status.recorder === 'this', 5_000, 1);
    assert.deepEqual([engine.consumers, engine.historyWishes.at(-1), told], [1, WISH, [STATUS]]);
    const before = looks;
    await new Promise((passed) => setTimeout(passed, 20));
    assert.equal(looks, before);
    state.tell({ ...STATUS, revision: 2 });
    assert.deepEqual([engine.consumers, state.status.revision, told.length], [1, 2, 2]);
  });

  it('is none that finds another one: it holds nothing, asks no engine, and looks on', async () => {
    isRecorded = true;
    state.apply();
    await looksAgain();
    assert.deepEqual([engine.consumers, asked], [0, 0]);
    isRecorded = false;
    await until('its turn', () => engine.consumers === 1, 5_000, 1);
  });

  it('looks on where another one was faster', async () => {
    engine.historyStatusNow = { ...STATUS, recorder: 'other' };
    state.apply();
    await looksAgain();
    assert.deepEqual([engine.consumers, state.status.recorder], [0, 'other']);
    assert.equal(told.length, 1, 'which is told once');
  });

  it('takes its turn again where its engine died, or was taken for dead', async () => {
    state.apply();
    await until('the recorder', () => engine.consumers === 1, 5_000, 1);
    state.died();
    assert.deepEqual([engine.consumers, state.status.recorder], [0, 'none']);
    await until('the next recorder', () => engine.consumers === 1, 5_000, 1);
    engine.historyStatusNow = { ...STATUS, recorder: 'other' };
    state.tell(engine.historyStatusNow);
    assert.equal(engine.consumers, 0);
    await looksAgain();
  });

  it('tells the engine of what the settings say, and of the focus', async () => {
    state.apply();
    await until('the recorder', () => engine.consumers === 1, 5_000, 1);
    wish = { ...WISH, interval: 30_000, record: 'connections' };
    state.apply();
    assert.deepEqual([engine.historyWishes.at(-1), engine.consumers], [wish, 1]);
  });

  it('ends all of it where nothing is to be recorded, and starts nothing then', async () => {
    state.apply();
    await until('the recorder', () => engine.consumers === 1, 5_000, 1);
    wish = { ...WISH, record: 'off' };
    state.apply();
    assert.deepEqual([engine.consumers, state.status.record, state.status.recorder], [0, 'off', 'none']);
    assert.equal(engine.historyWishes.at(-1)?.record, 'off');
    const before = [looks, asked];
    await new Promise((passed) => setTimeout(passed, 20));
    assert.deepEqual([looks, asked], before);
    state.apply();
    assert.deepEqual([engine.historyWishes.at(-1), asked], [undefined, before[1]]);
  });

  it('lets go of everything when the window closes', async () => {
    state.apply();
    await until('the recorder', () => engine.consumers === 1, 5_000, 1);
    state.dispose();
    assert.equal(engine.consumers, 0);
  });
});
