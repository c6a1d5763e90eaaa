/** A moment as it is typed: so long ago, or a time of a day. */
export type TypedMoment =
  | { readonly ago: number }
  | {
      /** Year, month (1 to 12) and day; absent where only a time was typed. */
      readonly date?: readonly [year: number, month: number, day: number];
      /** Hours, minutes and seconds; absent where only a date was typed. */
      readonly time?: readonly [hours: number, minutes: number, seconds: number];
    };

/** A part of the past as it is typed: see {@link resolveSpan}. It goes on where it has no end. */
export interface TypedSpan {
  readonly from: TypedMoment;
  readonly to?: TypedMoment;
}

/** Milliseconds since 1970, both inside. Open where a side is absent. */
export interface Span {
  readonly from?: number;
  readonly to?: number;
}

const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 } as const;

/** More than anything is kept for; 10 years. */
const LONGEST_AGO = 3_660 * UNITS.d;

const AGO = /(?=\d)(?:\d{1,6}d)?(?:\d{1,6}h)?(?:\d{1,6}m(?:in)?)?(?:\d{1,9}s)?/.source;
const TIME = /\d{1,2}:\d{2}(?::\d{2})?/.source;
const DATE = /\d{4}-\d{1,2}-\d{1,2}/.source;
const MOMENT = `${DATE}(?:[Tt ]+${TIME})?|${TIME}|${AGO}`;
const ONE = new RegExp(`^(?:${MOMENT})$`, 'i');
/** Two of them. */
const TWO = new RegExp(`^(${MOMENT})\\s*-\\s*(${MOMENT})$`, 'i');

/** `10m`, `1h30m`, `2d`; `14:00`, `14:00:30`; `2026-11-27`, `2026-11-27T14:00`. Nothing for other text. */
export function readMoment(text: string): TypedMoment | undefined {
  const typed = text.trim();
  if (!ONE.test(typed)) return undefined;
  if (!/[:-]/.test(typed)) return agoOf(typed);
  const [, ...day] = /^(\d{4})-(\d+)-(\d+)/.exec(typed) ?? [];
  const [, ...clock] = /(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(typed) ?? [];
  const [year = 0, month = 0, date = 0] = day.map(Number);
  const [hours = 0, minutes = 0, seconds = 0] = clock.map((digits) => Number(digits ?? 0));
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  if (day.length > 0 && !isDay(year, month, date)) return undefined;
  return {
    ...(day.length > 0 && { date: [year, month, date] }),
    ...(clock.length > 0 && { time: [hours, minutes, seconds] }),
  };
}

/** Two moments with a minus between them. Nothing for other text. */
export function readTwoMoments(text: string): Required<TypedSpan> | undefined {
  const [, first = '', second = ''] = TWO.exec(text.trim()) ?? [];
  const [from, to] = [readMoment(first), readMoment(second)];
  return from && to && { from, to };
}

/** Whether it ends before it begins, whenever now is. */
export function isBackward({ from, to }: Required<TypedSpan>): boolean {
  if ('ago' in from && 'ago' in to) return to.ago > from.ago;
  const [begin, end] = [fixedAt(from, 0, false), fixedAt(to, 0, true)];
  return !('ago' in from) && !('ago' in to) && begin !== undefined && end !== undefined && end < begin;
}

/**
 * When that was. A time without a date is the last one before now, or before what the span ends with where that has a date; as an
 * end, it is the first one after the beginning, on the next day where midnight lies between them. A date alone
 * is its first moment, and as an end its last.
 * @param now milliseconds since 1970; times are local ones
 */
export function resolveSpan({ from, to }: TypedSpan, now: number): Required<Pick<Span, 'from'>> & Span {
  const fixed = to && fixedAt(to, now, true);
  const begin = fixedAt(from, now, false) ?? timeBefore(from, Math.min(now, fixed ?? now));
  if (to === undefined) return { from: begin };
  return { from: begin, to: fixed ?? timeAfter(to, begin) };
}

/** When that was: the last such time before now. Milliseconds since 1970. */
export function momentAt(moment: TypedMoment, now: number): number {
  return fixedAt(moment, now, false) ?? timeBefore(moment, now);
}

/** What all of them have together. */
export function commonSpan(spans: readonly TypedSpan[], now: number): Span {
  const resolved = spans.map((span) => resolveSpan(span, now));
  const ends = resolved.flatMap(({ to }) => to ?? []);
  return {
    ...(resolved.length > 0 && { from: Math.max(...resolved.map(({ from }) => from)) }),
    ...(ends.length > 0 && { to: Math.min(...ends) }),
  };
}

function agoOf(typed: string): TypedMoment | undefined {
  let ago = 0;
  for (const [, count, unit = 's'] of typed.toLowerCase().matchAll(/(\d+)([dhms])/g)) {
    ago += Number(count) * UNITS[unit as keyof typeof UNITS];
  }
  return ago <= LONGEST_AGO ? { ago } : undefined;
}

/** Where it needs no other moment to say when it was. */
function fixedAt(moment: TypedMoment, now: number, isEnd: boolean): number | undefined {
  if ('ago' in moment) return now - moment.ago;
  const { date, time } = moment;
  if (date === undefined) return undefined;
  const [year, month, day] = date;
  if (time !== undefined) return new Date(year, month - 1, day, ...time).getTime();
  return isEnd ? new Date(year, month - 1, day + 1).getTime() - 1 : new Date(year, month - 1, day).getTime();
}

function timeBefore(moment: TypedMoment, limit: number): number {
  const today = timeOn(moment, limit, 0);
  return today <= limit ? today : timeOn(moment, limit, -1);
}

function timeAfter(moment: TypedMoment, limit: number): number {
  const today = timeOn(moment, limit, 0);
  return today >= limit ? today : timeOn(moment, limit, 1);
}

/** That time of the day of another moment, or of one so many days later. */
function timeOn(moment: TypedMoment, other: number, later: number): number {
  const { time = [0, 0, 0] } = 'ago' in moment ? {} : moment;
  const day = new Date(other);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + later, ...time).getTime();
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(year, month - 1, day);
  return year >= 1970 && date.getMonth() === month - 1 && date.getDate() === day;
}
