import type { AddressWords } from '../model/inetTable';
import {
  AF_INET6,
  BOUND_INACTIVE,
  EVERY_STATE,
  type InetDiagProtocol,
  inetRequest,
  MESSAGE,
} from './inetRequest';
import { attribute, takeMessages } from './netlinkMessages';

/** INET_DIAG_SKV6ONLY of include/uapi/linux/inet_diag.h: a byte, sent of sockets of IPv6 that listen or are closed. */
const V6_ONLY = 11;

const BOUND = 1 << BOUND_INACTIVE;

/** A socket whose own end has the port, as far as it matters to who else may have it. */
export interface PortHolder {
  readonly isIPv6: boolean;
  readonly address: AddressWords;
  /** A number of include/net/tcp_states.h. */
  readonly state: number;
  /** Whether it leaves IPv4 to others; unknown where the kernel does not say. */
  readonly isV6Only: boolean | undefined;
}

/** What to send for all sockets whose own end has the port: of TCP those too that are bound and do nothing (Linux 6.8). */
export function portHoldersRequest(
  protocol: InetDiagProtocol,
  port: number,
  littleEndian: boolean,
): Uint8Array {
  return portRequest(protocol, protocol === 'tcp' ? EVERY_STATE | BOUND : EVERY_STATE, port, littleEndian);
}

/**
 * What to send for the sockets of TCP that are bound to a port and neither listen nor are connected. No table of /proc
 * has them; kernels before 6.8 tell of none.
 */
export function boundSocketsRequest(port: number, littleEndian: boolean): Uint8Array {
  return portRequest('tcp', BOUND, port, littleEndian);
}

function portRequest(
  protocol: InetDiagProtocol,
  states: number,
  port: number,
  littleEndian: boolean,
): Uint8Array {
  const ports = [
    ['local port at least', port],
    ['local port at most', port],
  ] as const;
  return inetRequest({ protocol, states, attributes: [], ports }, littleEndian);
}

/** Takes the kernel's answers to {@link portHoldersRequest}. */
export class PortHolderReader {
  readonly holders: PortHolder[] = [];
  readonly #littleEndian: boolean;

  constructor(littleEndian: boolean) {
    this.#littleEndian = littleEndian;
  }

  /**
   * Takes what one recv(2) gave.
   * @returns whether more is to come; 'refused' where the kernel reports an error or says what cannot be understood
   */
  take(bytes: Uint8Array): 'more' | 'done' | 'refused' {
    return takeMessages(bytes, this.#littleEndian, MESSAGE, (view, from, end) => {
      const isIPv6 = view.getUint8(from) === AF_INET6;
      const word = (index: number): number =>
        isIPv6 || index === 0 ? view.getUint32(from + 8 + index * 4) : 0;
      const only = attribute(view, from + MESSAGE, end, V6_ONLY, 1, this.#littleEndian);
      this.holders.push({
        isIPv6,
        address: [word(0), word(1), word(2), word(3)],
        state: view.getUint8(from + 1),
        isV6Only: only && only.getUint8(0) !== 0,
      });
    });
  }
}
