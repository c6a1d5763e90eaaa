import assert from 'node:assert/strict';
import '../fakeVscode';
import type { Comparison } from '../../../../src/core/model/comparison';
import { comparisonTexts } from '../../../../src/extension/snapshots/comparisonText';

const NOTHING: Comparison = {
  ...{ opened: [], closed: [], changed: [], counts: { opened: 0, closed: 0, changed: 0 }, same: 7 },
};

describe('a comparison with a moment of the history, in words', () => {
  it('says on both sides what was not compared', () => {
    const { before, after } = comparisonTexts({ ...NOTHING, unknown: { sockets: 5, connections: true } });
    assert.equal(before, after);
    assert.match(
      before,
      /connections were not recorded, and are not compared\.\n5 sockets that it cannot know/,
    );
    const known = comparisonTexts({ ...NOTHING, unknown: { sockets: 0, connections: false } });
    assert.match(known.before, /connections that were open for a while\.\n/);
    assert.doesNotMatch(known.before, /cannot know/);
    assert.doesNotMatch(comparisonTexts(NOTHING).before, /history/);
  });
});
