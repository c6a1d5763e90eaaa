import type { NamedConnection, SeenConnection } from '../model/connection';
import { TCP_LISTEN } from '../query/socketState';
import { formatAddress, unmapped } from '../text/address';

/** TCP_CLOSE of include/net/tcp_states.h: a socket that is not connected. */
const TCP_CLOSE = 7;

/** Whether it is a connection of TCP with a foreign end, in whatever state; nothing else is ever closed. */
export function isClosable({
  protocol,
  state,
  remotePort,
}: Pick<SeenConnection, 'protocol' | 'state' | 'remotePort'>): boolean {
  return (
    (protocol === 'tcp' || protocol === 'tcp6') &&
    state !== TCP_LISTEN &&
    state !== TCP_CLOSE &&
    remotePort !== 0
  );
}

/** Whether both have the same ends, each written the same way. */
export function hasSameEnds(a: SeenConnection, b: SeenConnection): boolean {
  return (
    a.localPort === b.localPort &&
    a.remotePort === b.remotePort &&
    a.isIPv6 === b.isIPv6 &&
    a.localAddress.every((word, at) => word === b.localAddress[at]) &&
    a.remoteAddress.every((word, at) => word === b.remoteAddress[at])
  );
}

/**
 * Which of the sockets that the kernel has is the one that was seen. Nothing but the inode names it there; one without an
 * inode has to be in the state that it was seen in.
 */
export function findSeen(
  seen: SeenConnection,
  now: readonly NamedConnection[],
): NamedConnection | 'gone' | 'changed' {
  const there = now.filter((each) => isClosable(each) && hasSameEnds(each, seen));
  const same = there.filter(
    ({ inode, state }) => inode === seen.inode && (inode !== 0 || state === seen.state),
  );
  const [only, ...others] = same;
  // Sockets that are bound to several interfaces may share all of it.
  if (only !== undefined && others.length === 0) return only;
  return there.length === 0 ? 'gone' : 'changed';
}

/** Whether one is the other end of the other; each may be of another family, where IPv4 stands in IPv6. */
export function areTwoEnds(a: SeenConnection, b: SeenConnection): boolean {
  const end = (words: SeenConnection['localAddress'], isIPv6: boolean, port: number): string =>
    `${unmapped(formatAddress(words, isIPv6))} ${port}`;
  return (
    end(a.localAddress, a.isIPv6, a.localPort) === end(b.remoteAddress, b.isIPv6, b.remotePort) &&
    end(a.remoteAddress, a.isIPv6, a.remotePort) === end(b.localAddress, b.isIPv6, b.localPort)
  );
}
