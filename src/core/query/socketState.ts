import { INET_PROTOCOLS, type InetColumns, type InetProtocol } from '../model/inetTable';

/** State numbers of include/net/tcp_states.h that the product asks for by name. */
export const TCP_TIME_WAIT = 0x06;
export const TCP_LISTEN = 0x0a;

/** Whether a protocol's sockets are in TCP's states, as SCTP's are too. */
export function hasTcpStates(protocol: string): boolean {
  return protocol.startsWith('tcp') || protocol === 'sctp';
}

/**
 * Whether a row waits for others to come: a TCP listener, a UDP socket that is bound and not connected, or an SCTP
 * endpoint. Associations of one SCTP socket stand in the state of their socket, which may go on to listen.
 */
export function isListening(columns: InetColumns, row: number): boolean {
  const protocol: InetProtocol = INET_PROTOCOLS[columns.protocol[row] ?? 0] ?? 'tcp';
  if (protocol === 'tcp' || protocol === 'tcp6') return columns.state[row] === TCP_LISTEN;
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
