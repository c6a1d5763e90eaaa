import assert from 'node:assert/strict';
import { HearingPace } from '../../../../src/core/history/hearingPace';

describe('the pace of hearing', () => {
  it('is a look a second while it is quiet, and while the queue hardly fills in that time', () => {
    const pace = new HearingPace();
    assert.equal(pace.next(0, 1_000, 332, false), 1_000);
    assert.equal(pace.next(20, 1_000, 332, false), 1_000);
  });

  it('is faster as messages come, so that an eighth of the queue fills between two looks', () => {
    const pace = new HearingPace();
    // 200 messages a second in a queue of 332.
    assert.equal(Math.round(pace.next(200, 1_000, 332, false)), 208);
    assert.equal(Math.round(pace.next(2_000, 1_000, 332, false)), 21);
  });

  it('is never faster than 5 ms, and that fast where messages were lost soon after', () => {
    const pace = new HearingPace();
    assert.equal(pace.next(100_000, 100, 332, false), 5);
    const overwhelmed = new HearingPace();
    assert.ok(overwhelmed.next(12, 20, 332, true) <= 5);
  });

  it('slows down step by step where bursts end, and is quiet again', () => {
    const pace = new HearingPace();
    pace.next(2_000, 1_000, 332, false);
    const waits = Array.from({ length: 8 }, () => pace.next(0, 20, 332, false));
    for (const [i, wait] of waits.entries()) assert.ok(wait >= (waits[i - 1] ?? 0));
    assert.ok((waits[0] ?? 0) < 50);
    assert.equal(waits.at(-1), 1_000);
  });
});
