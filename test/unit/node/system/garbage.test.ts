import assert from 'node:assert/strict';
import { collectGarbage } from '../../../../src/node/system/garbage';

describe('collecting garbage', () => {
  it('frees what nothing refers to any more, and leaves the rest', async () => {
    const kept = { text: 'kept' };
    const made = [new WeakRef({ text: 'garbage' }), new WeakRef(kept)] as const;
    await collectGarbage();
    assert.deepEqual(
      made.map((each) => each.deref()),
      [undefined, kept],
    );
  });
});
