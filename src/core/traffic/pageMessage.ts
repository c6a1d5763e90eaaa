import {
  TRAFFIC_COLUMNS,
  TRAFFIC_KINDS,
  TRAFFIC_PLACES,
  TRAFFIC_WINDOWS,
  type TrafficKind,
  type TrafficPlace,
  type TrafficSpan,
} from '../model/traffic';
import { isOneOf, isRecord, isSeries, isSort, isText, isWhole, listOf } from './checks';
import { type ColumnArrangement, PAGE_ACTIONS, type PageMessage, ROW_SECTION } from './messages';

/** Rows in sight, and rows that something is done with at a time. */
export const MOST_ROWS_IN_SIGHT = 400;
export const MOST_IDS = 10_000;

/** Characters of an expression that are looked at; the filter itself refuses long ones in words. */
const LONGEST_FILTER = 20_000;
const MOST_PROCESSES = 20;
const NARROWEST = 16;
const WIDEST = 4_000;

type View = Extract<PageMessage, { kind: 'view' }>;

/** A message of the page, made anew of what belongs to it; undefined where it is none: it comes from outside. */
export function readPageMessage(value: unknown): PageMessage | undefined {
  if (!isRecord(value)) return undefined;
  const { text, isFinal, isPinned, isPaused, caret, request, action, of, ids: given } = value;
  switch (value['kind']) {
    case 'ready':
    case 'known':
      return { kind: value['kind'] };
    case 'view':
      return readView(value);
    case 'filter':
      return isText(text, LONGEST_FILTER) && typeof isFinal === 'boolean'
        ? { kind: 'filter', text, isFinal }
        : undefined;
    case 'pin':
      return typeof isPinned === 'boolean' ? { kind: 'pin', isPinned } : undefined;
    case 'complete':
      return isText(text, LONGEST_FILTER) && isWhole(caret, 0, text.length) && isWhole(request)
        ? { kind: 'complete', text, caret, request }
        : undefined;
    case 'pause':
      return typeof isPaused === 'boolean' ? { kind: 'pause', isPaused } : undefined;
    case 'columns': {
      const columns = readColumns(value['columns']);
      return columns && { kind: 'columns', columns };
    }
    case 'copy': {
      if (given === undefined) return { kind: 'copy' };
      const ids = readIds(given);
      return ids && { kind: 'copy', ids };
    }
    case 'export':
      return of === 'rows' || of === 'samples' ? { kind: 'export', of } : undefined;
    case 'act': {
      const ids = readIds(given);
      return ids && isOneOf(action, PAGE_ACTIONS) ? { kind: 'act', action, ids } : undefined;
    }
    default:
      return undefined;
  }
}

/** Columns as somebody arranged them, here or in another version; undefined where they are none. Each is there once. */
export function readColumns(value: unknown): readonly ColumnArrangement[] | undefined {
  const all = listOf(value, TRAFFIC_COLUMNS.length, isArranged);
  if (all === undefined || new Set(all.map(({ column }) => column)).size < all.length) return undefined;
  return all.map(({ column, kinds, width }) => ({
    column,
    ...(kinds !== undefined && { kinds: TRAFFIC_KINDS.filter((kind) => kinds.includes(kind)) }),
    ...(width !== undefined && { width }),
  }));
}

function isArranged(value: unknown): value is ColumnArrangement {
  if (!isRecord(value) || !isOneOf(value['column'], TRAFFIC_COLUMNS)) return false;
  const { kinds, width } = value;
  const isKind = (kind: unknown): kind is TrafficKind => isOneOf(kind, TRAFFIC_KINDS);
  if (kinds !== undefined && listOf(kinds, TRAFFIC_KINDS.length, isKind) === undefined) return false;
  return width === undefined || (typeof width === 'number' && width >= NARROWEST && width <= WIDEST);
}

/** The rows that a menu of the page is meant for: that which was clicked comes first. Undefined where it is no menu of a row. */
export function readRowContext(
  value: unknown,
): { readonly place: TrafficPlace; readonly kind: TrafficKind; readonly ids: readonly number[] } | undefined {
  if (!isRecord(value) || value['webviewSection'] !== ROW_SECTION) return undefined;
  const { trafficPlace: place, trafficKind: kind, trafficRow: row } = value;
  const others = value['trafficRows'] === undefined ? [] : readIds(value['trafficRows']);
  if (others === undefined || !isId(row) || !isOneOf(kind, TRAFFIC_KINDS)) return undefined;
  return isOneOf(place, TRAFFIC_PLACES) ? { place, kind, ids: [...new Set([row, ...others])] } : undefined;
}

function readIds(value: unknown): readonly number[] | undefined {
  const ids = listOf(value, MOST_IDS, isId);
  return ids && [...ids];
}

/** Ids of rows count from 1. */
function isId(value: unknown): value is number {
  return isWhole(value, 1);
}

function readView({ rows, series, details }: Readonly<Record<string, unknown>>): View | undefined {
  const [asked, plots] = [readRows(rows), readSeries(series)];
  if (asked === undefined || plots === undefined || !isOptional(details, isId)) return undefined;
  return { kind: 'view', rows: asked, series: plots, ...(details !== undefined && { details }) };
}

function readRows(value: unknown): View['rows'] | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, first, count, isHeld, series, focused, strings } = value;
  const sort = listOf(value['sort'], TRAFFIC_COLUMNS.length, isSort);
  const columns = listOf(value['columns'], TRAFFIC_COLUMNS.length, (each) => isOneOf(each, TRAFFIC_COLUMNS));
  const isRight =
    isOneOf(kind, TRAFFIC_KINDS) &&
    isWhole(first) &&
    isWhole(count, 0, MOST_ROWS_IN_SIGHT) &&
    isWhole(strings) &&
    typeof isHeld === 'boolean' &&
    isOptional(focused, isId) &&
    isOptional(series, isSeries);
  if (!isRight || sort === undefined || columns === undefined) return undefined;
  const { span } = value;
  if (!isOptional(span, isSpan)) return undefined;
  return {
    kind,
    sort: sort.map(({ column, isDescending }) => ({ column, isDescending })),
    columns: [...new Set(columns)],
    first,
    count,
    isHeld,
    strings,
    ...(span && { span: { from: span.from, to: span.to } }),
    ...(series !== undefined && { series }),
    ...(focused !== undefined && { focused }),
  };
}

function readSeries(value: unknown): View['series'] | undefined {
  if (!isRecord(value)) return undefined;
  const { window, until, row, processes } = value;
  const isRight = isOneOf(window, TRAFFIC_WINDOWS) && isWhole(processes, 0, MOST_PROCESSES);
  if (!isRight || !isOptional(until, isTime) || !isOptional(row, isId)) return undefined;
  return { window, processes, ...(until !== undefined && { until }), ...(row !== undefined && { row }) };
}

function isSpan(value: unknown): value is TrafficSpan {
  if (!isRecord(value)) return false;
  const { from, to } = value;
  return isTime(from) && isTime(to) && from <= to;
}

/** Milliseconds since 1970, which need not be whole. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

function isOptional<T>(value: unknown, isRight: (value: unknown) => value is T): value is T | undefined {
  return value === undefined || isRight(value);
}
