import type { HistoryMoment, HistoryOwners } from '../../model/history';
import type { InetColumns } from '../../model/inetTable';
import { unmapped } from '../../text/address';
import type { DestroyedColumns } from '../../traffic/destroyedSockets';
import type { AddressTexts } from './addressTexts';
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
  /** Unspecified where the kernel has cleared it. */
  readonly address: string;
  readonly port: number;
  readonly foreignAddress: string;
  /** 0 where the kernel has cleared it. */
  readonly foreignPort: number;
}

/** One address, and the family of its socket. */
export type FamilyAddress = Pick<Ends, 'isIPv6' | 'address'>;

/** A number for the ends of a socket, and the same for those of the other end; both 0 where the foreign port is not known. */
export interface Identities {
  readonly identity: number;
  readonly otherIdentity: number;
}

const NO_STATES: End['states'] = [];

/** A socket that is, or was, one end of a connection. There are many: no more than needed is made for each. */
export class End implements Ends, Identities {
  connection: Connection;
  readonly part: Part;
  readonly isIPv6: boolean;
  readonly address: string;
  readonly port: number;
  readonly foreignAddress: string;
  readonly foreignPort: number;
  readonly identity: number;
  readonly otherIdentity: number;
  /** 0 where they are not known, or nobody has it. */
  cookie: number;
  inode = 0;
  /** Who held it while it was seen open; absent where it was not. */
  holding: Holding | undefined = undefined;
  /** The states that passes saw. */
  states: { readonly state: number; readonly since: HistoryMoment }[] = NO_STATES;
  /** What was counted of it when it was seen last; NaN where nothing was. */
  sent = Number.NaN;
  received = Number.NaN;
  /** The pass that saw it last: its number, and when it began. */
  seenIn = 0;
  lastSeen = 0;
  /** A pass missed it, and the kernel may have more to say. */
  gone: HistoryMoment | undefined = undefined;
  /** It is over since then. */
  over: HistoryMoment | undefined = undefined;
  word: LastWord | undefined = undefined;

  constructor(
    connection: Connection,
    part: Part,
    ends: Ends,
    { identity, otherIdentity }: Identities,
    cookie: number,
  ) {
    this.connection = connection;
    this.part = part;
    this.isIPv6 = ends.isIPv6;
    this.address = ends.address;
    this.port = ends.port;
    this.foreignAddress = ends.foreignAddress;
    this.foreignPort = ends.foreignPort;
    this.identity = identity;
    this.otherIdentity = otherIdentity;
    this.cookie = cookie;
  }
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
  const [first] = ends;
  const isOneSocket = first?.identity !== 0 && first?.identity === first?.otherIdentity;
  return !isWithin || ends.length === 2 || isOneSocket;
}

/** What is looked up for one of its ends: its address, in the families that its socket may be of; and its port. */
export function sideOf(
  { ends }: Connection,
  index: 0 | 1,
): { readonly addresses: readonly FamilyAddress[]; readonly port: number } {
  const [own, other] = [ends[index], ends[index === 0 ? 1 : 0]];
  if (own !== undefined && (own.foreignPort !== 0 || other === undefined))
    return { addresses: [own], port: own.port };
  if (other === undefined) return { addresses: [], port: 0 };
  const { foreignAddress: address, isIPv6 } = other;
  const both = inBothFamilies({ isIPv6, address });
  const its = own === undefined ? both : both.filter((each) => each.isIPv6 === own.isIPv6);
  return { addresses: its, port: own?.port ?? other.foreignPort };
}

/** An address as sockets of either family have it: IPv4 may be in IPv6. */
export function inBothFamilies(end: FamilyAddress): readonly FamilyAddress[] {
  if (!end.isIPv6) return [end, { isIPv6: true, address: `::ffff:${end.address}` }];
  const address = unmapped(end.address);
  return address === end.address ? [end] : [end, { isIPv6: false, address }];
}

/** The ends that a row of a table, or a word of the kernel's, has. */
export function endsAt(rows: InetColumns | DestroyedColumns, row: number, texts: AddressTexts): Ends {
  const isIPv6 = rows.isIPv6[row] === 1;
  return {
    isIPv6,
    address: texts.of(rows.localAddress, row, isIPv6),
    port: rows.localPort[row] ?? 0,
    foreignAddress: texts.of(rows.remoteAddress, row, isIPv6),
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

/**
 * Which end was accepted: the other one than that of which SYN and FIN were both acknowledged. Less says nothing: one that was
 * accepted has its FIN acknowledged alone, and one that connected and was reset its SYN.
 */
export function acceptedOf({ ends, accepted }: Connection): 0 | 1 | undefined {
  const connected = ends.findIndex(({ word }) => word?.acknowledged === 2);
  if (connected < 0) return accepted;
  return connected === 0 ? 1 : 0;
}
