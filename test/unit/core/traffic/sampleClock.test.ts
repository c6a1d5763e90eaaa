import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SampleClock } from '../../../../src/core/traffic/sampleClock';
import { assertProperty } from '../../property';

describe('SampleClock', () => {
  const clockAt = (): SampleClock => {
    const clock = new SampleClock();
    clock.tick(10_000, 0);
    clock.tick(11_000, 1_000);
    return clock;
  };

  it('measures by the clock that does not jump', () => {
    assert.deepEqual(clockAt().tick(11_950, 2_000), { takenAt: 11_950, step: 1_000, isWatched: true });
  });

  it('knows no step of the first sample, nor of the first behind a pause', () => {
    assert.deepEqual(new SampleClock().tick(10_000, 5), { takenAt: 10_000, isWatched: false });
    const clock = clockAt();
    clock.interrupt();
    assert.deepEqual(clock.tick(12_000, 2_000), { takenAt: 12_000, isWatched: false });
    assert.equal(clock.tick(13_000, 3_000).step, 1_000);
  });

  it('takes a step for a gap that is much longer than the usual ones, unless all are long', () => {
    assert.equal(clockAt().tick(20_900, 10_900).step, 9_900);
    assert.equal(clockAt().tick(21_100, 11_100).isWatched, false);
    const slow = new SampleClock();
    for (let n = 0; n < 4; n++) slow.tick(10_000 + n * 8_000, n * 8_000);
    assert.equal(slow.tick(60_000, 50_000).step, 26_000);
    const first = new SampleClock();
    first.tick(10_000, 0);
    assert.equal(first.tick(80_000, 70_000).isWatched, false);
    assert.equal(first.tick(150_000, 140_000).step, 70_000);
  });

  it('leaves a hole where the machine slept or the clock was set on', () => {
    assert.deepEqual(clockAt().tick(3_612_000, 2_000), { takenAt: 3_612_000, isWatched: true });
    assert.equal(clockAt().tick(13_000, 2_000).step, 1_000);
  });

  it('goes on from the last sample where the clock was set back, until it has come there', () => {
    const clock = clockAt();
    assert.deepEqual(clock.tick(9_500, 2_000), { takenAt: 12_000, step: 1_000, isWatched: true });
    assert.equal(clock.tick(10_500, 3_000).takenAt, 13_000);
    assert.equal(clock.tick(14_500, 4_000).takenAt, 14_500);
  });

  it('goes on behind the last sample of another clock', () => {
    assert.deepEqual(new SampleClock(50_000).tick(40_000, 5), { takenAt: 50_001, isWatched: false });
  });

  it('rises, whatever the clocks do', () => {
    const readings = fc.array(fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: -10, max: 1e5 })));
    assertProperty(readings, (steps) => {
      const clock = new SampleClock();
      let [last, monotonic] = [-1, 0];
      for (const [wall, moved] of steps) {
        monotonic += moved;
        const { takenAt, step = 1 } = clock.tick(wall, monotonic);
        assert.ok(takenAt > last && step > 0);
        last = takenAt;
      }
    });
  });
});
