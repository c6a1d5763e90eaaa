import { DESTROYED_KINDS, type DestroyedTable } from '../traffic/destroyedSockets';
import { AF_INET, AF_INET6, MESSAGE } from './inetRequest';
import { COOKIE, HEAD, infoAt } from './inetTraffic';
import { HEADER, takeMessages } from './netlinkMessages';
import { TCP_INFO } from './tcpInfo';

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

/** Operations of classic BPF (include/uapi/linux/bpf_common.h), and what a program returns to let all of it through. */
const LOAD_BYTE = 0x30;
const AND = 0x54;
const JUMP_IF_EQUAL = 0x15;
const RETURN = 0x06;
const ALL = 0xffff_ffff;

/** Bytes of struct sock_filter (include/uapi/linux/filter.h). */
export const INSTRUCTION = 8;

/**
 * A program that lets through every so-many-th message: several sockets then share all of them, and each has a queue of
 * its own. It goes by the last byte of the cookie, of which the kernel gives one after the other.
 * @param share which one, from 0
 * @param shares of how many, a power of 2 up to 256
 */
export function shareFilter(share: number, shares: number, littleEndian: boolean): Uint8Array {
  const instructions = [
    [LOAD_BYTE, 0, 0, HEADER + COOKIE + (littleEndian ? 0 : 3)],
    [AND, 0, 0, shares - 1],
    [JUMP_IF_EQUAL, 0, 1, share],
    [RETURN, 0, 0, ALL],
    [RETURN, 0, 0, 0],
  ] as const;
  const view = new DataView(new ArrayBuffer(instructions.length * INSTRUCTION));
  for (const [i, [code, ifTrue, ifFalse, value]] of instructions.entries()) {
    view.setUint16(i * INSTRUCTION, code, littleEndian);
    view.setUint8(i * INSTRUCTION + 2, ifTrue);
    view.setUint8(i * INSTRUCTION + 3, ifFalse);
    view.setUint32(i * INSTRUCTION + 4, value, littleEndian);
  }
  return new Uint8Array(view.buffer);
}

const WORD = 2 ** 32;

/** Where fields stand in struct inet_diag_msg. */
const LOCAL_ADDRESS = 8;
const REMOTE_ADDRESS = 24;
const UNREAD = 56;
const UNACKNOWLEDGED = 60;

/**
 * The greatest Send-Q that the kernel leaves a socket that never got an answer, when it disconnects it: the SYN, and 2.
 * Of one that was connected it adds the largest window that the other end ever offered (tcp_disconnect in net/ipv4/tcp.c).
 */
const NEVER_ANSWERED = 3;

/**
 * Takes the kernel's messages of TCP sockets that were destroyed: struct inet_diag_msg with struct tcp_info as it was at
 * the end. Those that never were connected, and listeners, are left out unless they are asked for. What the figures say
 * (tried out on Linux 6.18):
 *
 * - `tcpi_bytes_acked` has the payload, one for SYN where this end connected, and one for FIN where that was acknowledged;
 * - `tcpi_bytes_received` has the payload, and one for FIN where that came while there still was a whole socket. One that
 *   was closed is a whole socket until its own FIN is acknowledged, one that is shut down until the program closes it;
 * - FIN is in the Recv-Q, too, until the program has read to the end;
 * - who closes with more in the Recv-Q, or with SO_LINGER of 0, sends RST. In the latter case the kernel clears all
 *   figures, the foreign port, and the local address unless it was bound to, but not the foreign address.
 *
 * What else is told of, the same to root and to uid 65534:
 *
 * - a listener has its local end, a foreign end of 0, and figures of 0; so has a socket that was only bound. One that was
 *   neither has a local end of 0, too;
 * - connections that wait to be accepted when their listener closes are told of before it, as aborted ones are;
 * - a connect that was refused keeps both ends, where the program asked for the outcome by SO_ERROR, as libuv, Go and curl do:
 *   no round trip was measured, and one segment came, the RST. One that got no answer (dropped, or the backlog was full) and
 *   was given up looks the same, but no segment came. Where connect(2) itself said ECONNREFUSED the kernel has disconnected
 *   the socket: no foreign port, no local address, and no segments, as after a connect that timed out.
 */
