import { TRAFFIC_FLAGS, TRAFFIC_MARKS, type TrafficColumn, type TrafficRow } from '../model/traffic';
import { MARK_TIME } from '../query/rowMarks';

/** What rows are sorted by: a column, or received and sent a second together. */
export type SortColumn = TrafficColumn | 'traffic';

/** The rows of one kind in a sample. Nothing is made of a row before it is shown. */
export interface RowSet {
  /** By row number. */
  readonly ids: Float64Array;
  /** Row numbers by rising ids. */
  readonly rising: Uint32Array;
  /** Rows of the kind, with those that did nothing in the span. */
  readonly total: number;
  /** Keys of these rows for `sortedByKeys`. */
  keys(rows: Uint32Array, column: SortColumn, isDescending: boolean): Uint32Array[];
  /** What a column of numbers says; NaN where it is not known, or the kind has no such column. */
  number(column: TrafficColumn): (row: number) => number;
  /** What a column of texts says, cleaned and cut; empty where it is not known, or the kind has no such column. */
  text(column: TrafficColumn, row: number): string;
  mark(row: number): number;
  flags(row: number): number;
  /** What commands get. */
  row(row: number): TrafficRow | undefined;
}

/** The sample that rows are shown of. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Until when rows that were there already are not new. */
  readonly since: number;
  /** From when on closed rows stay in sight. */
  readonly closedFrom: number;
}

/** When a row was seen first, when its state changed, and when it closed: 0 while it is there. */
export interface RowTimes {
  readonly firstSeen: number;
  readonly changedAt: number;
  readonly closedAt: number;
  readonly flags: number;
}

/** The mark of a row: what was there when the first sample was taken is not new. */
export function markOf({ firstSeen, changedAt, closedAt, flags }: RowTimes, { now, since }: Moment): number {
  const isLately = (time: number): boolean => time > since && now - time < MARK_TIME;
  if (closedAt !== 0) return TRAFFIC_MARKS.closed;
  if (isLately(firstSeen) && (flags & TRAFFIC_FLAGS.isOlder) === 0) return TRAFFIC_MARKS.new;
  return changedAt > firstSeen && isLately(changedAt) ? TRAFFIC_MARKS.changed : TRAFFIC_MARKS.none;
}

/** The bytes of rows in a marked span, by row number. */
export interface SpanBytes {
  readonly from: number;
  readonly to: number;
  /** Seconds of it that were measured. */
  readonly seconds: number;
  readonly received: Float64Array;
  readonly sent: Float64Array;
}

/** Whether something happened in a span. */
export function isWithin(time: number, { from, to }: SpanBytes): boolean {
  return time >= from && time <= to;
}

/** Received and sent together; unknown where neither is known. */
export function sumOf(received: number, sent: number): number {
  if (Number.isNaN(received)) return sent;
  return Number.isNaN(sent) ? received : received + sent;
}

/** NaN in the place of a 0 that stands for what is not known. */
export function known(value: number): number {
  return value === 0 ? Number.NaN : value;
}
