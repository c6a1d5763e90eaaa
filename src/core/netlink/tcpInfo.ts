import type { ConnectionFacts } from '../model/socketFacts';

/** Where the fields of struct tcp_info stand (include/uapi/linux/tcp.h): it has grown at its end with the kernels. */
export const TCP_INFO = {
  retransmissionTimeout: 8,
  segmentSize: 16,
  unacknowledged: 24,
  sentAgo: 44,
  receivedAgo: 52,
  pathMtu: 60,
  roundTripTime: 68,
  roundTripVariation: 72,
  congestionWindow: 80,
  retransmitted: 100,
  acknowledged: 120,
  received: 128,
  unsent: 144,
  leastRoundTripTime: 148,
  /** Segments with payload that came (Linux 4.6). */
  dataSegmentsReceived: 152,
  deliveryRate: 160,
  sent: 200,
  sentAgain: 208,
} as const;

/** Bytes that every kernel since 2.6 tells. */
export const LEAST_TCP_INFO = 104;

/** Where no round trip was measured yet. */
const NEVER = 0xffff_ffff;

/** Before a connection is made its times are those since the machine started. */
const SYN_SENT = 2;
/** The other end has what this one sent, and that it is done. */
export const FIN_WAIT2 = 5;

const WORD = 2 ** 32;

/**
 * Reads struct tcp_info.
 * @param info at least {@link LEAST_TCP_INFO} bytes
 * @param state of the connection, see include/net/tcp_states.h
 */
export function connectionFacts(info: DataView, state: number, littleEndian: boolean): ConnectionFacts {
  const has = (at: number, size: number): boolean => info.byteLength >= at + size;
  const word = (field: keyof typeof TCP_INFO): number => info.getUint32(TCP_INFO[field], littleEndian);
  /** Nothing where this kernel's structure ends before it. */
  const late = (field: keyof typeof TCP_INFO): number | undefined =>
    has(TCP_INFO[field], 4) ? word(field) : undefined;
  const long = (field: keyof typeof TCP_INFO): number | undefined =>
    has(TCP_INFO[field], 8) ? Number(info.getBigUint64(TCP_INFO[field], littleEndian)) : undefined;
  const [sent, received] = [long('sent'), long('received')];
  const isMade = state !== SYN_SENT;
  const [time, least] = [word('roundTripTime'), late('leastRoundTripTime')];
  return {
    ...(time > 0 && {
      roundTrip: {
        time,
        variation: word('roundTripVariation'),
        ...present('least', least === NEVER ? undefined : least),
      },
    }),
    retransmissionTimeout: word('retransmissionTimeout'),
    congestionWindow: word('congestionWindow'),
    segmentSize: word('segmentSize'),
    pathMtu: word('pathMtu'),
    unacknowledged: word('unacknowledged'),
    retransmitted: word('retransmitted'),
    ...present('sentAgo', isMade && sent !== 0 ? word('sentAgo') : undefined),
    ...present('receivedAgo', isMade && received !== 0 ? word('receivedAgo') : undefined),
    ...present('sent', sent),
    ...present('sentAgain', long('sentAgain')),
    ...present('acknowledged', long('acknowledged')),
    ...present('received', received),
    ...present('unsent', late('unsent')),
    ...present('deliveryRate', long('deliveryRate')),
  };
}

/**
 * Bytes of payload that were sent, each counted once, where struct tcp_info stands in a view of more: no view is made of it.
 * Before Linux 4.19 those that the other end has: the kernel counts among them what begins a connection, and what ends it.
 * @param at where it stands
 * @param length of it in bytes
 * @param state see include/net/tcp_states.h
 * @returns NaN where the kernel does not tell
 */
export function payloadSent(
  view: DataView,
  at: number,
  length: number,
  state: number,
  littleEndian: boolean,
): number {
  if (length >= TCP_INFO.sentAgain + 8) {
    const sent = wideAt(view, at + TCP_INFO.sent, littleEndian);
    return sent - wideAt(view, at + TCP_INFO.sentAgain, littleEndian);
  }
  if (length < TCP_INFO.acknowledged + 8) return Number.NaN;
  const acknowledged = wideAt(view, at + TCP_INFO.acknowledged, littleEndian);
  return Math.max(0, acknowledged - (state === FIN_WAIT2 ? 2 : 1));
}

/** The same of bytes received, of which the kernel counts one more once the other end has said that it is done. */
export function bytesReceived(view: DataView, at: number, length: number, littleEndian: boolean): number {
  return length >= TCP_INFO.received + 8 ? wideAt(view, at + TCP_INFO.received, littleEndian) : Number.NaN;
}

/** 64 bits in a place that is aligned to 32. */
export function wideAt(view: DataView, at: number, littleEndian: boolean): number {
  const [low, high] = littleEndian ? [at, at + 4] : [at + 4, at];
  return view.getUint32(high, littleEndian) * WORD + view.getUint32(low, littleEndian);
}

function present<Name extends string>(name: Name, value: number | undefined): { [Key in Name]?: number } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]?: number });
}