export class DestroyedReader {
  readonly #littleEndian: boolean;
  readonly #table: DestroyedTable;
  readonly #hasOthers: boolean;

  /** @param hasOthers whether listeners, bound sockets and refused connects are taken, too: see {@link DESTROYED_KINDS} */
  constructor(littleEndian: boolean, table: DestroyedTable, hasOthers = false) {
    this.#littleEndian = littleEndian;
    this.#table = table;
    this.#hasOthers = hasOthers;
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
    let kind: number = DESTROYED_KINDS.connection;
    if (isCleared && (unacknowledged <= NEVER_ANSWERED || !hasRemote(view, from))) {
      if (!this.#hasOthers || ports === 0 || hasRemote(view, from)) return;
      kind = DESTROYED_KINDS.listenerOrBound;
    }
    const attribute = isCleared ? 0 : infoAt(view, from + MESSAGE, end, littleEndian);
    const hasInfo = attribute > 0;
    const info = attribute + HEAD;
    const length = hasInfo ? view.getUint16(attribute, littleEndian) - HEAD : 0;
    const long = (field: number): number =>
      length < field + 8 ? Number.NaN : wideAt(view, info + field, littleEndian);
    const received = long(TCP_INFO.received);
    const acknowledged = long(TCP_INFO.acknowledged);
    const roundTrip = hasInfo ? view.getUint32(info + TCP_INFO.roundTripTime, littleEndian) : 0;
    // The other end refused it, or did not answer: nothing ever went between them.
    if (!isCleared && hasInfo && roundTrip === 0 && !(acknowledged > 0) && !(received > 0)) {
      const isAnswered =
        length >= TCP_INFO.segmentsReceived + 4 &&
        view.getUint32(info + TCP_INFO.segmentsReceived, littleEndian) > 0;
      if (!this.#hasOthers || !isAnswered) return;
      kind = DESTROYED_KINDS.refused;
    }

    const row = this.#table.add();
    const { columns } = this.#table;
    columns.kind[row] = kind;
    columns.cookie[row] =
      view.getUint32(from + COOKIE, littleEndian) + view.getUint32(from + COOKIE + 4, littleEndian) * WORD;
    columns.isIPv6[row] = family === AF_INET6 ? 1 : 0;
    const words = family === AF_INET6 ? 4 : 1;
    for (let word = 0, to = row * 4; word < 4; word++, to++) {
      columns.localAddress[to] = word < words ? view.getUint32(from + LOCAL_ADDRESS + word * 4) : 0;
      columns.remoteAddress[to] = word < words ? view.getUint32(from + REMOTE_ADDRESS + word * 4) : 0;
    }
    columns.localPort[row] = ports >>> 16;
    columns.remotePort[row] = ports;
    columns.roundTrip[row] = roundTrip;
    columns.retransmitted[row] = hasInfo ? view.getUint32(info + TCP_INFO.retransmitted, littleEndian) : 0;
    columns.at[row] = at;

    const isTold = length >= TCP_INFO.sentAgain + 8;
    // An older kernel does not tell payload from SYN and FIN: both are taken for acknowledged.
    const told = isTold ? long(TCP_INFO.sent) - long(TCP_INFO.sentAgain) : acknowledged - 2;
    const sent = Math.max(0, told);
    const unread = view.getUint32(from + UNREAD, littleEndian);
    const ends = isTold ? Math.min(2, Math.max(0, acknowledged - sent)) : 0;
    columns.sent[row] = sent;
    columns.acknowledged[row] = ends;
    const isReset = (isTold && ends === 0) || (ends < 2 && unread > 1);
    columns.isAborted[row] = !hasInfo || unacknowledged > 0 || isReset ? 1 : 0;

    const hasNoPayload =
      length >= TCP_INFO.dataSegmentsReceived + 4 &&
      view.getUint32(info + TCP_INFO.dataSegmentsReceived) === 0;
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

/** 64 bits in a place that is aligned to 32. */
function wideAt(view: DataView, at: number, littleEndian: boolean): number {
  const [low, high] = littleEndian ? [at, at + 4] : [at + 4, at];
  return view.getUint32(high, littleEndian) * WORD + view.getUint32(low, littleEndian);
}
