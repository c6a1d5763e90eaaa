import type { InetSocket } from './inetTable';
import type { Peer } from './page';

/** A socket that is asked about. */
export type SocketQuestion =
  { readonly kind: 'inet'; readonly socket: InetSocket } | { readonly kind: 'unix'; readonly inode: number };

/**
 * What the kernel's socket diagnosis tells of a socket beside the columns of /proc/net. What is absent does not apply to
 * such a socket, or this kernel does not tell it.
 */
export interface SocketFacts {
  /** Of a listener of TCP or a UNIX socket: connections that wait to be accepted; it is full above the limit. */
  readonly acceptQueue?: { readonly waiting: number; readonly limit: number };
  /** Of a connection of TCP. */
  readonly connection?: ConnectionFacts;
  /** Of TCP: the algorithm by its name, "cubic". */
  readonly congestionControl?: string;
  readonly buffers?: BufferFacts;
  /** Of a connected UNIX socket: its other end. */
  readonly peer?: Peer;
}

/** What TCP knows of a connection. */
export interface ConnectionFacts {
  /** In microseconds: smoothed, its mean deviation, and the least in a while. Absent where none was measured yet. */
  readonly roundTrip?: { readonly time: number; readonly variation: number; readonly least?: number };
  /** How long an answer is waited for: microseconds. */
  readonly retransmissionTimeout: number;
  /** Segments that may be under way, and bytes of one. */
  readonly congestionWindow: number;
  readonly segmentSize: number;
  /** Bytes that a packet may have on the way. */
  readonly pathMtu: number;
  /** Segments that were sent and are not acknowledged. */
  readonly unacknowledged: number;
  /** Segments that were sent again, in all. */
  readonly retransmitted: number;
  /** Milliseconds since data was sent and received last; absent where none ever was. */
  readonly sentAgo?: number;
  readonly receivedAgo?: number;
  /** Bytes of data, those sent again among them; of those acknowledged, what opens and ends a connection counts too. */
  readonly sent?: number;
  readonly sentAgain?: number;
  readonly acknowledged?: number;
  readonly received?: number;
  /** Bytes that wait to be sent for the first time. */
  readonly unsent?: number;
  /** Bytes a second that arrived at the other end, as measured last. */
  readonly deliveryRate?: number;
}

/** Memory of a socket in bytes: what its buffers take, with what the kernel needs beside the data, and may take. */
export interface BufferFacts {
  readonly receive: number;
  readonly receiveLimit: number;
  readonly send: number;
  readonly sendLimit: number;
}
