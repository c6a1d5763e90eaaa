import { addressAt, INET_PROTOCOLS, type InetColumns, type InetProtocol } from '../model/inetTable';
import { isLoopback } from '../text/address';

/** State numbers of include/net/tcp_states.h that the product asks for by name. */
export const TCP_TIME_WAIT = 0x06;
export const TCP_CLOSE_WAIT = 0x08;
export const TCP_LISTEN = 0x0a;

/** Whether a protocol's sockets are in TCP's states, as SCTP's are too. */
export function hasTcpStates(protocol: string): boolean {
  return protocol.startsWith('tcp') || protocol === 'sctp';
}

/** The last code of TCP's protocols, which come first. */
const LAST_OF_TCP = INET_PROTOCOLS.indexOf('tcp6');

/** Whether a row is of TCP, whatever its family. */
export function isTcpRow({ protocol }: InetColumns, row: number): boolean {
  return (protocol[row] ?? 0) <= LAST_OF_TCP;
}

/**
 * Whether a row waits for others to come: a TCP listener, a UDP socket that is bound and not connected, or an SCTP
 * endpoint. Associations of one SCTP socket stand in the state of their socket, which may go on to listen.
 */
export function isListening(columns: InetColumns, row: number): boolean {
  // Nearly all are of TCP, of which the state alone tells.
  if (isTcpRow(columns, row)) return columns.state[row] === TCP_LISTEN;
  const protocol: InetProtocol = INET_PROTOCOLS[columns.protocol[row] ?? 0] ?? 'tcp';
  if (protocol === 'sctp') return columns.state[row] === TCP_LISTEN && columns.remotePort[row] === 0;
  if (!protocol.startsWith('udp')) return false;
  const first = row * 4;
  const remote = columns.remoteAddress;
  return (
    columns.remotePort[row] === 0 &&
    ((remote[first] ?? 0) |
      (remote[first + 1] ?? 0) |
      (remote[first + 2] ?? 0) |
      (remote[first + 3] ?? 0)) ===
      0
  );
}

/** Whether the row has a foreign end: sockets that have none show zeros in its place. */
export function hasForeignEnd({ remotePort, remoteAddress }: InetColumns, row: number): boolean {
  if (remotePort[row] !== 0) return true;
  for (let word = row * 4; word < row * 4 + 4; word++) {
    if (remoteAddress[word] !== 0) return true;
  }
  return false;
}

/** Whether both ends of a connection are of one machine, by its addresses alone: by loopback, or from an address to itself. */
export function isWithin(inet: InetColumns, row: number): boolean {
  if (inet.remotePort[row] === 0) return false;
  const { localAddress, remoteAddress } = inet;
  let isSame = true;
  for (let word = row * 4; word < row * 4 + 4 && isSame; word++)
    isSame = localAddress[word] === remoteAddress[word];
  return isSame || isLoopback(addressAt(remoteAddress, row), inet.isIPv6[row] === 1);
}
