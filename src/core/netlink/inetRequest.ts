import type { InetProtocol } from '../model/inetTable';
import { ALL, HEADER, newRequest, SOCK_DIAG_BY_FAMILY } from './netlinkMessages';

/** What the kernel tells apart: of TCP it tells both families together. */
export type InetDiagProtocol = Extract<InetProtocol, 'tcp' | 'udp' | 'udp6'>;

/** Bytes of struct inet_diag_msg (include/uapi/linux/inet_diag.h), which describes a socket. */
export const MESSAGE = 72;

/** include/net/tcp_states.h; 0 to 12 without BOUND_INACTIVE, sockets that /proc/net does not list. */
export const EVERY_STATE = 0x1fff;
export const CLOSE_WAIT = 8;
export const LISTEN = 10;
/** Bound, and neither listening nor connected: told by Linux 6.8 and later. */
export const BOUND_INACTIVE = 13;

/** INET_DIAG_INFO: an attribute with struct tcp_info, see `tcpInfo.ts`. */
export const INFO = 2;

/** INET_DIAG_SKMEMINFO: an attribute of words, whose meaning is in include/uapi/linux/sock_diag.h (SK_MEMINFO_…). */
export const MEMORY = 7;

export const AF_INET = 2;
export const AF_INET6 = 10;

export const IPPROTO_TCP = 6;
const IPPROTO_UDP = 17;
const TCPDIAG_GETSOCK = 18;

/** Bytes of struct inet_diag_req and inet_diag_req_v2. */
const OLDER_REQUEST = 60;
const NEWER_REQUEST = 56;

/** INET_DIAG_REQ_BYTECODE: the attribute with a program of struct inet_diag_bc_op, one or two words an operation. */
const PROGRAM = 1;
/** INET_DIAG_BC_S_GE and so on: the operation compares with the port in the word behind it. */
const OPERATIONS = {
  'local port at least': 2,
  'local port at most': 3,
  'foreign port at least': 4,
  'foreign port at most': 5,
} as const;
const OPERATION = 8;

/** Which sockets are wanted, and what of each. */
export interface InetRequest {
  readonly protocol: InetDiagProtocol;
  /** A bit for each state. */
  readonly states: number;
  /** Types of the attributes beside struct inet_diag_msg, up to 8. */
  readonly attributes: readonly number[];
  /** What holds of their ports, all of it. */
  readonly ports: readonly (readonly [keyof typeof OPERATIONS, port: number])[];
}

/**
 * What to send for a list of sockets. TCP's is of both families: one walk through the kernel's hash table, by the older
 * request; the newer one knows a family at a time.
 */
export function inetRequest(request: InetRequest, littleEndian: boolean): Uint8Array {
  const { protocol, states, attributes, ports } = request;
  const isTcp = protocol === 'tcp';
  const fixed = isTcp ? OLDER_REQUEST : NEWER_REQUEST;
  const program = ports.length * OPERATION;
  const type = isTcp ? TCPDIAG_GETSOCK : SOCK_DIAG_BY_FAMILY;
  const view = newRequest(type, ALL, fixed + (program === 0 ? 0 : 4 + program), littleEndian);
  const extensions = attributes.reduce((bits, attribute) => bits | (1 << (attribute - 1)), 0);
  if (isTcp) {
    // The family is not looked at; the states stand behind the socket's identity.
    view.setUint8(HEADER, AF_INET);
    view.setUint8(HEADER + 3, extensions);
    view.setUint32(HEADER + 52, states, littleEndian);
  } else {
    view.setUint8(HEADER, protocol === 'udp6' ? AF_INET6 : AF_INET);
    view.setUint8(HEADER + 1, IPPROTO_UDP);
    view.setUint8(HEADER + 2, extensions);
    view.setUint32(HEADER + 4, states, littleEndian);
  }
  if (program > 0) {
    const at = HEADER + fixed;
    view.setUint16(at, 4 + program, littleEndian);
    view.setUint16(at + 2, PROGRAM, littleEndian);
    for (const [index, [operation, port]] of ports.entries()) {
      const from = at + 4 + index * OPERATION;
      view.setUint8(from, OPERATIONS[operation]);
      // Where to go on: behind the operation where it holds; beyond the end, which refuses the socket, where not.
      view.setUint8(from + 1, OPERATION);
      view.setUint16(from + 2, program - index * OPERATION + 4, littleEndian);
      view.setUint16(from + 6, port, littleEndian);
    }
  }
  return new Uint8Array(view.buffer);
}
