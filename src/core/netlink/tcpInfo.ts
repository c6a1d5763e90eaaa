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
  /** Segments that came, of whatever kind (Linux 4.2). */
  segmentsReceived: 140,
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

function present<Name extends string>(name: Name, value: number | undefined): { [Key in Name]?: number } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]?: number });
}
