import type {
  HistoryConnection,
  HistoryEnd,
  HistoryEnding,
  HistoryMoment,
  HistoryOwners,
  NewHistoryEntry,
} from '../../model/history';
import { acceptedOf, type Connection, type End } from './connection';
import { notBefore } from './moments';

const UNSEEN: HistoryOwners = { evidence: 'unseen', programs: [] };

/** States of an end that are kept; one that goes to and fro is not told of at length. */
export const MOST_STATES = 16;

const ESTABLISHED = 1;

/** The entry of a connection. @param ending how it is over; absent where it goes on */
export function connectionEntry(connection: Connection, ending?: HistoryEnding): NewHistoryEntry {
  const { protocol, ends, isWithin, opened } = connection;
  const accepted = acceptedOf(connection);
  const isTurned = isWithin && accepted === 1;
  const [near, far] = isTurned ? ([1, 0] as const) : ([0, 1] as const);
  const direction = accepted === undefined ? 'unknown' : accepted === near ? 'incoming' : 'outgoing';
  const closed = ending === undefined ? undefined : closedAt(ends);
  return {
    kind: 'connection',
    protocol,
    isIPv6: ends.some(({ isIPv6 }) => isIPv6),
    local: side(connection, near),
    foreign: side(connection, far),
    direction,
    isWithin,
    ...(opened && { opened }),
    ...(closed && ending && { closed: notBefore(opened, closed), ending }),
    states: (ends[near] ?? ends[far])?.states ?? [],
    ...figures(ends[near], ends[far]),
    count: 1,
  };
}

/** An end as far as it is known by itself, or by what the other one says. */
function side({ ends, inferred }: Connection, index: 0 | 1): HistoryEnd {
  const [own, other] = [ends[index], ends[index === 0 ? 1 : 0]];
  const seen = own?.holding?.owners;
  const owners =
    (seen?.evidence === 'unknown' ? (inferred[index] ?? seen) : seen) ?? inferred[index] ?? UNSEEN;
  const isToldItself = own !== undefined && own.foreignPort !== 0;
  if (own !== undefined && (isToldItself || other === undefined))
    return { address: own.address, port: own.port, owners };
  return {
    address: other?.foreignAddress ?? '',
    // The other end may be one that was aborted, which has forgotten it.
    port: own?.port ?? other?.foreignPort ?? 0,
    owners: owners.evidence === 'listener' ? { ...owners, evidence: 'otherEnd' } : owners,
  };
}

/** When the last of its ends was over. */
function closedAt(ends: readonly End[]): HistoryMoment | undefined {
  let last: HistoryMoment | undefined;
  for (const { over, gone } of ends) {
    const moment = over ?? gone;
    if (moment !== undefined && (last === undefined || moment.by > last.by)) last = moment;
  }
  return last;
}

/** What went over a connection, as `near` counts. What one end does not know the other one does, or did when it was seen last. */
function figures(
  near: End | undefined,
  far: End | undefined,
): Pick<
  HistoryConnection,
  'sent' | 'received' | 'isAtLeast' | 'doubtfulBytes' | 'retransmitted' | 'roundTrip'
> {
  const [here, there] = [near?.word, far?.word];
  const isAborted = here?.isAborted === true || there?.isAborted === true;
  const sent = known(here?.sent) ?? known(there?.received);
  // What a whole end sent has arrived; what an aborted one sent need not have, but for a byte in doubt.
  const isArrived = there !== undefined && (!there.isAborted || there.sent - (here?.received ?? 0) === 1);
  const exact = isArrived ? known(there.sent) : undefined;
  const received = exact ?? known(here?.received) ?? known(there?.sent);
  const retransmitted = (here?.retransmitted ?? 0) + (there?.retransmitted ?? 0);
  const roundTrip = here?.roundTrip || there?.roundTrip || 0;
  const isDoubtful = exact === undefined && received !== undefined && here?.isDoubtful === true;
  const last = sent === undefined && received === undefined ? lastCounted(near) : {};
  return {
    ...(sent !== undefined && { sent }),
    ...(received !== undefined && { received }),
    ...last,
    ...((isAborted || last.sent !== undefined) && { isAtLeast: true }),
    ...(isDoubtful && { doubtfulBytes: 1 }),
    ...((here ?? there) !== undefined && { retransmitted }),
    ...(roundTrip > 0 && { roundTrip }),
  };
}

function lastCounted(end: End | undefined): { readonly sent?: number; readonly received?: number } {
  const [sent, received] = [known(end?.sent), known(end?.received)];
  if (end === undefined || sent === undefined || received === undefined) return {};
  // That the other end is done is counted as a byte.
  const mayHaveEnd = end.states.at(-1)?.state !== ESTABLISHED && received > 0;
  return { sent, received: mayHaveEnd ? received - 1 : received };
}

function known(bytes: number | undefined): number | undefined {
  return bytes === undefined || Number.isNaN(bytes) ? undefined : bytes;
}
