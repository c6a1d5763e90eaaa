import type { CachedRoute, Ipv4Route, Ipv6Route } from '../../model/route';
import type { ByteText } from '../context/environment';
import { cacheFlagLetters, ipv4FlagLetters, ipv6FlagLetters, isReject } from './routeFlags';
import { dotted } from '../context/addressText';

/** Which columns an IPv4 table has: those of the link, those of the metric, all, or not even a header. */
export type RouteColumns = 'link' | 'metric' | 'all' | 'none';

/** Cells beyond this are cut, host names too. */
const HOST_LIMIT = 15;

/** Where a row has all columns, its interface is cut. */
const SHORT_DEVICE = 6;

/** Interface names are cut where the kernel's own end. */
const DEVICE_LIMIT = 15;

/** The columns for so many -e: none, then by turns metric, all, none, metric, link, all, none. */
export function routeColumns(extend: number): RouteColumns {
  if (extend === 0) return 'link';
  if (extend === 1) return 'metric';
  return (['all', 'none', 'metric', 'link'] as const)[(extend - 2) % 4] ?? 'all';
}

const LINK_HEADER = 'Flags   MSS Window  irtt Iface\n';
const METRIC_HEADER = 'Flags Metric Ref    Use Iface\n';
const ALL_HEADER = 'Flags Metric Ref    Use Iface    MSS   Window irtt';

/** Title and header of the IPv4 routing table. */
export function ipv4Title(columns: RouteColumns): ByteText {
  const start = 'Destination     Gateway         Genmask         ';
  return `Kernel IP routing table\n${header(columns, start, '\n')}`;
}

/** Title and header of the IPv4 routing cache. */
export function cacheTitle(columns: RouteColumns): ByteText {
  const start = 'Source          Destination     Gateway         ';
  return `Kernel IP routing cache\n${header(columns, start, '  TOS HHRef HHUptod     SpecDst\n')}`;
}

function header(columns: RouteColumns, start: ByteText, end: ByteText): ByteText {
  if (columns === 'none') return '';
  if (columns === 'all') return start + ALL_HEADER + end;
  return start + (columns === 'link' ? LINK_HEADER : METRIC_HEADER);
}

/** A row of the IPv4 routing table; destination and gateway as they are to be shown. */
export function ipv4Row(
  route: Ipv4Route,
  columns: RouteColumns,
  destination: ByteText,
  gateway: ByteText,
): ByteText {
  const isDead = isReject(route.flags);
  const start = [
    destination.slice(0, HOST_LIMIT).padEnd(HOST_LIMIT),
    (isDead ? '-' : gateway.slice(0, HOST_LIMIT)).padEnd(HOST_LIMIT),
    dotted(route.mask).padEnd(15),
    ipv4FlagLetters(route.flags).padEnd(5),
  ];
  const tail = tailCells(route, columns, (value) => (isDead ? '-' : String(value)));
  return columns === 'none' ? '' : `${[...start, ...tail].join(' ')}\n`;
}

/** A row of the IPv4 routing cache; addresses as they are to be shown, nothing is cut. */
export function cacheRow(
  route: CachedRoute,
  columns: RouteColumns,
  source: ByteText,
  destination: ByteText,
  gateway: ByteText,
  specificDestination: ByteText,
): ByteText {
  if (columns === 'none') return '';
  const start = [
    source.padEnd(15),
    destination.padEnd(15),
    gateway.padEnd(15),
    cacheFlagLetters(route.flags).padEnd(5),
  ];
  const tail = tailCells(route, columns, String);
  if (columns === 'all') {
    const irtt = tail.pop() ?? '';
    tail.push(
      irtt.padEnd(5),
      route.typeOfService.toString(16).padEnd(3),
      `${String(route.headerRefs).padEnd(3)}  `,
      String(route.headerUpToDate).padEnd(3),
      specificDestination.padStart(15),
    );
  }
  return `${[...start, ...tail].join(' ')}\n`;
}

type TailFields = Pick<Ipv4Route, 'metric' | 'refCount' | 'use' | 'device' | 'mtu' | 'window' | 'irtt'>;

/** The cells after the flags. @param live writes what a reject route does not have */
function tailCells(
  route: TailFields,
  columns: RouteColumns,
  live: (value: number | string) => ByteText,
): ByteText[] {
  const device = live(route.device.slice(0, DEVICE_LIMIT));
  const metric = String(route.metric).padEnd(6);
  const use = String(route.use);
  if (columns === 'metric') return [metric, live(route.refCount).padEnd(2), use.padStart(7), device];
  if (columns === 'link') {
    return [live(route.mtu).padStart(5), live(route.window).padEnd(5), live(route.irtt).padStart(6), device];
  }
  const refCount = live(route.refCount);
  return [
    metric,
    ...(refCount === '-' ? ['- ', use.padStart(7)] : [refCount.padEnd(3), use.padStart(6)]),
    `${device.slice(0, SHORT_DEVICE).padEnd(SHORT_DEVICE)}  `,
    live(route.mtu).padEnd(5),
    live(route.window).padEnd(6),
    live(route.irtt),
  ];
}

const IPV6_HEADER = 'Destination                    Next Hop                   Flag Met Ref  Use If\n';

/** Title and header of the IPv6 routing table or cache; -e changes nothing. */
export function ipv6Title(what: 'table' | 'cache'): ByteText {
  return `Kernel IPv6 routing ${what}\n${IPV6_HEADER}`;
}

/** A row of the IPv6 routing table; addresses as they are to be shown. */
export function ipv6Row(route: Ipv6Route, destination: ByteText, nextHop: ByteText): ByteText {
  const cells = [
    `${destination}/${route.prefixLength}`.padEnd(30),
    nextHop.padEnd(26),
    ipv6FlagLetters(route.flags).padEnd(4),
    String(route.metric).padEnd(3),
    String(route.refCount),
    String(route.use).padStart(6),
    route.device.slice(0, DEVICE_LIMIT),
  ];
  return `${cells.join(' ')}\n`;
}
