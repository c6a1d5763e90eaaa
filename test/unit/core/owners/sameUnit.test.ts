import assert from 'node:assert/strict';
import type { LikelyOwner } from '../../../../src/core/model/likelyOwner';
import type { Membership } from '../../../../src/core/model/membership';
import { mayBeSame, unitsOfAll, unitsOfLikely, unitsOfProcess } from '../../../../src/core/owners/sameUnit';
import { likelyOwner } from '../../likelyOwners';
import { SOCKET_UNIT } from '../../likelySituations';
import { process } from '../../snapshots';

const DOCKER = { runtime: 'docker', id: 'ab'.repeat(32) } as const;
const CONTAINED = { unitOf: 'container', container: DOCKER } as const;
const ALICES = { unit: 'ssh.service', unitOf: 'user', uid: 1000 } as const;

/** Whether a likely owner may be the process with this membership. */
const becomes = (likely: Partial<LikelyOwner>, membership: Membership | undefined, pid = 42): boolean =>
  mayBeSame(
    unitsOfLikely(likelyOwner(likely)),
    unitsOfProcess(process({ pid, ...(membership && { membership }) })),
  );

describe('an owner that is likely and one that is known', () => {
  it('may be the same where the process is one of the unit’s', () => {
    assert.ok(becomes({}, { unit: 'ssh.service' }));
    assert.ok(becomes({ ...SOCKET_UNIT }, { unit: 'ssh.service' }));
    assert.ok(becomes(ALICES, { unit: 'ssh.service', isUserUnit: true }));
    assert.ok(becomes(CONTAINED, { container: DOCKER, unit: 'ssh.service' }));
  });

  it('are others where it is of another unit, or of one of that name that is another’s', () => {
    assert.ok(!becomes({}, { unit: 'session-3.scope' }));
    assert.ok(!becomes({}, { unit: 'ssh.service', isUserUnit: true }));
    assert.ok(!becomes({ ...ALICES, uid: 1001 }, { unit: 'ssh.service', isUserUnit: true }));
    assert.ok(!becomes({}, { unit: 'ssh.service', container: DOCKER }));
    assert.ok(!becomes(CONTAINED, { unit: 'ssh.service' }));
  });

  it('may be the same where nobody can say otherwise', () => {
    assert.ok(becomes({}, undefined));
    assert.ok(becomes({}, {}));
    assert.ok(becomes({}, { unit: 'init.scope' }, 1), 'systemd keeps sockets for its services');
    assert.deepEqual(unitsOfAll([['a'], []]), [], 'one of several is not known');
    assert.deepEqual(unitsOfAll([['a'], ['a', 'b']]), ['a', 'b']);
  });
});
