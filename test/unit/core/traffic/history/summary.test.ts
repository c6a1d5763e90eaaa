import assert from 'node:assert/strict';
import { summaryOf } from '../../../../../src/core/traffic/history/summary';
import { madeSample } from './madeSamples';

describe('summaryOf', () => {
  it('has the machine without what never leaves it, and all rates by the second', () => {
    const sample = madeSample({
      at: 10_000,
      step: 2_000,
      interfaces: { lo: [9e9, 9e9], eth0: [2_000, 400], wlan0: [1_000, 100] },
      states: { 1: 214, 10: 8 },
      rest: { opened: 24, closed: 4, retransmitted: 1, segmentsSent: 99, lost: 3 },
    });
    assert.deepEqual(summaryOf(sample), {
      received: 1_500,
      sent: 250,
      established: 214,
      opened: 12,
      closed: 2,
      retransmitted: 0.01,
      lost: 3,
    });
  });

  it('counts each byte once: at the uplinks where they are known', () => {
    const interfaces = {
      lo: [9, 9],
      eth0: [2_000, 400],
      docker0: [2_000, 400],
      veth1: [400, 2_000],
    } as const;
    const total = (uplinks: readonly string[]): unknown => {
      const { received, sent } = summaryOf(madeSample({ at: 1, step: 1_000, interfaces, rest: { uplinks } }));
      return [received, sent];
    };
    assert.deepEqual(total(['eth0']), [2_000, 400]);
    assert.deepEqual(total(['wlan0']), [undefined, undefined], 'it began anew');
  });

  it('has no total of the machine where there is nothing but loopback', () => {
    const { isLoopbackOnly, received, sent } = summaryOf(
      madeSample({ at: 1, step: 1_000, interfaces: { lo: [9, 9] } }),
    );
    assert.deepEqual([isLoopbackOnly, received, sent], [true, undefined, undefined]);
  });

  it('says nothing of rates where nothing says how long it took, or what happened', () => {
    assert.deepEqual(summaryOf(undefined), { established: 0, lost: 0 });
    const behindGap = madeSample({
      at: 1,
      interfaces: { eth0: [5, 5] },
      states: { 1: 2 },
      rest: { opened: 3 },
    });
    assert.deepEqual(summaryOf(behindGap), { established: 2, lost: 0 });
    assert.deepEqual(summaryOf(madeSample({ at: 1, step: 1_000 })), { established: 0, lost: 0 });
  });

  it('has no share above 1, and none of nothing', () => {
    const share = (retransmitted: number, segmentsSent: number): number | undefined =>
      summaryOf(madeSample({ at: 1, step: 1_000, rest: { retransmitted, segmentsSent } })).retransmitted;
    assert.equal(share(5, 0), 1);
    assert.equal(share(0, 0), 0);
  });
});
