import type {
  HistoryEnd,
  HistoryEntry,
  HistoryOwners,
  HistoryProgram,
  HistoryQuestion,
} from '../model/history';
import { historyTest } from './historyFilter';

/** What an entry is listed by: when it ended, or began where it has not, or happened; for a gap its end. */
export function listedAt(entry: HistoryEntry): number {
  switch (entry.kind) {
    case 'listener':
    case 'connection':
      return (entry.closed ?? entry.opened)?.by ?? 0;
    case 'gap':
      return entry.to;
    default:
      return entry.at.by;
  }
}

/** The newest first; of the same moment the one that was written last. */
export function newestFirst(one: HistoryEntry, other: HistoryEntry): number {
  return listedAt(other) - listedAt(one) || other.id - one.id;
}

/**
 * Whether an entry is asked for, wherever it is kept. Its `most` is left to the caller.
 * @param boot the machine's present one, whose pids are meant; where it is not known, pids of any
 * @param users names by uid, for the filter
 * @throws where the filter is wrong
 */
export function asksFor(
  question: HistoryQuestion,
  boot: string | undefined,
  users?: ReadonlyMap<number, string>,
): (entry: HistoryEntry) => boolean {
  const { kinds, filter, before, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = question;
  const { port, protocol, address, path, pid, startTime, container } = question;
  const passes = filter === undefined ? () => true : historyTest(filter, users);
  const isProcess = (program: HistoryProgram): boolean =>
    program.pid === pid && (startTime === undefined || program.startTime === startTime);
  const isAny = pid === undefined && startTime === undefined && container === undefined;
  return (entry) => {
    if (kinds !== undefined && !kinds.includes(entry.kind)) return false;
    if (before !== undefined && !isBefore(entry, before.at, before.id)) return false;
    if (lastMoment(entry) < from || firstMoment(entry) > to) return false;
    if (protocol !== undefined && protocolOf(entry) !== protocol) return false;
    if (path !== undefined && (entry.kind !== 'listener' || entry.path !== path)) return false;
    if ((port !== undefined || address !== undefined) && !hasEnd(entry, port, address)) return false;
    if (!isAny) {
      const programs = programsOf(entry);
      const isOfBoot = boot === undefined || entry.place.boot === boot;
      if (pid !== undefined && !(isOfBoot && programs.some(isProcess))) return false;
      if (container !== undefined && !isOfContainer(entry, programs, container)) return false;
    }
    return passes(entry);
  };
}

/** Whether it was open at a moment, as far as is known. */
export function wasOpen(
  { opened, closed, ending }: Extract<HistoryEntry, { kind: 'listener' | 'connection' }>,
  at: number,
): boolean {
  if (opened === undefined || opened.by > at) return false;
  if (closed === undefined) return true;
  // Of the time between it was seen last and missed first nobody knows.
  return (ending === 'unwatched' ? (closed.after ?? closed.by) : closed.by) > at;
}

function isBefore(entry: HistoryEntry, at: number, id: number): boolean {
  const listed = listedAt(entry);
  return listed < at || (listed === at && entry.id < id);
}

/** When it can have begun at the latest. */
function firstMoment(entry: HistoryEntry): number {
  if (entry.kind === 'gap') return Math.min(entry.from, entry.to);
  return entry.kind === 'listener' || entry.kind === 'connection'
    ? ((entry.opened ?? entry.closed)?.by ?? 0)
    : entry.at.by;
}

function lastMoment(entry: HistoryEntry): number {
  const isOpen = (entry.kind === 'listener' || entry.kind === 'connection') && entry.closed === undefined;
  return isOpen
    ? Number.POSITIVE_INFINITY
    : entry.kind === 'gap'
      ? Math.max(entry.from, entry.to)
      : listedAt(entry);
}

function protocolOf(entry: HistoryEntry): string | undefined {
  if (entry.kind === 'action') return entry.deed.kind === 'closeConnection' ? entry.deed.protocol : undefined;
  return entry.kind === 'notice' || entry.kind === 'gap' ? undefined : entry.protocol;
}

/** Whether one of its ends has the port and the address. */
function hasEnd(entry: HistoryEntry, port: number | undefined, address: string | undefined): boolean {
  return endsOf(entry).some(
    (end) => (port === undefined || end.port === port) && (address === undefined || end.address === address),
  );
}

/** Of a notice its address and gateway, without a port. */
function endsOf(entry: HistoryEntry): readonly (Omit<HistoryEnd, 'owners' | 'port'> & { port?: number })[] {
  switch (entry.kind) {
    case 'listener':
      return entry.protocol === 'unix' ? [] : [entry];
    case 'refusal':
      return [entry];
    case 'connection':
      return [entry.local, entry.foreign];
    case 'action':
      return entry.deed.kind === 'closeConnection' ? [entry.deed.local, entry.deed.foreign] : [];
    case 'notice':
      return [entry.address?.replace(/\/\d+$/, ''), entry.gateway].flatMap((address) =>
        address ? [{ address }] : [],
      );
    case 'gap':
      return [];
  }
}

/** Who had to do with it: owners of all ends, and who was signalled. */
export function programsOf(entry: HistoryEntry): readonly HistoryProgram[] {
  return entry.kind === 'action' && entry.deed.kind === 'signal'
    ? [entry.deed.program]
    : ownersOf(entry).flatMap(({ programs }) => programs);
}

function ownersOf(entry: HistoryEntry): readonly HistoryOwners[] {
  if (entry.kind === 'connection') return [entry.local.owners, entry.foreign.owners];
  return entry.kind === 'listener' || entry.kind === 'refusal' ? [entry.owners] : [];
}

function isOfContainer(entry: HistoryEntry, programs: readonly HistoryProgram[], id: string): boolean {
  if (entry.kind === 'action' && entry.deed.kind === 'stopContainer') return entry.deed.container === id;
  return programs.some(({ container }) => container === id);
}
