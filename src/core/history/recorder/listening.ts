import type { HistoryEnding, HistoryMoment, NewHistoryEntry } from '../../model/history';
import type { Part } from './coverage';
import type { Holding } from './holding';
import { notBefore } from './moments';

/** What tells a socket that waits for others from the rest, and where it waits. */
export interface Waiting {
  /** tcp, udp and their like, or unix. */
  readonly protocol: string;
  /** Index into INET_PROTOCOLS; -1 of UNIX sockets. */
  readonly code: number;
  readonly part: Part;
  readonly isIPv6: boolean;
  /** Four words; empty for UNIX sockets. */
  readonly words: Uint32Array;
  readonly address: string;
  readonly port: number;
  readonly path?: string;
  /** What it is known by: its inode, or below 0 a number of its ends where it has none. */
  readonly number: number;
  /** 0 where it is not known (yet). */
  cookie: number;
}

/** A listener that is open, as far as is known. */
export interface Listening extends Waiting {
  readonly key: number;
  readonly opened: HistoryMoment;
  readonly isTakenOver: boolean;
  readonly holding: Holding;
  /** The pass that saw it last: its number, and when it began. */
  seenIn: number;
  lastSeen: number;
  /** A pass missed it, and the kernel may have more to say. */
  gone: HistoryMoment | undefined;
}

/** Its entry. */
export function listenerEntry(listening: Listening): NewHistoryEntry {
  const { protocol, isIPv6, address, port, path, holding, opened, isTakenOver } = listening;
  return {
    kind: 'listener',
    protocol,
    isIPv6,
    address,
    port,
    ...(path !== undefined && { path }),
    owners: holding.owners,
    opened,
    ...(isTakenOver && { isTakenOver }),
  };
}

/** The same once it is over. */
export function endedListener(
  listening: Listening,
  closed: HistoryMoment,
  ending: HistoryEnding,
): NewHistoryEntry {
  return {
    ...listenerEntry(listening),
    closed: notBefore(listening.opened, closed),
    ending,
  } as NewHistoryEntry;
}
