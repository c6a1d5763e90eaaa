import assert from 'node:assert/strict';
import { uncounted } from '../../../../src/core/model/trafficTable';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import type { TrafficRowsAnswer } from '../../../../src/core/model/traffic';
import { TrafficRows } from '../../../../src/core/traffic/trafficRows';
import { MadeRecorder, question } from './madeRecorder';

function gapsWith(
  traffic: Snapshot['traffic'],
  kind: 'connections' | 'listeners' = 'connections',
): TrafficRowsAnswer['gaps'] {
  const recorder = new MadeRecorder();
  recorder.take([{ id: 1, state: 1, remote: ['10.0.0.9', 443] }], [], {
    more: traffic === undefined ? {} : { traffic },
  });
  return new TrafficRows(recorder, recorder).answer(question({ kind })).gaps;
}

describe('columns of Traffic without values', () => {
  it('say that the kernel is not asked over netlink', () => {
    const gaps = gapsWith(undefined);
    assert.deepEqual([gaps.received, gaps.roundTrip, gaps.state], ['noNetlink', 'noNetlink', undefined]);
    assert.deepEqual(gapsWith(undefined, 'listeners'), {}, 'they have no such columns');
  });

  it('say that the kernel is too old to count bytes, by connections that it tells of', () => {
    const told = uncounted(1);
    assert.deepEqual(gapsWith(told), {}, 'nothing is told of that one');
    told.cookie[0] = 7;
    const gaps = gapsWith(told);
    assert.deepEqual([gaps.received, gaps.sentRate, gaps.roundTrip], ['oldKernel', 'oldKernel', undefined]);
    told.sent[0] = 0;
    assert.deepEqual(gapsWith(told), {});
  });
});
