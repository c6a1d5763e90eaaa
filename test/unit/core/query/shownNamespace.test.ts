import assert from 'node:assert/strict';
import {
  hasEnded,
  missingFrom,
  namespacesIn,
  shownFacts,
  shownNamespace,
  shownParts,
} from '../../../../src/core/query/shownNamespace';
import { DB_FACTS, namedFacts, namespaceFacts, namespacePart, snapshotNamespaces } from '../../namespaces';
import { snapshot } from '../../snapshots';

const db = { kind: 'container', id: 'a' } as const;
const parts = [namespacePart(DB_FACTS), namespacePart(namespaceFacts())];
const unread = [namedFacts('blue')];

describe('what a snapshot shows of network namespaces', () => {
  it('is its own one where nothing was asked for', () => {
    for (const each of [
      snapshot([]),
      snapshotNamespaces({ shown: { kind: 'own' }, ends: true }, { parts }),
    ]) {
      assert.deepEqual(shownNamespace(each), { kind: 'own' });
      assert.equal(hasEnded(each), false);
      assert.deepEqual([shownParts(each), missingFrom(each)], [[], []]);
    }
  });

  it('is the one that was asked for, with nothing of those that were read for other reasons', () => {
    const each = snapshotNamespaces({ shown: db }, { parts, unread, shown: DB_FACTS.key });
    assert.deepEqual(shownNamespace(each), db);
    assert.equal(shownFacts(each), DB_FACTS);
    assert.deepEqual(shownParts(each), [parts[0]]);
    assert.deepEqual(missingFrom(each), []);
    const blue = snapshotNamespaces(
      { shown: { kind: 'name', name: 'blue' } },
      { unread, shown: 'named blue' },
    );
    assert.deepEqual(missingFrom(blue), unread);
  });

  it('is the own one where that which was asked for has ended', () => {
    const each = snapshotNamespaces({ shown: db }, { parts });
    assert.equal(hasEnded(each), true);
    assert.deepEqual(shownNamespace(each), { kind: 'own' });
    assert.equal(shownFacts(each), undefined);
    assert.deepEqual(shownParts(each), []);
  });

  it('is all of them, the own one first, then by their lowest pids, those without a process last', () => {
    const each = snapshotNamespaces({ shown: { kind: 'all' } }, { parts, unread });
    assert.equal(hasEnded(each), false);
    assert.deepEqual(
      namespacesIn(each).map(({ key }) => key),
      ['1', '7', '8', 'named blue'],
    );
    assert.deepEqual(shownParts(each), parts);
    assert.deepEqual(missingFrom(each), unread);
  });
});
