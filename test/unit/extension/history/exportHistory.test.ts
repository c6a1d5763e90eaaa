import '../fakeVscode';
import assert from 'node:assert/strict';
import { spanIn } from '../../../../src/extension/history/exportHistory';

describe('the span of an export', () => {
  const now = new Date(2026, 10, 27, 18, 0).getTime();
  const at = (hours: number, minutes = 0): number => new Date(2026, 10, 27, hours, minutes).getTime();

  it('is what is typed: two moments, or one since which all is meant', () => {
    assert.deepEqual(spanIn('14:00-14:10', now), { from: at(14), to: at(14, 10) });
    assert.deepEqual(spanIn('30m-10m', now), { from: at(17, 30), to: at(17, 50) });
    assert.deepEqual(spanIn('9:30', now), { from: at(9, 30) });
  });

  it('is none where the text means none, or the second moment is before the first', () => {
    for (const text of ['', 'yesterday', '10m-30m', '25:00'])
      assert.equal(spanIn(text, now), undefined, text);
  });
});
