import assert from 'node:assert/strict';
import '../../fakeVscode';
import { ENGLISH } from '../../../../../src/core/text/localizer';
import type { HistoryEntry, HistoryStatus } from '../../../../../src/core/model/history';
import { rowSubject } from '../../../../../src/extension/history/historySubject';
import type { ActivityReading } from '../../../../../src/extension/views/recentActivity/activityLog';
import { activityRows } from '../../../../../src/extension/views/recentActivity/activityRows';
import { emptinessOf } from '../../../../../src/extension/views/recentActivity/recentActivityView';
import { nodeOf, type Row } from '../../../../../src/extension/views/tree/row';
import { at, connection, exactly, listener, NODE, PLACE, program, seen } from '../../../historyEntries';

const STATUS: HistoryStatus = {
  record: 'connections',
  recorder: 'this',
  bytes: 1,
  entries: 3,
  revision: 1,
};

const utc = (time: number): string => new Date(time).toISOString();
const words = {
  l10n: ENGLISH,
  clock: {
    now: at('15:00:00'),
    time: (time: number) => utc(time).slice(11, 19),
    day: (time: number) => utc(time).slice(0, 10),
  },
};

function reading(entries: readonly HistoryEntry[], more: Partial<ActivityReading> = {}): ActivityReading {
  const none = { sources: [], issues: [], expression: '', span: {}, loads: 0, takenAt: words.clock.now };
  return { ...none, status: STATUS, entries, ...more };
}

function shown(rows: readonly Row[]): string[] {
  return rows.map(({ label, description }) =>
    [label, ...(description === undefined ? [] : [description])].join(' | '),
  );
}

const open = listener();
const ended = listener({ port: 80, closed: exactly('14:10:00'), ending: 'closed' });

describe('rows of Recent Activity', () => {
  it('are the events, the newest first, each behind its time', () => {
    assert.deepEqual(shown(activityRows(reading([ended, open]), words)), [
      '14:10:00  node (4242) stopped listening on 80',
      '14:02:11  node (4242) began to listen on 80',
      '14:02:11  node (4242) began to listen on 3000',
    ]);
  });

  it('are spoken as a sentence', () => {
    const [row] = activityRows(reading([ended]), words);
    assert.equal(row?.spoken, 'node (4242) stopped listening on 80, 14:10:00');
  });

  it('are those of the part of the past that is asked for, and none that an older page may still change', () => {
    const span = { from: at('14:05:00'), to: at('14:30:00') };
    const later = listener({ port: 81, opened: exactly('14:31:00') });
    assert.deepEqual(shown(activityRows(reading([later, ended, open], { span }), words)), [
      '14:10:00  node (4242) stopped listening on 80',
    ]);
    const cut = reading([ended], { next: { at: at('14:05:00'), id: 1 } });
    assert.deepEqual(shown(activityRows(cut, words)), [
      '14:10:00  node (4242) stopped listening on 80',
      'Load older events',
    ]);
  });

  it('leave out UNIX sockets that were there when recording began or ended, and tell of those that came and went', () => {
    const unix = { protocol: 'unix', path: '/run/x', port: 0, address: '' } as const;
    const by = at('14:02:11');
    const closed = exactly('14:10:00');
    const count = (more: Parameters<typeof listener>[0]): number =>
      activityRows(reading([listener({ ...unix, ...more })]), words).length;
    assert.equal(count({ opened: { by } }), 0);
    assert.equal(count({ opened: { by }, closed, ending: 'unwatched' }), 0);
    assert.equal(count({ opened: { by }, closed, ending: 'closed' }), 1);
    assert.equal(count({ opened: exactly('14:02:11') }), 1);
    assert.equal(count({ opened: exactly('14:02:11'), closed, ending: 'closed' }), 2);
    assert.equal(activityRows(reading([listener({ opened: { by } })]), words).length, 1);
  });

  it('offer to record connections where their lack is felt, and only there', () => {
    const last = (status: Partial<HistoryStatus>): Row | undefined =>
      activityRows(reading([open], { status: { ...STATUS, ...status } }), words).at(-1);
    assert.equal(last({ record: 'listeners' })?.command?.command, 'netstat.recordConnections');
    assert.equal(last({ record: 'connections' })?.command, undefined);
    assert.equal(last({ record: 'off' })?.command, undefined);
  });

  it('lead to a row that may still be there, and to the history of what they are about', () => {
    const [first] = activityRows(reading([open]), words);
    assert.deepEqual(first?.flags, ['living']);
    assert.deepEqual(first?.asked, { port: 3000, protocol: 'tcp' });
    const subject = rowSubject(nodeOf('1', undefined, first, []));
    assert.ok(typeof subject === 'object' && subject.title === 'History of port 3000 (TCP)');
    assert.ok(activityRows(reading([ended]), words).every(({ flags }) => flags?.length === 0));
    const killed: HistoryEntry = {
      ...{ id: 9, place: PLACE, kind: 'action', at: exactly('14:20:00'), by: 'window', outcome: 'sent' },
      deed: { kind: 'signal', signal: 'SIGTERM', program: NODE },
    };
    const askedOf = (entry: HistoryEntry): unknown => activityRows(reading([entry]), words)[0]?.asked;
    assert.deepEqual(askedOf(killed), { pid: 4242, startTime: 42_420 });
    assert.deepEqual(askedOf(connection()), { port: 3000, protocol: 'tcp' });
    assert.deepEqual(askedOf(connection({ direction: 'outgoing' })), { port: 51_234, protocol: 'tcp' });
    assert.deepEqual(askedOf(listener({ protocol: 'unix', path: '/run/x', port: 0 })), { path: '/run/x' });
    const gap: HistoryEntry = { id: 10, place: PLACE, kind: 'gap', why: 'lost', from: 1, to: 2 };
    assert.equal(askedOf(gap), undefined);
  });

  it('tell in their details who it was', async () => {
    const owner = program('node', 7, {
      unit: String.raw`a\x2db.service`,
      container: '0123456789abcdef',
      containerName: 'db',
      origin: { kind: 'terminal', name: 'dev' },
    });
    const [row] = activityRows(reading([listener({ owners: seen(owner) })]), words);
    const told = (await row?.tooltip?.())?.flatMap(({ fields }) => fields.map((each) => each.join(': ')));
    assert.deepEqual(told?.slice(1), [
      'Process: node (pid 7)',
      'Started in: terminal “dev”',
      'Unit: a-b.service',
      'Container: db',
    ]);
  });
});

describe('why Recent Activity is empty', () => {
  it('is told by what is recorded, where, by whom, and by the filter', () => {
    const why = (status: Partial<HistoryStatus>, expression = ''): string =>
      emptinessOf(reading([], { expression, status: { ...STATUS, entries: 0, ...status } }));
    assert.equal(emptinessOf(undefined), '');
    assert.equal(why({}), 'none');
    assert.equal(why({ record: 'off' }), 'off');
    assert.equal(why({ record: 'listeners' }), 'listeners');
    assert.equal(why({ recorder: 'other' }), 'other');
    assert.equal(why({ trouble: { kind: 'noSqlite', node: '20.18.0' } }), 'memory');
    assert.equal(why({ entries: 3 }, 'node'), 'noMatch');
    assert.equal(why({ entries: 3, record: 'off' }, 'node'), 'noMatch');
  });
});
