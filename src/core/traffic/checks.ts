import { TRAFFIC_COLUMNS, type TrafficSort } from '../model/traffic';

/** Numbers that a message may have: ids, places, times. */
const MOST = Number.MAX_SAFE_INTEGER;

const LONGEST_SERIES = 200;

/** Whether it is an object whose properties can be looked at. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Whether it is a text of at most so many characters. */
export function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest;
}

/** Whether it is a whole number between these, both included. */
export function isWhole(value: unknown, least = 0, most = MOST): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

/** Whether it is one of the listed values. */
export function isOneOf<T>(value: unknown, all: readonly T[]): value is T {
  return (all as readonly unknown[]).includes(value);
}

/** A list as it is, where it has at most so many entries and all of them are right. */
export function listOf<T>(
  value: unknown,
  most: number,
  isRight: (entry: unknown) => entry is T,
): readonly T[] | undefined {
  return Array.isArray(value) && value.length <= most && value.every(isRight) ? value : undefined;
}

/** By which column rows are sorted. */
export function isSort(value: unknown): value is TrafficSort {
  if (!isRecord(value)) return false;
  return isOneOf(value['column'], TRAFFIC_COLUMNS) && typeof value['isDescending'] === 'boolean';
}

/** What a series of a plot is called. */
export function isSeries(value: unknown): value is string {
  return isText(value, LONGEST_SERIES);
}
