import assert from 'node:assert/strict';
import { ClockWatch } from '../../../../../src/core/history/clockWatch';
import { clocksOf } from '../../../../../src/node/engine/history/machineHistory';

describe('clocks of the history', () => {
  it('tell one moment, however long the thread had to wait between two of them', () => {
    let now = 1_000;
    let waits = 0;
    const watch = new ClockWatch();
    const look = (): readonly unknown[] => {
      const clocks = clocksOf(
        () => 1_700_000_000_000 + now,
        () => now,
        () => (now += waits) + 50_000,
      );
      now += waits;
      return watch.look(clocks);
    };
    waits = 5_000;
    look();
    waits = 0;
    now += 1_000;
    assert.deepEqual(look(), []);
    waits = 7_000;
    assert.deepEqual(look(), []);
  });
});
