import assert from 'node:assert/strict';
import { ClockWatch } from '../../../../src/core/history/clockWatch';

const WALL = 1_700_000_000_000;

describe('the clocks of the history', () => {
  let watch: ClockWatch;
  beforeEach(() => {
    watch = new ClockWatch();
    assert.deepEqual(watch.look({ wall: WALL, monotonic: 1_000, boot: 5_000 }), []);
  });

  it('say nothing while they go on together, slewed a little', () => {
    assert.deepEqual(watch.look({ wall: WALL + 60_030, monotonic: 61_000, boot: 65_009 }), []);
  });

  it('tell that the machine slept, from the last look to now', () => {
    assert.deepEqual(watch.look({ wall: WALL + 3_600_000, monotonic: 2_000, boot: 3_605_000 }), [
      { why: 'sleep', from: WALL, to: WALL + 3_600_000 },
    ]);
    assert.deepEqual(watch.look({ wall: WALL + 3_601_000, monotonic: 3_000, boot: 3_606_000 }), []);
  });

  it('tell that the time was set, ahead and back, and what it would have been', () => {
    assert.deepEqual(watch.look({ wall: WALL + 101_000, monotonic: 2_000, boot: 6_000 }), [
      { why: 'clock', from: WALL + 1_000, to: WALL + 101_000 },
    ]);
    assert.deepEqual(watch.look({ wall: WALL - 98_000, monotonic: 3_000, boot: 7_000 }), [
      { why: 'clock', from: WALL + 102_000, to: WALL - 98_000 },
    ]);
  });

  it('tell both, where it was set while the machine slept', () => {
    assert.deepEqual(watch.look({ wall: WALL + 10_000, monotonic: 2_000, boot: 66_000 }), [
      { why: 'sleep', from: WALL, to: WALL + 61_000 },
      { why: 'clock', from: WALL + 61_000, to: WALL + 10_000 },
    ]);
  });
});
