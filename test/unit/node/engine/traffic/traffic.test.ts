import assert from 'node:assert/strict';
import type { TrafficSeriesAnswer } from '../../../../../src/core/model/traffic';
import { Traffic } from '../../../../../src/node/engine/traffic/traffic';
import { snapshot } from '../../../snapshots';

describe('Traffic', () => {
  const series = (traffic: Traffic): Pick<TrafficSeriesAnswer, 'sequence' | 'times'> => {
    const { sequence, times } = traffic.series({ place: 'panel', window: 1, processes: 3 });
    return { sequence, times };
  };

  /** One that took so many samples a second ago. */
  function sampled(samples: number): Traffic {
    const traffic = new Traffic();
    const takenAt = Date.now() - 1_000 * samples;
    for (let i = 0; i < samples; i++) traffic.take({ ...snapshot([{}]), takenAt: takenAt + 1_000 * i });
    return traffic;
  }

  it('goes on where another ended, as if it had taken the samples', () => {
    const before = sampled(3);
    const kept = before.keep();
    assert.ok(kept !== undefined);
    const after = new Traffic();
    after.restore(kept);
    assert.ok(series(after).times.length >= 3);
    assert.deepEqual(series(after), series(before));
    after.take({ ...snapshot([{}]), takenAt: Date.now() });
    assert.equal(series(after).sequence, series(before).sequence + 1);
  });

  it('keeps nothing where it took no samples', () => {
    assert.equal(new Traffic().keep(), undefined);
  });

  it('begins anew where what it is given is damaged, and keeps its own samples where it has some', () => {
    const kept = sampled(3).keep();
    assert.ok(kept !== undefined);
    const { recorder, history } = kept;
    for (const damaged of [
      { recorder, history: new ArrayBuffer(3) },
      { recorder, history: history.slice(0, history.byteLength / 2) },
      { recorder: new ArrayBuffer(0), history },
    ]) {
      const traffic = new Traffic();
      traffic.restore(damaged);
      assert.equal(series(traffic).sequence, 0);
    }
    const own = sampled(1);
    own.restore(kept);
    assert.equal(series(own).times.length, 1);
  });
});
