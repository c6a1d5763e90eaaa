import assert from 'node:assert/strict';
import {
  directed,
  parted,
  seriesId,
  subjectOf,
  type SeriesSubject,
} from '../../../../src/core/traffic/seriesIds';

const SUBJECTS: readonly SeriesSubject[] = [
  { of: 'interface', name: 'eth0' },
  { of: 'interface', name: 'received' },
  { of: 'process', row: 12 },
  { of: 'rest' },
  { of: 'state', state: 10 },
];

describe('ids of series', () => {
  it('say what they stand for, with a direction and without', () => {
    for (const subject of SUBJECTS) {
      const id = seriesId(subject);
      assert.deepEqual(subjectOf(id), subject);
      assert.deepEqual(subjectOf(directed(id, 'sent')), subject);
      assert.deepEqual(parted(directed(id, 'received')), { id, direction: 'received' });
      assert.deepEqual(parted(id), { id });
    }
  });

  it('have no subject where they are of no rows', () => {
    for (const id of ['', 'opened', 'received', 'roundTrip', 'process', 'process x', 'state -1', 'processes'])
      assert.equal(subjectOf(id), undefined, id);
    assert.equal(directed('', 'sent'), 'sent');
  });
});
