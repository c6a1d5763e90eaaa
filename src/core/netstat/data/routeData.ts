import type { AtalkRoute } from '../../model/appletalk';
import type { Ax25Route } from '../../model/ax25';
import type { IpxRoute } from '../../model/ipx';
import type { NetromNeighbour, NetromNode } from '../../model/netrom';
import type { RoseNeighbour, RoseNode } from '../../model/rose';
import type { CachedRoute, Ipv4Route, Ipv6Route } from '../../model/route';
import type { X25Route } from '../../model/x25';
import { dotted, ipv6Text } from '../context/addressText';
import type { ByteText } from '../context/environment';
import {
  appletalkFlagLetters,
  cacheFlagLetters,
  ipv4FlagLetters,
  ipv6FlagLetters,
} from '../routes/routeFlags';
import { hostName } from './internetData';
import type { DataRow } from './dataSink';

/** A row of the IPv4 routing table; `destination` and `gateway` as netstat shows them, which may be names. */
export function inetRouteData(route: Ipv4Route, destination: ByteText, gateway: ByteText): DataRow {
  return {
    ...named('destination', dotted(route.destination), destination),
    ...named('gateway', dotted(route.gateway), gateway),
    mask: dotted(route.mask),
    flags: { code: route.flags, letters: ipv4FlagLetters(route.flags) },
    ...metricFields(route),
  };
}

/** A row of the IPv4 routing cache; the addresses as netstat shows them. */
export function inetCacheData(
  route: CachedRoute,
  source: ByteText,
  destination: ByteText,
  gateway: ByteText,
  specificDestination: ByteText,
): DataRow {
  return {
    ...named('source', dotted(route.source), source),
    ...named('destination', dotted(route.destination), destination),
    ...named('gateway', dotted(route.gateway), gateway),
    flags: { code: route.flags, letters: cacheFlagLetters(route.flags) },
    ...metricFields(route),
    typeOfService: route.typeOfService,
    headerRefs: route.headerRefs,
    headerUpToDate: route.headerUpToDate,
    ...named('specificDestination', dotted(route.specificDestination), specificDestination),
  };
}

/** A row of the IPv6 routing table or cache. */
export function inet6RouteData(route: Ipv6Route, destination: ByteText, nextHop: ByteText): DataRow {
  return {
    ...named('destination', ipv6Text(route.destination), destination),
    prefixLength: route.prefixLength,
    source: ipv6Text(route.source),
    sourcePrefixLength: route.sourcePrefixLength,
    ...named('nextHop', ipv6Text(route.nextHop), nextHop),
    flags: { code: route.flags, letters: ipv6FlagLetters(route.flags) },
    metric: route.metric,
    refCnt: route.refCount,
    use: route.use,
    interface: route.device,
  };
}

function named(field: string, address: ByteText, shown: ByteText): DataRow {
  return { [field]: address, [`${field}Name`]: hostName(shown, address) };
}

function metricFields(route: Ipv4Route | CachedRoute): DataRow {
  const { metric, refCount, use, device, mtu, window, irtt } = route;
  return { metric, refCnt: refCount, use, interface: device, mtu, window, irtt };
}

/** An IPX route, as the file has it. */
export function ipxRouteData({ network, routerNetwork, routerNode }: IpxRoute): DataRow {
  return { network, routerNetwork, routerNode };
}

/** An AX.25 route. */
export function ax25RouteData({ callsign, digipeaters, device, use }: Ax25Route): DataRow {
  return { destination: callsign, digipeaters, interface: device, use };
}

/** A NET/ROM route with all its ways, of which netstat shows the one in use. */
export function netromRouteData(node: NetromNode, neighbours: readonly NetromNeighbour[]): DataRow {
  const paths = node.paths.map(({ quality, obsolescence, neighbour: number }) => {
    const neighbour = neighbours.find((known) => known.number === number);
    return {
      quality,
      obsolescence,
      number,
      callsign: neighbour?.callsign ?? null,
      interface: neighbour?.device ?? null,
    };
  });
  return { destination: node.callsign, mnemonic: node.mnemonic, which: node.which, paths };
}

/** A ROSE route with all its neighbours. */
export function roseRouteData(node: RoseNode, neighbours: readonly RoseNeighbour[]): DataRow {
  const ways = node.neighbours.map((number) => {
    const neighbour = neighbours.find((known) => known.number === number);
    return { number, callsign: neighbour?.callsign ?? null, interface: neighbour?.device ?? null };
  });
  return { destination: node.address, digits: node.mask, neighbours: ways };
}

/** An X.25 route. */
export function x25RouteData({ address, digits, device }: X25Route): DataRow {
  return { destination: address, digits, interface: device };
}

/** An AppleTalk route. */
export function appletalkRouteData({ target, router, flags, device }: AtalkRoute): DataRow {
  return {
    destination: target,
    gateway: router,
    flags: { code: flags, letters: appletalkFlagLetters(flags) },
    interface: device,
  };
}
