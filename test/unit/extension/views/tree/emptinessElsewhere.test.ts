import assert from 'node:assert/strict';
import { emptinessElsewhere } from '../../../../../src/extension/views/tree/emptinessElsewhere';
import { namedFacts, snapshotNamespaces } from '../../../namespaces';

const blue = { kind: 'name', name: 'blue' } as const;

describe('why a view of another network namespace is empty', () => {
  it('is what the view says of this machine, where that is shown', () => {
    for (const reason of ['none', 'denied', 'absent', 'noMatch', ''])
      assert.equal(emptinessElsewhere(reason, { kind: 'own' }), reason);
  });

  it('is that there is nothing there, or that it may not be read there', () => {
    const read = snapshotNamespaces({ shown: blue }, { shown: 'named blue' });
    assert.equal(emptinessElsewhere('none', blue, read), 'noneElsewhere');
    for (const reason of ['denied', 'absent', 'unlisted', 'noTables'])
      assert.equal(emptinessElsewhere(reason, blue, read), 'unreadElsewhere', reason);
    const unread = snapshotNamespaces({ shown: blue }, { shown: 'named blue', unread: [namedFacts('blue')] });
    assert.equal(emptinessElsewhere('none', blue, unread), 'unreadElsewhere');
  });

  it('is the filter, a setting or the system, where these are the reason anywhere', () => {
    for (const reason of ['noMatch', 'filtered', 'wsl1', 'unsupported', ''])
      assert.equal(emptinessElsewhere(reason, blue), reason);
  });
});
