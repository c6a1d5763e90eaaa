import assert from 'node:assert/strict';
import { rowsOf } from '../../../../src/core/query/page/pageSources';
import { inNamespace } from '../../../../src/core/query/namespaceRows';
import { asRead } from '../../../../src/extension/details/detailsSubject';
import { DB_FACTS, namespacePart, snapshotNamespaces } from '../../namespaces';
import { process, snapshot } from '../../snapshots';

describe('a socket that details are told of', () => {
  it('is found in the network namespace that it is of, and is gone where no one has it', () => {
    const postgres = process({ pid: 4300, comm: 'postgres' });
    const inside = snapshot([{ local: ['0.0.0.0', 5432], inode: 77, pids: [4300] }], [postgres]);
    const part = namespacePart(DB_FACTS, { ...inside, readAt: 1_700_000_005_000 });
    const namespaces = snapshotNamespaces({ shown: { kind: 'all' } }, { parts: [part] });
    const now = snapshot([{ inode: 66 }], [postgres], { ...namespaces, scope: 'all' });
    const row = rowsOf('connections', inNamespace(now, part)).row(0);
    const found = asRead(row, now);
    assert.ok(found?.kind === 'inet');
    assert.equal(found.socket.localPort, 5432);
    assert.deepEqual(
      found.owners.map(({ pid }) => pid),
      [4300],
    );
    assert.equal(found.readAt, 1_700_000_005_000);
    assert.equal(asRead(row, snapshot([{ inode: 66 }])), undefined);
  });
});
