import type { NamedConnection, SeenConnection } from '../model/connection';
import type { AddressWords } from '../model/inetTable';
import { AF_INET, AF_INET6, EVERY_STATE, inetRequest, IPPROTO_TCP, MESSAGE } from './inetRequest';
import { ACKNOWLEDGED, HEADER, newRequest, takeMessages } from './netlinkMessages';

/** SOCK_DESTROY of include/uapi/linux/sock_diag.h (Linux 4.5): as SOCK_DIAG_BY_FAMILY, of the one socket that it names. */
const SOCK_DESTROY = 21;

/** Bytes of struct inet_diag_req_v2, and where its struct inet_diag_sockid begins. */
const REQUEST = 56;
const ID = HEADER + 8;

/** What to send for all sockets of TCP with these ports, of both families. */
export function connectionsRequest(
  { localPort, remotePort }: Pick<SeenConnection, 'localPort' | 'remotePort'>,
  littleEndian: boolean,
): Uint8Array {
  return inetRequest(
    {
      protocol: 'tcp',
      states: EVERY_STATE,
      attributes: [],
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

/**
 * What to send that the kernel closes a connection. It looks for its ends, and where it finds no connection for a listener that
 * would take one: the cookie is what keeps it from closing another socket than this, and so is always there.
 */
export function destroyRequest(connection: NamedConnection, littleEndian: boolean): Uint8Array {
  const view = newRequest(SOCK_DESTROY, ACKNOWLEDGED, REQUEST, littleEndian);
  view.setUint8(HEADER, connection.isIPv6 ? AF_INET6 : AF_INET);
  view.setUint8(HEADER + 1, IPPROTO_TCP);
  view.setUint32(HEADER + 4, EVERY_STATE, littleEndian);
  // Ports and addresses are in the order of the network, all else in the machine's.
  view.setUint16(ID, connection.localPort);
  view.setUint16(ID + 2, connection.remotePort);
  for (let word = 0; word < 4; word++) {
    view.setUint32(ID + 4 + word * 4, connection.localAddress[word] ?? 0);
    view.setUint32(ID + 20 + word * 4, connection.remoteAddress[word] ?? 0);
  }
  view.setUint32(ID + 36, connection.device, littleEndian);
  view.setUint32(ID + 40, connection.cookie[0], littleEndian);
  view.setUint32(ID + 44, connection.cookie[1], littleEndian);
  return new Uint8Array(view.buffer);
}

/** Takes the kernel's answers to {@link connectionsRequest}. */
export class ConnectionsReader {
  readonly connections: NamedConnection[] = [];
  readonly #littleEndian: boolean;

  constructor(littleEndian: boolean) {
    this.#littleEndian = littleEndian;
  }

  /** As takeMessages(). */
  take(bytes: Uint8Array): ReturnType<typeof takeMessages> {
    return takeMessages(bytes, this.#littleEndian, MESSAGE, (view, from) => {
      this.connections.push(this.#connectionAt(view, from));
    });
  }

  /** struct inet_diag_msg: four bytes, a struct inet_diag_sockid, and the rest. */
  #connectionAt(view: DataView, from: number): NamedConnection {
    const isIPv6 = view.getUint8(from) === AF_INET6;
    const addressAt = (at: number): AddressWords => {
      const word = (index: number): number => (isIPv6 || index === 0 ? view.getUint32(at + index * 4) : 0);
      return [word(0), word(1), word(2), word(3)];
    };
    const wordAt = (at: number): number => view.getUint32(from + at, this.#littleEndian);
    return {
      protocol: isIPv6 ? 'tcp6' : 'tcp',
      isIPv6,
      state: view.getUint8(from + 1),
      localPort: view.getUint16(from + 4),
      remotePort: view.getUint16(from + 6),
      localAddress: addressAt(from + 8),
      remoteAddress: addressAt(from + 24),
      device: wordAt(40),
      cookie: [wordAt(44), wordAt(48)],
      inode: wordAt(68),
    };
  }
}
