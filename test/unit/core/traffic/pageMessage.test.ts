import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TRAFFIC_COLUMNS } from '../../../../src/core/model/traffic';
import { type PageMessage, PAGE_ACTIONS, USUAL_COLUMNS } from '../../../../src/core/traffic/messages';
import {
  MOST_IDS,
  MOST_ROWS_IN_SIGHT,
  readColumns,
  readPageMessage,
  readRowContext,
} from '../../../../src/core/traffic/pageMessage';
import { assertProperty } from '../../property';

const rows = {
  kind: 'connections',
  sort: [{ column: 'received', isDescending: true }],
  columns: ['process', 'received'],
  first: 0,
  count: 40,
  isHeld: false,
  strings: 0,
} as const;
const series = { window: 5, processes: 5 } as const;

const MESSAGES: readonly PageMessage[] = [
  { kind: 'ready' },
  { kind: 'known' },
  { kind: 'view', rows, series },
  {
    kind: 'view',
    rows: { ...rows, span: { from: 1.5, to: 2 }, series: 'process 12', focused: 7 },
    series: { ...series, until: 1_700_000_000_000, row: 7 },
    details: 7,
  },
  { kind: 'filter', text: 'port:80', isFinal: false },
  { kind: 'pin', isPinned: true },
  { kind: 'complete', text: 'po', caret: 2, request: 3 },
  { kind: 'pause', isPaused: true },
  { kind: 'columns', columns: [{ column: 'process', width: 120 }, { column: 'state' }] },
  { kind: 'copy' },
  { kind: 'copy', ids: [1, 2] },
  { kind: 'export', of: 'samples' },
  ...PAGE_ACTIONS.map((action) => ({ kind: 'act', action, ids: [3] }) as const),
];

describe('messages of the Traffic page', () => {
  it('are taken as they are', () => {
    for (const message of MESSAGES) assert.deepEqual(readPageMessage(structuredClone(message)), message);
  });

  it('are made anew of what belongs to them', () => {
    const more = { kind: 'view', rows: { ...rows, pid: 1 }, series: { ...series, place: 'x' }, html: '<b>' };
    assert.deepEqual(readPageMessage(more), { kind: 'view', rows, series });
  });

  it('are none where a number, a list or a text is beyond its bounds', () => {
    const wrong: readonly unknown[] = [
      { kind: 'view', rows: { ...rows, count: MOST_ROWS_IN_SIGHT + 1 }, series },
      { kind: 'view', rows: { ...rows, first: -1 }, series },
      { kind: 'view', rows: { ...rows, first: Number.NaN }, series },
      { kind: 'view', rows: { ...rows, columns: ['pid', 'password'] }, series },
      { kind: 'view', rows: { ...rows, span: { from: 2, to: 1 } }, series },
      { kind: 'view', rows: { ...rows, span: { from: 0, to: Infinity } }, series },
      { kind: 'view', rows: { ...rows, series: 'x'.repeat(201) }, series },
      { kind: 'view', rows, series: { ...series, window: 2 } },
      { kind: 'view', rows, series: { ...series, processes: 1e9 } },
      { kind: 'view', rows, series, details: '7' },
      { kind: 'filter', text: 'x'.repeat(20_001), isFinal: true },
      { kind: 'complete', text: 'po', caret: 3, request: 1 },
      { kind: 'columns', columns: [{ column: 'process' }, { column: 'process' }] },
      { kind: 'columns', columns: [{ column: 'process', width: 1e6 }] },
      { kind: 'copy', ids: Array.from({ length: MOST_IDS + 1 }, (_, at) => at + 1) },
      { kind: 'act', action: 'kill', ids: ['1'] },
      { kind: 'act', action: 'kill', ids: [0] },
      { kind: 'act', action: 'constructor', ids: [] },
      { kind: 'toString' },
    ];
    for (const message of wrong) assert.equal(readPageMessage(message), undefined, JSON.stringify(message));
  });

  it('are never more than one of those, whatever comes', () => {
    const anyKind = fc.constantFrom(...MESSAGES.map(({ kind }) => kind));
    const made = fc
      .tuple(fc.constantFrom(...MESSAGES), fc.dictionary(fc.string(), fc.anything()))
      .map(([message, more]) => ({ ...message, ...more }));
    const garbage = fc.oneof(fc.anything(), fc.record({ kind: anyKind, rows: fc.anything() }), made);
    assertProperty(garbage, (value) => {
      const read = readPageMessage(value);
      if (read === undefined) return;
      // What was taken is taken again, and has nothing but plain values.
      assert.deepEqual(readPageMessage(JSON.parse(JSON.stringify(read))), read);
    });
  });
});

describe('the columns that were kept', () => {
  it('are none where they are of another version', () => {
    assert.equal(readColumns([{ column: 'colour' }]), undefined);
    assert.equal(readColumns('process'), undefined);
    assert.deepEqual(readColumns(USUAL_COLUMNS), USUAL_COLUMNS);
    assert.deepEqual(readColumns([{ column: 'pid', kinds: ['hosts', 'hosts'] }]), [
      { column: 'pid', kinds: ['hosts'] },
    ]);
    assert.equal(readColumns([{ column: 'pid', kinds: ['ports'] }]), undefined);
    const all = TRAFFIC_COLUMNS.map((column) => ({ column }));
    assert.deepEqual(readColumns(all), all);
  });
});

describe('the rows that a menu of the page is meant for', () => {
  const context = {
    webviewSection: 'netstat.trafficRow',
    trafficPlace: 'panel',
    trafficKind: 'processes',
    trafficRow: 4,
    trafficRows: [2, 4, 9],
    preventDefaultContextMenuItems: true,
  };

  it('begin with the one that was clicked', () => {
    assert.deepEqual(readRowContext(context), { place: 'panel', kind: 'processes', ids: [4, 2, 9] });
    assert.deepEqual(readRowContext({ ...context, trafficRows: undefined })?.ids, [4]);
  });

  it('are ids alone: no pid, no address and no name is taken', () => {
    assert.equal(readRowContext({ ...context, trafficRow: undefined, pid: 1 }), undefined);
    assert.equal(readRowContext({ ...context, trafficRows: ['1'] }), undefined);
    assert.equal(readRowContext({ ...context, webviewSection: 'other' }), undefined);
    assertProperty(fc.anything(), (value) => assert.equal(readRowContext(value), undefined));
  });
});
