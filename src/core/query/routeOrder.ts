import type { RouteContents } from '../model/networkContents';
import { type CachedRoute, type Ipv4Route, type Ipv6Route, RTF_CACHE } from '../model/route';
import { isLoopback } from '../text/address';
import { compareText, compareWords, firstRows, inTurn, MOST_ROWS, split } from './parts';

/** RTF_LOCAL and RTF_ANYCAST of include/uapi/linux/ipv6_route.h: an address of this machine, or one it shares. */
const RTF_OWN = 0x80000000 | 0x00100000;

/** The metric of the route that the kernel keeps for what no other route takes: nowhere. */
const LAST_METRIC = -1;

/** What a view shows of the routing tables: of each group the first rows, default routes first. */
export function routeContents(
  ipv4: readonly Ipv4Route[],
  ipv6: readonly Ipv6Route[],
  cached: readonly CachedRoute[],
  most = MOST_ROWS,
): RouteContents {
  const [clones, routes] = split(ipv6, ({ flags }) => (flags & RTF_CACHE) !== 0);
  const [own, others] = split(routes, isKernelsOwn);
  return {
    ipv4: firstRows(ipv4, compareIpv4, most),
    ipv6: firstRows(others, compareIpv6, most),
    ipv6Own: firstRows(own, compareIpv6, most),
    cached: firstRows(cached, compareCached, most),
    ipv6Cached: firstRows(clones, compareIpv6, most),
  };
}

/**
 * Whether every IPv6 machine has such a route, which tells nothing of its network: to its own addresses, to multicast
 * groups on a link, and the one to nowhere that comes last.
 */
export function isKernelsOwn({ destination, prefixLength, flags, metric, device }: Ipv6Route): boolean {
  if ((flags & RTF_OWN) !== 0 || destination[0] >>> 24 === 0xff) return true;
  if (device !== 'lo') return false;
  return prefixLength === 0 ? metric === LAST_METRIC : isLoopback(destination, true);
}

/** How many bits of a netmask are set from its front: 24 for 255.255.255.0. */
export function prefixLengthOf(mask: number): number {
  return Math.clz32(~mask);
}

/** Whether the netmask has no hole, so that a prefix length says all of it. */
export function isPrefixMask(mask: number): boolean {
  const length = prefixLengthOf(mask);
  return mask >>> 0 === (length === 0 ? 0 : (-1 << (32 - length)) >>> 0);
}

const compareIpv4 = inTurn<Ipv4Route>(
  (a, b) => Number(a.mask !== 0) - Number(b.mask !== 0),
  (a, b) => (a.mask === 0 ? a.metric - b.metric : 0),
  (a, b) => a.destination - b.destination,
  (a, b) => (a.mask >>> 0) - (b.mask >>> 0),
  (a, b) => a.metric - b.metric,
  (a, b) => compareText(a.device, b.device),
);

const compareIpv6 = inTurn<Ipv6Route>(
  (a, b) => Number(a.prefixLength !== 0) - Number(b.prefixLength !== 0),
  (a, b) => (a.prefixLength === 0 ? a.metric - b.metric : 0),
  (a, b) => compareWords(a.destination, b.destination),
  (a, b) => a.prefixLength - b.prefixLength,
  (a, b) => a.metric - b.metric,
  (a, b) => compareText(a.device, b.device),
  (a, b) => compareWords(a.nextHop, b.nextHop),
);

const compareCached = inTurn<CachedRoute>(
  (a, b) => a.destination - b.destination,
  (a, b) => a.source - b.source,
  (a, b) => compareText(a.device, b.device),
);
