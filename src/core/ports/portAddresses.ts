import { parseIPv4, parseIPv6 } from '../etc/addressLine';
import type { Published, PublishedPort } from '../model/container';
import type { AddressWords, InetSocket } from '../model/inetTable';
import { formatAddress, isLoopback, isUnspecified, unmapped } from '../text/address';

/** An address of the host that a port is on. */
export interface AddressEnd {
  readonly words: AddressWords;
  readonly isIPv6: boolean;
  /** Whether it is that of a connection, which has the address that it came to, whatever the listener's. */
  readonly isConnected?: boolean;
}

/** The addresses that a port is on: of its sockets, or those that packet rules have it on, in their order. */
export function addressEnds({
  sockets,
  rules = [],
}: {
  readonly sockets: readonly { readonly socket: InetSocket }[];
  readonly rules?: readonly Pick<Published, 'published'>[];
}): AddressEnd[] {
  return [
    ...sockets.map(({ socket }) => socketEnd(socket)),
    ...rules.map(({ published }) => endOf(published)),
  ];
}

/** The own address of a socket. */
export function socketEnd({ localAddress, isIPv6, remotePort }: InetSocket): AddressEnd {
  return { words: localAddress, isIPv6, isConnected: remotePort !== 0 };
}

/** The address that a container publishes a port on; all of IPv4 where its engine names none. */
export function endOf({ hostAddress = '0.0.0.0' }: Pick<PublishedPort, 'hostAddress'>): AddressEnd {
  const ipv4 = parseIPv4(hostAddress);
  return ipv4 === undefined
    ? { words: parseIPv6(hostAddress) ?? [0, 0, 0, 0], isIPv6: true }
    : { words: [ipv4, 0, 0, 0], isIPv6: false };
}

/** Whether a socket is where the port is published: on its address, or on all where it is on all. */
export function standsFor(socket: AddressEnd, published: AddressEnd): boolean {
  return isOnAddress(socket, published) || isOnAll(socket, published);
}

/** Whether a socket is on the very address that a port is published on. */
export function isOnAddress(socket: AddressEnd, published: AddressEnd): boolean {
  return textOf(socket) === textOf(published);
}

/** Whether a port is published on all addresses, and a socket was opened for all: one on ::, perhaps for both families. */
export function isOnAll(socket: AddressEnd, published: AddressEnd): boolean {
  const isForAll = socket.isConnected === true || isAll(socket);
  return isAll(published) && isForAll && (socket.isIPv6 || !published.isIPv6);
}

/** Whether only this machine reaches it. */
export function isLoopbackEnd({ words, isIPv6 }: AddressEnd): boolean {
  return isLoopback(words, isIPv6);
}

function isAll({ words, isIPv6 }: AddressEnd): boolean {
  return isUnspecified(words, isIPv6);
}

function textOf({ words, isIPv6 }: AddressEnd): string {
  return unmapped(formatAddress(words, isIPv6));
}
