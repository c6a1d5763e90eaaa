import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isError } from '../../../../../src/core/query/filter/filter';
import { keysIn, parseFilter } from '../../../../../src/core/query/filter/parse';
import {
  commonSpan,
  momentAt,
  readMoment,
  readTwoMoments,
  resolveSpan,
  type Span,
} from '../../../../../src/core/query/filter/span';
import { assertProperty } from '../../../property';

const MINUTE = 60_000;

/** A local time of November 2026. */
function on(day: number, ...time: [hours?: number, minutes?: number, seconds?: number, ms?: number]): number {
  const [hours = 0, minutes = 0, seconds = 0, ms = 0] = time;
  return new Date(2026, 10, day, hours, minutes, seconds, ms).getTime();
}

/** What the spans of an expression are at that moment. */
function spanOf(expression: string, now: number): Span {
  const filter = parseFilter(expression);
  if (isError(filter)) return assert.fail(`${expression}: ${filter.code}`);
  return commonSpan(filter.spans ?? [], now);
}

/** The code of an error with the text that it points at. */
function told(expression: string): string {
  const read = parseFilter(expression);
  if (!isError(read)) return assert.fail(expression);
  return `${read.code} [${expression.slice(read.offset, read.offset + read.length)}]`;
}

describe('a span of the past in a filter', () => {
  it('begins so long ago', () => {
    const now = on(27, 15);
    for (const [typed, ago] of Object.entries({
      '30s': MINUTE / 2,
      '10m': 10 * MINUTE,
      '10min': 10 * MINUTE,
      '1H30M': 90 * MINUTE,
      '2d': 48 * 60 * MINUTE,
      '1d2h3m4s': 26 * 60 * MINUTE + 3 * MINUTE + 4_000,
    })) {
      assert.deepEqual(spanOf(`since:${typed}`, now), { from: now - ago }, typed);
    }
  });

  it('begins at the last such time, today or yesterday', () => {
    assert.deepEqual(spanOf('since:14:00', on(27, 14, 0, 1)), { from: on(27, 14) });
    assert.deepEqual(spanOf('since:14:00', on(27, 13, 59)), { from: on(26, 14) });
    assert.deepEqual(spanOf('since:9:05:30', on(27, 9, 5, 30)), { from: on(27, 9, 5, 30) });
  });

  it('begins with a date, or at a time of one', () => {
    const now = on(27, 12);
    assert.deepEqual(spanOf('since:2026-11-25', now), { from: on(25) });
    for (const typed of ['since:2026-11-25T14:00', 'since:"2026-11-25 14:00"'])
      assert.deepEqual(spanOf(typed, now), { from: on(25, 14) });
  });

  it('ends at the first such time after its beginning', () => {
    const typed = 'between:14:00-14:10';
    assert.deepEqual(spanOf(typed, on(27, 15)), { from: on(27, 14), to: on(27, 14, 10) });
    // It has begun, and goes on.
    assert.deepEqual(spanOf(typed, on(27, 14, 5)), { from: on(27, 14), to: on(27, 14, 10) });
    assert.deepEqual(spanOf(typed, on(27, 10)), { from: on(26, 14), to: on(26, 14, 10) });
  });

  it('goes over midnight where it ends with an earlier time', () => {
    const typed = 'between:23:50-00:10:30';
    assert.deepEqual(spanOf(typed, on(27, 0, 5)), { from: on(26, 23, 50), to: on(27, 0, 10, 30) });
    assert.deepEqual(spanOf(typed, on(27, 12)), { from: on(26, 23, 50), to: on(27, 0, 10, 30) });
    assert.deepEqual(spanOf(typed, on(27, 23, 55)), { from: on(27, 23, 50), to: on(28, 0, 10, 30) });
  });

  it('may lie between dates, between times ago, and between one and the other', () => {
    const now = on(27, 12);
    assert.deepEqual(spanOf('between:2026-11-25-2026-11-26', now), {
      from: on(25),
      to: on(26, 23, 59, 59, 999),
    });
    assert.deepEqual(spanOf('between:2026-11-25T22:00-02:00', now), { from: on(25, 22), to: on(26, 2) });
    assert.deepEqual(spanOf('between:22:00-2026-11-25T02:00', now), { from: on(24, 22), to: on(25, 2) });
    assert.deepEqual(spanOf('between:2h-1h', now), { from: on(27, 10), to: on(27, 11) });
    assert.deepEqual(spanOf('between:11:55-10m', now), { from: on(26, 11, 55), to: on(27, 11, 50) });
  });

  it('is what several have together, whatever else is asked', () => {
    const now = on(27, 12);
    assert.deepEqual(spanOf('port:80 since:1h node between:2h-30m', now), {
      from: on(27, 11),
      to: on(27, 11, 30),
    });
    assert.deepEqual(spanOf('port:80', now), {});
    assert.deepEqual(keysIn('sport:80 Since:1h node -mine:'), ['localport', 'since', 'mine']);
  });

  it('stands apart from what is asked of rows, so that lists of the present go without it', () => {
    const filter = parseFilter('since:10m port:80');
    assert.ok(!isError(filter));
    assert.equal(filter.terms.length, 1);
    assert.equal(filter.spans?.length, 1);
  });

  it('says what is wrong and where', () => {
    const cases: Readonly<Record<string, string>> = {
      'since:': 'missingValue [:]',
      'since:now': 'badMoment [now]',
      'since:5': 'badMoment [5]',
      'since:24:00': 'badMoment [24:00]',
      'since:14:60': 'badMoment [14:60]',
      'since:10m30': 'badMoment [10m30]',
      'since:2026-02-30': 'badMoment [2026-02-30]',
      'since:0099-01-01': 'badMoment [0099-01-01]',
      'since:999999d': 'badMoment [999999d]',
      'since:1h,2h': 'oneSpan [2h]',
      'x -since:1h': 'oneSpan [-]',
      'between:14:00': 'badSpan [14:00]',
      'between:14:00-': 'badSpan [14:00-]',
      'between:14:00-15:00-16:00': 'badSpan [14:00-15:00-16:00]',
      'between:1h-2h': 'backwardSpan [1h-2h]',
      'between:2026-11-27-2026-11-26': 'backwardSpan [2026-11-27-2026-11-26]',
      'between:2026-11-27T14:00-2026-11-27T13:59': 'backwardSpan [2026-11-27T14:00-2026-11-27T13:59]',
    };
    for (const [expression, wanted] of Object.entries(cases)) assert.equal(told(expression), wanted);
  });
});

