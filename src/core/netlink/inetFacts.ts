import type { InetSocket } from '../model/inetTable';
import type { BufferFacts, SocketFacts } from '../model/socketFacts';
import {
  EVERY_STATE,
  INFO,
  type InetDiagProtocol,
  inetRequest,
  LISTEN,
  MEMORY,
  MESSAGE,
} from './inetRequest';
import { attribute, stringOf, takeMessages } from './netlinkMessages';
import { connectionFacts, LEAST_TCP_INFO } from './tcpInfo';

/** INET_DIAG_CONG: an attribute of include/uapi/linux/inet_diag.h. */
const CONGESTION = 4;

/** SK_MEMINFO_RMEM_ALLOC, _RCVBUF, _WMEM_ALLOC, _SNDBUF, and _WMEM_QUEUED, which is of streams alone. */
const RECEIVE = 0;
const RECEIVE_LIMIT = 1;
const SEND = 2;
const SEND_LIMIT = 3;
const SEND_OF_STREAM = 5;

/** Of which protocols the kernel is asked. */
export function diagProtocolOf({ protocol }: InetSocket): InetDiagProtocol | undefined {
  switch (protocol) {
    case 'tcp':
    case 'tcp6':
      return 'tcp';
    case 'udp':
    case 'udp6':
      return protocol;
    default:
      return undefined;
  }
}

/** What to send for all that is known of a socket, and of others with its ports. */
export function inetFactsRequest(
  { state, localPort, remotePort }: InetSocket,
  protocol: InetDiagProtocol,
  littleEndian: boolean,
): Uint8Array {
  const isTcp = protocol === 'tcp';
  return inetRequest(
    {
      protocol,
      // Listeners are in a small table of their own.
      states: isTcp && state === LISTEN ? 1 << LISTEN : EVERY_STATE,
      attributes: isTcp ? [INFO, CONGESTION, MEMORY] : [MEMORY],
      ports: [
        ['local port at least', localPort],
        ['local port at most', localPort],
        ['foreign port at least', remotePort],
        ['foreign port at most', remotePort],
      ],
    },
    littleEndian,
  );
}

/** Picks the socket of an inode from the kernel's answers. */
export class InetFactsReader {
  /** What is known of it, once it came. */
  facts: SocketFacts | undefined;
  readonly #inode: number;
  readonly #isTcp: boolean;
  readonly #littleEndian: boolean;

  constructor(inode: number, protocol: InetDiagProtocol, littleEndian: boolean) {
    this.#inode = inode;
    this.#isTcp = protocol === 'tcp';
    this.#littleEndian = littleEndian;
  }

  /** As takeMessages(). */
  take(bytes: Uint8Array): ReturnType<typeof takeMessages> {
    return takeMessages(bytes, this.#littleEndian, MESSAGE, (view, from, end) => {
      if (view.getUint32(from + 68, this.#littleEndian) === this.#inode)
        this.facts = this.#factsOf(view, from, end);
    });
  }

  #factsOf(view: DataView, from: number, end: number): SocketFacts {
    const littleEndian = this.#littleEndian;
    const find = (type: number, least: number): DataView | undefined =>
      attribute(view, from + MESSAGE, end, type, least, littleEndian);
    const state = view.getUint8(from + 1);
    const isListening = this.#isTcp && state === LISTEN;
    const info = find(INFO, LEAST_TCP_INFO);
    const congestion = find(CONGESTION, 1);
    const memory = find(MEMORY, (SEND_OF_STREAM + 1) * 4);
    return {
      ...(isListening && {
        acceptQueue: {
          waiting: view.getUint32(from + 56, littleEndian),
          limit: view.getUint32(from + 60, littleEndian),
        },
      }),
      ...(info && !isListening && { connection: connectionFacts(info, state, littleEndian) }),
      ...(congestion && { congestionControl: stringOf(congestion) }),
      ...(memory && { buffers: this.#buffersOf(memory) }),
    };
  }

  #buffersOf(memory: DataView): BufferFacts {
    const word = (index: number): number => memory.getUint32(index * 4, this.#littleEndian);
    return {
      receive: word(RECEIVE),
      receiveLimit: word(RECEIVE_LIMIT),
      send: word(this.#isTcp ? SEND_OF_STREAM : SEND),
      sendLimit: word(SEND_LIMIT),
    };
  }
}
