import type { TrafficTable } from '../model/trafficTable';
import { receivedIn } from './finCame';
import { INFO, LISTEN, MESSAGE } from './inetRequest';
import { LEAST_TCP_INFO, TCP_INFO } from './tcpInfo';

/** Where `idiag_cookie` stands in struct inet_diag_msg: two words, the lower one first in either byte order. */
export const COOKIE = 44;
const WORD = 2 ** 32;
/** Bytes of a counter. */
const WIDE = 8;

/** The other end has what this one sent, and that it is done. */
const FIN_WAIT2 = 5;

/** Bytes of an attribute before its value: struct nlattr. */
export const HEAD = 4;

/**
 * Adds what the kernel counts of the socket that a message is of: its attribute INET_DIAG_INFO, which listeners have without
 * counters, and those in TIME_WAIT, those that are still being made (SYN_RECV) and all but TCP's not at all.
 * @param at where struct inet_diag_msg begins
 * @param end of its attributes
 */
export function addCounters(
  table: TrafficTable,
  view: DataView,
  at: number,
  end: number,
  littleEndian: boolean,
): void {
  const row = table.add();
  const { columns } = table;
  columns.cookie[row] =
    view.getUint32(at + COOKIE + 4, littleEndian) * WORD + view.getUint32(at + COOKIE, littleEndian);
  const state = view.getUint8(at + 1);
  const from = state === LISTEN ? 0 : infoAt(view, at + MESSAGE, end, littleEndian);
  if (from === 0) {
    columns.sent[row] = columns.received[row] = Number.NaN;
    columns.retransmitted[row] = columns.roundTrip[row] = columns.congestionWindow[row] = 0;
    return;
  }
  const info = from + HEAD;
  /** Where a counter of 64 bits may begin at most. */
  const last = (headAt(view, from, littleEndian) & 0xffff) - HEAD - WIDE;
  // 64 bits in a place that is aligned to 32. With calls to read them a row took 64 instead of 57 ns.
  const [low, high] = littleEndian ? [info, info + 4] : [info + 4, info];
  const { acknowledged, sent, sentAgain, received } = TCP_INFO;
  if (last >= sentAgain) {
    const highest =
      view.getUint32(high + sent, littleEndian) - view.getUint32(high + sentAgain, littleEndian);
    const lowest = view.getUint32(low + sent, littleEndian) - view.getUint32(low + sentAgain, littleEndian);
    columns.sent[row] = highest * WORD + lowest;
  } else if (last >= acknowledged) {
    // Before Linux 4.19: what the other end has, and among it what begins a connection, and what ends it.
    const highest = view.getUint32(high + acknowledged, littleEndian);
    const lowest = view.getUint32(low + acknowledged, littleEndian);
    columns.sent[row] = Math.max(0, highest * WORD + lowest - (state === FIN_WAIT2 ? 2 : 1));
  } else {
    columns.sent[row] = Number.NaN;
  }
  const counted =
    last < received
      ? Number.NaN
      : view.getUint32(high + received, littleEndian) * WORD + view.getUint32(low + received, littleEndian);
  columns.received[row] = receivedIn(state, counted, view.getUint8(info));
  columns.retransmitted[row] = view.getUint32(info + TCP_INFO.retransmitted, littleEndian);
  columns.roundTrip[row] = view.getUint32(info + TCP_INFO.roundTripTime, littleEndian);
  columns.congestionWindow[row] = view.getUint32(info + TCP_INFO.congestionWindow, littleEndian);
}

/** Where the attribute with struct tcp_info begins; 0 where there is none, or one that is cut off. */
export function infoAt(view: DataView, from: number, end: number, littleEndian: boolean): number {
  for (let at = from; at + HEAD <= end;) {
    const head = headAt(view, at, littleEndian);
    const length = head & 0xffff;
    if (length < HEAD || at + length > end) return 0;
    if (head >>> 16 === INFO) return length < HEAD + LEAST_TCP_INFO ? 0 : at;
    at += (length + 3) & ~3;
  }
  return 0;
}

/** An attribute's length in the lower half, and its type in the upper one: read at once, which is half as many readings. */
function headAt(view: DataView, at: number, littleEndian: boolean): number {
  const head = view.getUint32(at, littleEndian);
  return littleEndian ? head : (head << 16) | (head >>> 16);
}
