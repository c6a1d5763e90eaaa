import type { HistoryMoment, HistoryOwners } from '../../model/history';
import { addressAt, type InetColumns } from '../../model/inetTable';
import { formatAddress, isMapped } from '../../text/address';
import type { DestroyedColumns } from '../../traffic/destroyedSockets';
import type { Part } from './coverage';
import type { Holding } from './holding';

/** What the kernel said of a socket when it was destroyed. */
export interface LastWord {
  readonly at: number;
  /** NaN where it is not told. */
  readonly sent: number;
  readonly received: number;
  readonly isDoubtful: boolean;
  /** See the column of DestroyedColumns. */
  readonly acknowledged: number;
  readonly retransmitted: number;
  readonly roundTrip: number;
  readonly isAborted: boolean;
}

/** Both ends of a socket's connection, as it has them. */
export interface Ends {
  readonly isIPv6: boolean;
  /** Four words, 0 where the kernel has cleared them. */
  readonly words: Uint32Array;
  readonly address: string;
  readonly port: number;
  readonly foreignWords: Uint32Array;
  readonly foreignAddress: string;
  /** 0 where the kernel has cleared it. */
  readonly foreignPort: number;
}

/** A socket that is, or was, one end of a connection. */
export interface End extends Ends {
  readonly connection: Connection;
  readonly part: Part;
  /** A number for its ends, and the same for those of the other end; 0 where the foreign port is not known. */
  readonly identity: number;
  readonly otherIdentity: number;
  /** 0 where they are not known, or nobody has it. */
  cookie: number;
  inode: number;
  /** Who held it while it was seen open; absent where it was not. */
  readonly holding: Holding | undefined;
  /** The states that passes saw. */
  readonly states: { readonly state: number; readonly since: HistoryMoment }[];
  /** What was counted of it when it was seen last; NaN where nothing was. */
  sent: number;
  received: number;
  /** The pass that saw it last: its number, and when it began. */
  seenIn: number;
  lastSeen: number;
  /** A pass missed it, and the kernel may have more to say. */
  gone: HistoryMoment | undefined;
  /** It is over since then. */
  over: HistoryMoment | undefined;
  word: LastWord | undefined;
}

/** A connection: one end of it is on this machine, or both are. */
export interface Connection {
  readonly key: number;
  readonly protocol: string;
  /** The end that was known first is the first one. */
  readonly ends: End[];
  /** Whether the other end is on this machine, too. */
  isWithin: boolean;
  /** Absent where it was not seen while open. */
  opened: HistoryMoment | undefined;
  /** Which end was accepted, by its index in `ends`; 1 may be one that is not known. */
  accepted: 0 | 1 | undefined;
  /** When the last pass began that would have seen it, had it been there; absent where there is none. */
  after: number | undefined;
  /** When it was over, or one end of it, as far as is known. */
  toldBy: number;
  /** Who the ends belong to by the listener that accepted them, where that is known. */
  readonly inferred: [HistoryOwners | undefined, HistoryOwners | undefined];
}

/** Whether all of it is known: both ends, if both are here. One may be connected to itself. */
export function isWhole({ ends, isWithin }: Connection): boolean {
  return !isWithin || ends.length === 2 || ends[0]?.identity === ends[0]?.otherIdentity;
}

/** What is looked up for one of its ends: words of its address, in the families that its socket may be of; and its port. */
export function sideOf(
  { ends }: Connection,
  index: 0 | 1,
): { readonly ends: readonly Pick<Ends, 'isIPv6' | 'words'>[]; readonly port: number } {
  const [own, other] = [ends[index], ends[index === 0 ? 1 : 0]];
  if (own !== undefined && (own.foreignPort !== 0 || other === undefined))
    return { ends: [own], port: own.port };
  if (other === undefined) return { ends: [], port: 0 };
  const { foreignWords: words, isIPv6 } = other;
  const both = inBothFamilies({ isIPv6, words });
  const isIts = both.filter((each) => own === undefined || each.isIPv6 === own.isIPv6);
  return { ends: isIts, port: own?.port ?? other.foreignPort };
}

/** An address as sockets of either family have it: IPv4 may be in IPv6. */
export function inBothFamilies(
  end: Pick<Ends, 'isIPv6' | 'words'>,
): readonly Pick<Ends, 'isIPv6' | 'words'>[] {
  const { isIPv6, words } = end;
  const [first = 0, , , last = 0] = words;
  if (!isIPv6) return [end, { isIPv6: true, words: Uint32Array.of(0, 0, 0xffff, first) }];
  return isMapped(words) ? [end, { isIPv6: false, words: Uint32Array.of(last, 0, 0, 0) }] : [end];
}

/** The ends that a row of a table, or a word of the kernel's, has. */
export function endsAt(rows: InetColumns | DestroyedColumns, row: number): Ends {
  const isIPv6 = rows.isIPv6[row] === 1;
  const words = rows.localAddress.slice(row * 4, row * 4 + 4);
  const foreignWords = rows.remoteAddress.slice(row * 4, row * 4 + 4);
  return {
    isIPv6,
    words,
    address: formatAddress(addressAt(words, 0), isIPv6),
    port: rows.localPort[row] ?? 0,
    foreignWords,
    foreignAddress: formatAddress(addressAt(foreignWords, 0), isIPv6),
    foreignPort: rows.remotePort[row] ?? 0,
  };
}

/** What the kernel said. */
export function lastWord(rows: DestroyedColumns, row: number): LastWord {
  return {
    at: rows.at[row] ?? 0,
    sent: rows.sent[row] ?? Number.NaN,
    received: rows.received[row] ?? Number.NaN,
    isDoubtful: rows.receivedDoubt[row] === 1,
    acknowledged: rows.acknowledged[row] ?? 0,
    retransmitted: rows.retransmitted[row] ?? 0,
    roundTrip: rows.roundTrip[row] ?? 0,
    isAborted: rows.isAborted[row] === 1,
  };
}

/** Which end was accepted, as far as the kernel's last words tell: who connected had its SYN acknowledged. */
export function acceptedOf({ ends, accepted }: Connection): 0 | 1 | undefined {
  for (const [index, { word }] of ends.entries()) {
    if (word?.acknowledged === 2) return index === 0 ? 1 : 0;
    if (word?.acknowledged === 1 && !word.isAborted) return index === 0 ? 0 : 1;
  }
  return accepted;
}
