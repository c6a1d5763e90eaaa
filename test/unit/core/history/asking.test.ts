import assert from 'node:assert/strict';
import { asksFor, listedAt, newestFirst, wasOpen } from '../../../../src/core/history/asking';
import type { HistoryEntry, HistoryQuestion } from '../../../../src/core/model/history';
import {
  at,
  between,
  connection,
  exactly,
  listener,
  NODE,
  PLACE,
  program,
  seen,
  VITE,
} from '../../historyEntries';

const OPEN = listener({ owners: seen(VITE), opened: between('14:05:40', '14:05:43') });
const ENDED = listener({ closed: exactly('14:05:40'), ending: 'closed' });
const CONNECTION = connection();
const KILLED: HistoryEntry = {
  id: 900,
  place: PLACE,
  kind: 'action',
  at: exactly('14:05:40'),
  by: 'window',
  deed: { kind: 'signal', signal: 'SIGTERM', program: NODE },
  outcome: 'sent',
};
const STOPPED: HistoryEntry = { ...KILLED, id: 901, deed: { kind: 'stopContainer', container: 'c0ffee' } };
const NOTICE: HistoryEntry = {
  id: 902,
  place: PLACE,
  kind: 'notice',
  at: exactly('14:00:00'),
  subject: 'address',
  change: 'added',
  address: '10.0.0.1/24',
  count: 1,
};
const SET_BACK: HistoryEntry = {
  id: 903,
  place: PLACE,
  kind: 'gap',
  why: 'clock',
  from: at('16:00:00'),
  to: at('13:00:00'),
};
const ALL = [OPEN, ENDED, CONNECTION, KILLED, STOPPED, NOTICE, SET_BACK];

describe('what is asked of the history', () => {
  function found(question: Partial<HistoryQuestion>, boot?: string): readonly HistoryEntry[] {
    return ALL.filter(asksFor({ most: 1, ...question }, boot));
  }

  it('is at either end of a connection, and of a notice its address', () => {
    assert.deepEqual(found({ port: 51_234 }), [CONNECTION]);
    assert.deepEqual(found({ port: 3000 }), [OPEN, ENDED, CONNECTION]);
    assert.deepEqual(found({ port: 3000, address: '10.0.0.9' }), []);
    assert.deepEqual(found({ address: '10.0.0.1' }), [CONNECTION, NOTICE]);
    assert.deepEqual(found({ protocol: 'udp' }), []);
  });

  it('is of a process of this boot, with what was done to it, and of a container', () => {
    assert.deepEqual(found({ pid: NODE.pid }, PLACE.boot), [ENDED, CONNECTION, KILLED]);
    assert.deepEqual(found({ pid: NODE.pid, startTime: NODE.startTime + 1 }, PLACE.boot), []);
    assert.deepEqual(found({ pid: NODE.pid }, 'another boot'), []);
    assert.deepEqual(found({ container: 'c0ffee' }), [STOPPED]);
    const inside = listener({ owners: seen(program('x', 1, { container: 'c0ffee' })) });
    assert.ok(asksFor({ container: 'c0ffee', most: 1 }, undefined)(inside));
  });

  it('was so, or happened, within a span; a clock that was set back has both its ends', () => {
    assert.deepEqual(found({ from: at('14:05:41') }), [OPEN, SET_BACK]);
    assert.deepEqual(found({ to: at('13:30:00') }), [SET_BACK]);
    assert.deepEqual(found({ from: at('14:04:00'), to: at('14:05:00') }), [ENDED, SET_BACK]);
  });

  it('passes the filter', () => {
    assert.deepEqual(found({ filter: 'process:vite' }), [OPEN]);
    assert.throws(() => found({ filter: 'port:' }), /wrong at character/);
  });

  it('is listed by its end, the newest first, and goes on before what was told last', () => {
    const sorted = [...ALL].sort(newestFirst);
    assert.deepEqual(
      sorted.map(listedAt),
      sorted.map(listedAt).sort((a, b) => b - a),
    );
    assert.deepEqual(sorted.slice(0, 4), [OPEN, STOPPED, KILLED, ENDED]);
    const before = { at: listedAt(KILLED), id: KILLED.id };
    assert.deepEqual([...found({ before })].sort(newestFirst), sorted.slice(3));
  });

  it('stood open from when it is known to until nobody knows', () => {
    assert.ok(wasOpen(OPEN, at('23:00:00')));
    assert.ok(!wasOpen(OPEN, at('14:05:42')));
    assert.ok(wasOpen(ENDED, at('14:05:39')));
    assert.ok(!wasOpen(ENDED, at('14:05:40')));
    const unwatched = { ...ENDED, closed: between('14:03:00', '14:05:00'), ending: 'unwatched' as const };
    assert.ok(wasOpen(unwatched, at('14:02:59')));
    assert.ok(!wasOpen(unwatched, at('14:04:00')));
    const { opened: _opened, ...unseen } = CONNECTION;
    assert.ok(!wasOpen(unseen, at('14:03:01')));
  });
});
