import assert from 'node:assert/strict';
import { HISTORY_KEEPING } from '../../../../src/core/history/keeping';
import { boundOf, PAGE_BYTES } from '../../../../src/node/history/sizeBound';

describe('how much room the history has', () => {
  it('is for all of its files together, whichever was chosen', () => {
    const { minimum, default: usual, maximum } = HISTORY_KEEPING.megabytes;
    for (const megabytes of [minimum, usual, maximum]) {
      const { bytes, pages, journal, changes } = boundOf(megabytes);
      assert.equal(bytes, megabytes * 1e6);
      assert.ok(pages * PAGE_BYTES + journal <= bytes);
      assert.ok(pages * PAGE_BYTES > bytes / 2, 'Most of it is for what is kept.');
      assert.ok(changes >= 100, 'What a busy second brings is one transaction.');
    }
  });
});
