import type { AddressWords } from '../model/inetTable';
import type { RouteContents } from '../model/networkContents';
import type { CachedRoute, Ipv4Route, Ipv6Route } from '../model/route';
import { printCachedRoute, printIpv4Route, printIpv6Route } from '../netstat/routes/routeListing';
import { cacheTitle, ipv4Title, ipv6Title } from '../netstat/routes/routeText';
import { parseIpv6Route } from '../procfs/ipv6Route';
import { parseRoute } from '../procfs/route';
import { parseRtCache } from '../procfs/rtCache';
import { addressSubject, type FilterSubject, ipv4Words } from '../query/filter/filterSubject';
import { prefixLengthOf, routeContents } from '../query/routeOrder';
import { formatAddress } from '../text/address';
import { ADDRESS_FACTS, rowsOf, type Table } from './table';

/** The routing tables, and the caches of kernels that have some. */
export const routes: Table<
  RouteContents,
  { ipv4Route: Ipv4Route; ipv6Route: Ipv6Route; ipv6Clone: Ipv6Route; cachedRoute: CachedRoute }
> = {
  facts: ADDRESS_FACTS,
  kinds: {
    ipv4Route: {
      title: () => ipv4Title('all'),
      print: (context, route) => printIpv4Route(context, route, 'all'),
    },
    ipv6Route: {
      title: () => ipv6Title('table'),
      print: (context, route) => printIpv6Route(context, route, 'table'),
    },
    ipv6Clone: {
      title: () => ipv6Title('cache'),
      print: (context, route) => printIpv6Route(context, route, 'cache'),
    },
    cachedRoute: {
      title: () => cacheTitle('all'),
      print: (context, route) => printCachedRoute(context, route, 'all'),
    },
  },
  read: ({ rows, littleEndian }, { most, filtered }) =>
    routeContents(
      filtered(
        rows('route', (bytes) => parseRoute(bytes, littleEndian)),
        ({ device, destination, mask, gateway }) =>
          subject(device, false, prefixLengthOf(mask), ipv4Words(destination), ipv4Words(gateway)),
      ),
      filtered(rows('ipv6_route', parseIpv6Route), ({ device, destination, prefixLength, nextHop }) =>
        subject(device, true, prefixLength, destination, nextHop),
      ),
      filtered(
        rows('rt_cache', (bytes) => parseRtCache(bytes, littleEndian)),
        ({ device, destination, gateway, source }) =>
          subject(device, false, IPV4_BITS, ipv4Words(destination), ipv4Words(gateway), ipv4Words(source)),
      ),
      most,
    ),
  rows: ({ ipv4, ipv6, ipv6Own, cached, ipv6Cached }) => [
    ...rowsOf('ipv4Route', ipv4.rows),
    ...rowsOf('ipv6Route', [...ipv6.rows, ...ipv6Own.rows]),
    ...rowsOf('cachedRoute', cached.rows),
    ...rowsOf('ipv6Clone', ipv6Cached.rows),
  ],
};

const IPV4_BITS = 32;

/** By its addresses, its network as it is written, and its device. */
function subject(
  device: string,
  isIPv6: boolean,
  prefixLength: number,
  destination: AddressWords,
  ...others: readonly AddressWords[]
): FilterSubject {
  return addressSubject(
    [destination, ...others].map((words) => ({ words, isIPv6 })),
    [
      `${formatAddress(destination, isIPv6)}/${prefixLength}`,
      device,
      ...(prefixLength === 0 ? ['default'] : []),
    ],
  );
}
