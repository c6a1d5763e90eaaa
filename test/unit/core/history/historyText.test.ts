import assert from 'node:assert/strict';
import { HISTORY_COLUMNS, historyCsvRow } from '../../../../src/core/history/historyData';
import { historyText, plainClock } from '../../../../src/core/history/historyText';
import type { HistoryEntry } from '../../../../src/core/model/history';
import { at, between, connection, exactly, listener, NODE, PLACE, program, seen } from '../../historyEntries';

const NOW = at('15:00:00');

/** One of each kind, the newest first. */
const ENTRIES: readonly HistoryEntry[] = [
  listener({
    id: 9,
    opened: between('14:05:40', '14:05:43'),
    owners: seen(program('=cmd|"x"', 7, { uid: 0 })),
  }),
  {
    id: 8,
    place: PLACE,
    kind: 'action',
    at: exactly('14:05:40'),
    by: 'agent',
    deed: { kind: 'signal', signal: 'SIGTERM', program: NODE },
    outcome: 'sent',
  },
  {
    id: 7.5,
    place: PLACE,
    kind: 'action',
    at: exactly('14:05:00'),
    by: 'window',
    deed: {
      kind: 'closeConnection',
      protocol: 'tcp',
      local: { address: '127.0.0.1', port: 3000 },
      foreign: { address: '127.0.0.1', port: 51_000 },
    },
    outcome: 'closed',
  },
  connection({ id: 7, sent: 120, received: 7, states: [{ state: 1, since: exactly('14:03:00') }], count: 1 }),
  { id: 6, place: PLACE, kind: 'gap', why: 'lost', from: at('14:01:00'), to: at('14:02:30'), lost: 120 },
  {
    id: 5,
    place: PLACE,
    kind: 'notice',
    at: exactly('14:01:30'),
    subject: 'address',
    change: 'removed',
    device: 'eth0',
    address: '10.0.0.1/24',
    count: 1,
  },
  {
    id: 4,
    place: PLACE,
    kind: 'refusal',
    protocol: 'tcp',
    isIPv6: true,
    address: '::1',
    port: 3000,
    owners: { evidence: 'unseen', programs: [] },
    at: exactly('14:01:00'),
    count: 3,
  },
  listener({
    id: 3,
    protocol: 'unix',
    address: '',
    port: 0,
    path: '/run/a "b",\n',
    closed: exactly('14:00:00'),
    ending: 'closed',
  }),
];

interface Document {
  readonly mode: string;
  readonly time: string;
  readonly exitStatus: number;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

describe('the history as a text', () => {
  it('is one document of JSON, with what each entry has', () => {
    const document = JSON.parse(historyText({ entries: ENTRIES }, 'json', NOW)) as Document;
    assert.equal(document.mode, 'history');
    assert.equal(document.time, '2026-11-27T15:00:00.000Z');
    assert.equal(document.exitStatus, 0);
    assert.deepEqual(
      document.rows.map(({ table, kind, id, at: time }) => [table, kind, id, time]),
      [
        ['history', 'listener', 9, '2026-11-27T14:05:43.000Z'],
        ['history', 'action', 8, '2026-11-27T14:05:40.000Z'],
        ['history', 'action', 7.5, '2026-11-27T14:05:00.000Z'],
        ['history', 'connection', 7, '2026-11-27T14:03:02.500Z'],
        ['history', 'gap', 6, '2026-11-27T14:02:30.000Z'],
        ['history', 'notice', 5, '2026-11-27T14:01:30.000Z'],
        ['history', 'refusal', 4, '2026-11-27T14:01:00.000Z'],
        ['history', 'listener', 3, '2026-11-27T14:00:00.000Z'],
      ],
    );
    const [first, , , third, fourth] = document.rows;
    assert.equal(first?.['beganAfter'], '2026-11-27T14:05:40.000Z');
    assert.ok(!('ended' in (first ?? {})));
    assert.deepEqual(first?.['local'], {
      address: '0.0.0.0',
      port: 3000,
      evidence: 'seen',
      owners: [{ pid: 7, startTime: 70, program: '=cmd|"x"', uid: 0 }],
    });
    assert.deepEqual(third?.['states'], [{ state: 'ESTABLISHED', since: '2026-11-27T14:03:00.000Z' }]);
    assert.deepEqual([third?.['sent'], third?.['received'], third?.['count']], [120, 7, 1]);
    assert.deepEqual(fourth?.['gap'], { why: 'lost', lost: 120 });
  });

  it('is the same rows as CSV, in which no field is a formula and none makes a line', () => {
    const lines = historyText({ entries: ENTRIES.slice(0, 7) }, 'csv', NOW).split('\n');
    assert.equal(lines[0], HISTORY_COLUMNS.join(','));
    assert.equal(lines.length, 1 + 7 + 1);
    for (const line of lines.slice(1, -1))
      assert.equal(line.replaceAll(/"(?:[^"]|"")*"/g, '').split(',').length, HISTORY_COLUMNS.length);
    const cells = (entry: HistoryEntry): string[] =>
      historyCsvRow(entry)
        .replaceAll(/"(?:[^"]|"")*"/g, '')
        .split(',');
    const column = (name: string): number => HISTORY_COLUMNS.indexOf(name);
    const [, action, , , gap] = ENTRIES;
    assert.equal(action && cells(action)[column('action.signal')], 'SIGTERM');
    assert.equal(gap && cells(gap)[column('gap.lost')], '120');
    assert.match(historyCsvRow(ENTRIES[7] as HistoryEntry), /,"\/run\/a ""b"",\n",/);
  });

  it('has a column for each field of a row', () => {
    const fields = (value: object, before = ''): string[] =>
      Object.entries(value).flatMap(([field, each]: [string, unknown]) =>
        typeof each === 'object' && each !== null && !Array.isArray(each) && before === ''
          ? fields(each, `${field}.`)
          : [before + field],
      );
    const { rows } = JSON.parse(historyText({ entries: ENTRIES }, 'json', NOW)) as Document;
    const all = rows.flatMap((row) => fields(row));
    assert.deepEqual(
      all.filter((field) => !HISTORY_COLUMNS.includes(field)),
      [],
    );
  });

  it('is the story in words, the newest first, and nothing before where it was cut', () => {
    const lines = historyText({ entries: ENTRIES }, 'text', NOW).trimEnd().split('\n');
    assert.match(lines[0] ?? '', /^≤ \d\d:05:43 {2}=cmd/);
    assert.ok(lines.some((line) => /SIGTERM/.test(line) && /agent/.test(line)));
    const cut = historyText({ entries: ENTRIES, from: at('14:05:30') }, 'text', NOW)
      .trimEnd()
      .split('\n');
    assert.equal(cut.length, 2);
    assert.equal(historyText({ entries: [] }, 'text', NOW), '');
  });

  it('has the times of the machine, and the day where it is another', () => {
    const clock = plainClock(NOW);
    const date = new Date(2026, 0, 2, 3, 4, 5).getTime();
    assert.equal(`${clock.day(date)} ${clock.time(date)}`, '2026-01-02 03:04:05');
  });
});
