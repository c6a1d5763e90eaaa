import assert from 'node:assert/strict';
import { localizerOf } from '../../../../src/core/text/localizer';
import { processLabel } from '../../../../src/core/traffic/processLabel';
import { likelyOwner, POSTGRES_UNIT } from '../../likelyOwners';

describe('processLabel', () => {
  const owner = { pid: 42, startTime: 1, parentPid: 1, uid: 0, comm: 'node', commandLine: [] };

  it('names whose connections are summed up, and marks what is likely', () => {
    assert.equal(processLabel({ kind: 'process', owner, isLikely: false }), 'node·42');
    const described = { ...owner, description: { what: 'vite', project: 'shop' } };
    assert.equal(processLabel({ kind: 'process', owner: described, isLikely: false }), 'vite · shop · 42');
    assert.equal(processLabel({ kind: 'process', owner, isLikely: true }), '~node·42');
    assert.equal(processLabel({ kind: 'unknown', uid: 1000 }), 'unknown owner (uid 1000)');
    const likely = likelyOwner();
    assert.equal(processLabel({ kind: 'process', owner, isLikely: true, likely }), '~node·42, ssh.service');
    assert.equal(processLabel({ kind: 'unit', likely: POSTGRES_UNIT }), '~postgresql@16-main.service');
    const users = new Map([[1000, 'an\u202ena']]);
    assert.equal(processLabel({ kind: 'unknown', uid: 1000 }, users), 'unknown owner (an<U+202E>na)');
    assert.equal(processLabel({ kind: 'shortLived' }), 'unknown, short-lived');
  });

  it('is in the language of who reads it', () => {
    const l10n = localizerOf({
      'unknown owner (uid {0})': 'unbekannter Eigentümer (UID {0})',
      'unknown, short-lived': 'unbekannt, kurzlebig',
    });
    assert.equal(
      processLabel({ kind: 'unknown', uid: 7 }, new Map(), l10n),
      'unbekannter Eigentümer (UID 7)',
    );
    assert.equal(processLabel({ kind: 'shortLived' }, new Map(), l10n), 'unbekannt, kurzlebig');
  });

  it('is cleaned, and never empty', () => {
    const named = (comm: string): string =>
      processLabel({ kind: 'process', owner: { ...owner, comm }, isLikely: false });
    assert.equal(named('a\u202eb\nc'), 'a<U+202E>b c·42');
    assert.equal(named(''), '(no name)·42');
  });
});
