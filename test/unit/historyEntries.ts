/** Entries of a made-up history. */
import type {
  HistoryConnection,
  HistoryListener,
  HistoryMoment,
  HistoryOwners,
  HistoryProgram,
} from '../../src/core/model/history';

export const PLACE = { boot: 'a', namespace: 4_026_531_840 };

/** Milliseconds since 1970 of a time of day in UTC: `14:02:11`, `14:02:11.500`. */
export function at(time: string, day = '2026-11-27'): number {
  return Date.parse(`${day}T${time}Z`);
}

/** A moment that the kernel told. */
export function exactly(time: string, day?: string): HistoryMoment {
  return { after: at(time, day), by: at(time, day) };
}

/** A moment between two passes. */
export function between(after: string, by: string): HistoryMoment {
  return { after: at(after), by: at(by) };
}

export function program(name: string, pid: number, more: Partial<HistoryProgram> = {}): HistoryProgram {
  return { name, pid, startTime: pid * 10, ...more };
}

export function seen(...programs: readonly HistoryProgram[]): HistoryOwners {
  return { evidence: 'seen', programs };
}

export const NODE = program('node', 4242);
export const VITE = program('vite', 4310);

let ids = 0;

export function listener(more: Partial<HistoryListener> = {}): HistoryListener {
  return {
    id: ++ids,
    place: PLACE,
    kind: 'listener',
    protocol: 'tcp',
    isIPv6: false,
    address: '0.0.0.0',
    port: 3000,
    owners: seen(NODE),
    opened: exactly('14:02:11'),
    ...more,
  };
}

export function connection(more: Partial<HistoryConnection> = {}): HistoryConnection {
  return {
    id: ++ids,
    place: PLACE,
    kind: 'connection',
    protocol: 'tcp',
    isIPv6: false,
    local: { address: '10.0.0.1', port: 3000, owners: seen(NODE) },
    foreign: { address: '10.0.0.9', port: 51_234, owners: { evidence: 'unknown', programs: [] } },
    direction: 'incoming',
    isWithin: false,
    opened: exactly('14:03:00'),
    closed: exactly('14:03:02.500'),
    ending: 'closed',
    states: [],
    count: 1,
    ...more,
  };
}
