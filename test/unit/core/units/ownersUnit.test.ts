import assert from 'node:assert/strict';
import { unitOfOwner } from '../../../../src/core/units/ownersUnit';
import { process } from '../../snapshots';

describe('the unit of a process', () => {
  it('is whose manager runs it', () => {
    const container = { runtime: 'docker', id: '0123456789ab' } as const;
    const of = (membership: NonNullable<ReturnType<typeof process>['membership']>): unknown =>
      unitOfOwner(process({ uid: 1000, membership }));
    assert.deepEqual(of({ unit: 'web.service' }), { unit: 'web.service', unitOf: 'system' });
    assert.deepEqual(of({ unit: 'web.service', isUserUnit: true }), {
      unit: 'web.service',
      unitOf: 'user',
      uid: 1000,
    });
    assert.deepEqual(of({ unit: 'web.service', container }), { unit: 'web.service', unitOf: 'container' });
    assert.equal(of({ container }), undefined);
    assert.equal(unitOfOwner(process()), undefined);
  });
});
