import { parseIPv4, parseIPv6 } from '../etc/addressLine';
import type { PublishedPort } from '../model/container';
import type { AddressWords } from '../model/inetTable';
import { formatAddress, isLoopback, isUnspecified } from '../text/address';
import type { ListeningPort } from './listeningPorts';

/** An address of the host that a port is on. */
export interface AddressEnd {
  readonly words: AddressWords;
  readonly isIPv6: boolean;
}

/** The addresses that a port is on: of its sockets, or those that packet rules have it on, in their order. */
export function addressEnds({ sockets, rules = [] }: Pick<ListeningPort, 'sockets' | 'rules'>): AddressEnd[] {
  return [
    ...sockets.map(({ socket }) => ({ words: socket.localAddress, isIPv6: socket.isIPv6 })),
    ...rules.map(({ published }) => endOf(published)),
  ];
}

/** The address that a container publishes a port on; all of IPv4 where its engine names none. */
export function endOf({ hostAddress = '0.0.0.0' }: Pick<PublishedPort, 'hostAddress'>): AddressEnd {
  const ipv4 = parseIPv4(hostAddress);
  return ipv4 === undefined
    ? { words: parseIPv6(hostAddress) ?? [0, 0, 0, 0], isIPv6: true }
    : { words: [ipv4, 0, 0, 0], isIPv6: false };
}

/** Whether a socket is where the port is published: on its address, or on all where it is on all. One on :: may have IPv4, too. */
export function standsFor(socket: AddressEnd, published: AddressEnd): boolean {
  if (!isAll(published)) return textOf(socket) === textOf(published);
  return isAll(socket) && (socket.isIPv6 || !published.isIPv6);
}

/** Whether only this machine reaches it. */
export function isLoopbackEnd({ words, isIPv6 }: AddressEnd): boolean {
  return isLoopback(words, isIPv6);
}

function isAll({ words, isIPv6 }: AddressEnd): boolean {
  return isUnspecified(words, isIPv6);
}

function textOf({ words, isIPv6 }: AddressEnd): string {
  return formatAddress(words, isIPv6).replace(/^::ffff:(?=\d+\.)/, '');
}
