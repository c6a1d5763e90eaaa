import type { CachedRoute, Ipv4Route, Ipv6Route } from '../../model/route';
import { dotted, ipv6Text } from '../context/addressText';
import type { ByteText } from '../context/environment';
import { cacheFlagLetters, ipv4FlagLetters, ipv6FlagLetters } from '../routes/routeFlags';
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