const time = fc.tuple(fc.nat(23), fc.nat(59), fc.nat(59));
const twoDigits = (number: number): string => String(number).padStart(2, '0');
const textOf = (parts: readonly number[]): string => parts.map(twoDigits).join(':');
const now = fc.integer({ min: on(1), max: on(30) });

describe('moments, however they are typed', () => {
  it('are no moments of the future, and have the time that was typed', () => {
    assertProperty(fc.tuple(time, now), ([parts, at]) => {
      const moment = readMoment(textOf(parts)) ?? assert.fail();
      const found = momentAt(moment, at);
      assert.ok(found <= at && found > at - 26 * 60 * MINUTE);
      const date = new Date(found);
      assert.deepEqual([date.getHours(), date.getMinutes(), date.getSeconds()], parts);
    });
  });

  it('make spans that begin before they end and last a day at most', () => {
    assertProperty(fc.tuple(time, time, now), ([first, second, at]) => {
      const span = readTwoMoments(`${textOf(first)}-${textOf(second)}`) ?? assert.fail();
      const { from, to = Number.NaN } = resolveSpan(span, at);
      assert.ok(from <= at && from <= to && to - from < 26 * 60 * MINUTE);
    });
  });

  it('are read from any text without throwing, or not at all', () => {
    const pieces = fc.constantFrom('1', '14', ':', '00', '-', 'd', 'h', 'm', 's', '2026', 'T', ' ', '99');
    assertProperty(fc.tuple(fc.array(pieces, { maxLength: 12 }), now), ([parts, at]) => {
      const text = parts.join('');
      const moment = readMoment(text);
      if (moment !== undefined) assert.ok(Number.isFinite(momentAt(moment, at)), text);
      const span = readTwoMoments(text);
      if (span !== undefined) assert.ok(Number.isFinite(resolveSpan(span, at).to), text);
    });
  });
});
