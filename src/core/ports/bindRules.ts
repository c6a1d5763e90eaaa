import type { PortQuestion, TrialAddress } from '../model/portFacts';
import type { PortHolder } from '../netlink/portHolders';
import { isMapped, isUnspecified } from '../text/address';
import { TCP_LISTEN } from '../query/socketState';

/**
 * What a bind to the address would come to, by the kernel's rules (inet_csk_bind_conflict() of
 * net/ipv4/inet_connection_sock.c, udp_lib_lport_inuse() of net/ipv4/udp.c), from all sockets that have the port. As
 * bound for a trial: TCP with SO_REUSEADDR, UDP without, and the wildcard of IPv6 for IPv4 too.
 *
 * @returns nothing where only a bind can tell: whether a socket of TCP that does not listen set SO_REUSEADDR is said nowhere
 */
export function outcomeOfBind(
  address: TrialAddress,
  transport: PortQuestion['transport'],
  holders: readonly PortHolder[],
): 'free' | 'inUse' | undefined {
  const meeting = holders.map((holder) => ({ holder, meets: meets(address, holder) }));
  const stands = ({ state }: PortHolder): boolean => transport === 'udp' || state === TCP_LISTEN;
  if (meeting.some(({ holder, meets }) => meets === true && stands(holder))) return 'inUse';
  return meeting.every(({ meets }) => meets === false) ? 'free' : undefined;
}

/** Whether the two addresses are the same to the kernel, one being a wildcard of the other included (inet_rcv_saddr_equal()). */
function meets(trial: TrialAddress, { isIPv6, address, isV6Only }: PortHolder): boolean | undefined {
  const holdsIPv4 = !isIPv6 || isMapped(address);
  const isWildcard = isUnspecified(address, isIPv6);
  switch (trial) {
    case '::':
      return true;
    case '::1':
      return !holdsIPv4 && (isWildcard || isIPv6Loopback(address));
    case '0.0.0.0':
    case '127.0.0.1': {
      // The wildcard of IPv6 takes IPv4 in, unless it was told not to.
      if (!holdsIPv4) return isWildcard && (isV6Only === undefined ? undefined : !isV6Only);
      const word = isIPv6 ? address[3] : address[0];
      return trial === '0.0.0.0' || isWildcard || word === 0x7f00_0001;
    }
  }
}

function isIPv6Loopback(address: PortHolder['address']): boolean {
  return address[0] === 0 && address[1] === 0 && address[2] === 0 && address[3] === 1;
}
