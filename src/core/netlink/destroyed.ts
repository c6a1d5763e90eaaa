import type { DestroyedTable } from '../traffic/destroyedSockets';
import { AF_INET, AF_INET6, MESSAGE } from './inetRequest';
import { takeMessages } from './netlinkMessages';
import { LEAST_TCP_INFO } from './tcpInfo';

const AF_NETLINK = 16;

/** SKNLGRP_INET_TCP_DESTROY and SKNLGRP_INET6_TCP_DESTROY of include/uapi/linux/sock_diag.h, a bit each. */
const GROUPS = (1 << 0) | (1 << 2);

/**
 * The address that has a socket of netlink told of all TCP sockets that are destroyed: struct sockaddr_nl (netlink(7)),
 * family, padding, port and groups.
 */
export function destroyedAddress(littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(12));
  view.setUint16(0, AF_NETLINK, littleEndian);
  view.setUint32(8, GROUPS, littleEndian);
  return new Uint8Array(view.buffer);
}

/** Where fields stand in struct inet_diag_msg. */
const LOCAL_ADDRESS = 8;
const REMOTE_ADDRESS = 24;
const COOKIE = 44;
const UNREAD = 56;
const UNACKNOWLEDGED = 60;

/** INET_DIAG_INFO: an attribute with struct tcp_info; and the bytes before its value, struct nlattr. */
const INFO = 2;
const HEAD = 4;

/** Where fields stand in struct tcp_info (include/uapi/linux/tcp.h). */
const AT = {
  roundTrip: 68,
  retransmitted: 100,
  acknowledged: 120,
  received: 128,
  /** Segments with payload that came (Linux 4.6). */
  segments: 152,
  sent: 200,
  sentAgain: 208,
} as const;

const WORD = 2 ** 32;

/**
 * The greatest Send-Q that the kernel leaves a socket that never got an answer, when it disconnects it: the SYN, and 2.
 * Of one that was connected it adds the largest window that the other end ever offered (tcp_disconnect in net/ipv4/tcp.c).
 */
const NEVER_ANSWERED = 3;

/**
 * Takes the kernel's messages of TCP sockets that were destroyed: struct inet_diag_msg with struct tcp_info as it was at
 * the end. Those that never were connected, and listeners, are left out. What the figures say (tried out on Linux 6.18):
 *
 * - `tcpi_bytes_acked` has the payload, one for SYN where this end connected, and one for FIN where that was acknowledged;
 * - `tcpi_bytes_received` has the payload, and one for FIN where that came while there still was a whole socket. One that
 *   was closed is a whole socket until its own FIN is acknowledged, one that is shut down until the program closes it;
 * - FIN is in the Recv-Q, too, until the program has read to the end;
 * - who closes with more in the Recv-Q, or with SO_LINGER of 0, sends RST. In the latter case the kernel clears all
 *   figures, the foreign port, and the local address unless it was bound to, but not the foreign address.
 */
export class DestroyedReader {
  readonly #littleEndian: boolean;
  readonly #table: DestroyedTable;

  constructor(littleEndian: boolean, table: DestroyedTable) {
    this.#littleEndian = littleEndian;
    this.#table = table;
  }

  /**
   * Takes what one recv(2) gave.
   * @param at when it was read, in milliseconds since 1970
   * @returns 'refused' where some of it cannot be understood, which is left out
   */
  take(bytes: Uint8Array, at: number): ReturnType<typeof takeMessages> {
    return takeMessages(bytes, this.#littleEndian, MESSAGE, (view, from, end) =>
      this.#add(view, from, end, at),
    );
  }

