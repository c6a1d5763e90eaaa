import assert from 'node:assert/strict';
import { NetworkSteps } from '../../../../src/core/traffic/networkSteps';
import type { NetworkCounters } from '../../../../src/core/traffic/trafficSample';

function counters(received: bigint, sent: bigint, more: Partial<NetworkCounters> = {}): NetworkCounters {
  return { interfaces: [{ name: 'eth0', received, sent, lost: 0n }], ...more };
}

describe('NetworkSteps', () => {
  it('says what interfaces and counters of TCP did', () => {
    const steps = new NetworkSteps();
    const totals = { retransmitted: 5n, segmentsSent: 100n, listenOverflows: 1n };
    assert.deepEqual(steps.next('', counters(10n, 20n, totals), true), { interfaces: [] });
    const more = { retransmitted: 6n, segmentsSent: 140n, listenOverflows: 1n, listenDrops: 4n };
    assert.deepEqual(steps.next('', counters(15n, 80n, more), true), {
      interfaces: [{ name: 'eth0', received: 5, sent: 60, lost: 0 }],
      retransmitted: 1,
      segmentsSent: 40,
      listenOverflows: 0,
    });
  });

  it('leaves out an interface that is new, or was made again', () => {
    const steps = new NetworkSteps();
    // A little below 4 GiB, one of them alone could have wrapped.
    steps.next('', counters(4_200_000_000n, 4_100_000_000n), true);
    assert.deepEqual(steps.next('', counters(900n, 700n), true).interfaces, []);
    assert.deepEqual(steps.next('', counters(1_000n, 701n), true).interfaces, [
      { name: 'eth0', received: 100, sent: 1, lost: 0 },
    ]);
    assert.deepEqual(
      steps.next('', { interfaces: [{ name: 'eth1', received: 9n, sent: 9n, lost: 0n }] }, true),
      {
        interfaces: [],
      },
    );
  });

  it('goes on where a counter of 32 bits wrapped', () => {
    const steps = new NetworkSteps();
    steps.next('', counters(4_294_967_000n, 5n), true);
    const [step] = steps.next('', counters(704n, 6n), true).interfaces;
    assert.deepEqual([step?.received, step?.sent], [1_000, 1]);
  });

  it('knows nothing of a step that was not measured, or of another network', () => {
    const steps = new NetworkSteps();
    steps.next('', counters(1n, 1n), true);
    assert.deepEqual(steps.next('', counters(5n, 5n), false).interfaces, []);
    assert.deepEqual(steps.next('7', counters(9n, 9n), true).interfaces, []);
    assert.equal(steps.next('7', counters(10n, 9n), true).interfaces[0]?.received, 1);
  });
});