  #add(view: DataView, from: number, end: number, at: number): void {
    const littleEndian = this.#littleEndian;
    const family = view.getUint8(from);
    if (family !== AF_INET && family !== AF_INET6) return;
    const ports = view.getUint32(from + 4);
    const unacknowledged = view.getUint32(from + UNACKNOWLEDGED, littleEndian);
    const isCleared = (ports & 0xffff) === 0;
    if (isCleared && (unacknowledged <= NEVER_ANSWERED || !hasRemote(view, from))) return;
    const info = isCleared ? 0 : infoAt(view, from + MESSAGE, end, littleEndian);
    const length = info === 0 ? 0 : view.getUint16(info - HEAD, littleEndian) - HEAD;
    const long = (field: number): number =>
      length < field + 8 ? Number.NaN : wideAt(view, info + field, littleEndian);
    const received = long(AT.received);
    const roundTrip = info === 0 ? 0 : view.getUint32(info + AT.roundTrip, littleEndian);
    const acknowledged = long(AT.acknowledged);
    // The other end refused it, or did not answer: nothing ever went between them.
    if (info !== 0 && roundTrip === 0 && !(acknowledged > 0) && !(received > 0)) return;

    const row = this.#table.add();
    const { columns } = this.#table;
    columns.cookie[row] =
      view.getUint32(from + COOKIE + 4, littleEndian) * WORD + view.getUint32(from + COOKIE, littleEndian);
    columns.isIPv6[row] = family === AF_INET6 ? 1 : 0;
    const words = family === AF_INET6 ? 4 : 1;
    for (let word = 0, to = row * 4; word < 4; word++, to++) {
      columns.localAddress[to] = word < words ? view.getUint32(from + LOCAL_ADDRESS + word * 4) : 0;
      columns.remoteAddress[to] = word < words ? view.getUint32(from + REMOTE_ADDRESS + word * 4) : 0;
    }
    columns.localPort[row] = ports >>> 16;
    columns.remotePort[row] = ports;
    columns.roundTrip[row] = roundTrip;
    columns.retransmitted[row] = info === 0 ? 0 : view.getUint32(info + AT.retransmitted, littleEndian);
    columns.at[row] = at;

    const sent = Math.max(0, long(AT.sent) - long(AT.sentAgain));
    const unread = view.getUint32(from + UNREAD, littleEndian);
    /** Whether the kernel is one that tells SYN and FIN from payload that was sent. */
    const isTold = !Number.isNaN(sent);
    const ends = isTold ? Math.min(2, Math.max(0, acknowledged - sent)) : 0;
    columns.sent[row] = sent;
    columns.acknowledged[row] = ends;
    const isReset = (isTold && ends === 0) || (ends < 2 && unread > 1);
    columns.isAborted[row] = info === 0 || unacknowledged > 0 || isReset ? 1 : 0;

    const hasNoPayload = info !== 0 && length >= AT.segments + 4 && view.getUint32(info + AT.segments) === 0;
    columns.received[row] = hasNoPayload ? 0 : received > 0 ? received - 1 : received;
    const isKnown = hasNoPayload || !(received > 0) || (ends === 2 && unread === 1);
    columns.receivedDoubt[row] = isKnown ? 0 : 1;
  }
}

function hasRemote(view: DataView, from: number): boolean {
  for (let word = 0; word < 4; word++) {
    if (view.getUint32(from + REMOTE_ADDRESS + word * 4) !== 0) return true;
  }
  return false;
}

/** Where struct tcp_info begins; 0 where there is none, or one that is cut off. */
function infoAt(view: DataView, from: number, end: number, littleEndian: boolean): number {
  for (let at = from; at + HEAD <= end;) {
    const length = view.getUint16(at, littleEndian);
    if (length < HEAD || at + length > end) return 0;
    if (view.getUint16(at + 2, littleEndian) === INFO) return length < HEAD + LEAST_TCP_INFO ? 0 : at + HEAD;
    at += (length + 3) & ~3;
  }
  return 0;
}

/** 64 bits in a place that is aligned to 32. */
function wideAt(view: DataView, at: number, littleEndian: boolean): number {
  const high = view.getUint32(littleEndian ? at + 4 : at, littleEndian);
  return high * WORD + view.getUint32(littleEndian ? at : at + 4, littleEndian);
}
