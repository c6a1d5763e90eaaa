import { inet6RouteData, inetCacheData, inetRouteData } from '../data/routeData';
import { type CachedRoute, type Ipv4Route, type Ipv6Route, RTF_CACHE } from '../../model/route';
import { parseIpv6Route } from '../../procfs/ipv6Route';
import { parseRoute, ROUTE_COLUMNS } from '../../procfs/route';
import { headerColumns, missingColumn } from '../../procfs/routeColumns';
import { CACHE_COLUMNS, parseRtCache } from '../../procfs/rtCache';
import { noted, printMessage, printRow } from '../context/printRow';
import type { TableName } from '../data/ownTables';
import type { ByteText } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import type { ExitStatus } from '../context/output';
import { FAMILIES, familyOf } from '../families/families';
import type { Family, Options } from '../commandLine/options';
import { cacheHost4, destinationText, routeHost4, routeHost6 } from './routeHosts';
import {
  cacheRow,
  cacheTitle,
  ipv4Row,
  ipv4Title,
  ipv6Row,
  ipv6Title,
  type RouteColumns,
  routeColumns,
} from './routeText';
import { strerror } from '../context/strerror';

const ROUTE = '/proc/net/route';
const RT_CACHE = '/proc/net/rt_cache';
const IPV6_ROUTE = '/proc/net/ipv6_route';

/** Status of a family that has no routing. */
const NO_ROUTING: ExitStatus = 3;

/** -r: the routing tables of the families named, IPv4 where none is; the first that fails ends it. */
export async function printRoutes(context: ModeContext): Promise<ExitStatus> {
  for (const family of routedFamilies(context.options)) {
    const status = await printFamily(context, family);
    if (status !== 0) return status;
  }
  return 0;
}

/** The tables of routes that are asked for. */
export function routeTables(options: Options): TableName[] {
  const { fib, cache } = options;
  const isTableWanted = fib || !cache;
  const internet = (table: TableName, cached: TableName): TableName[] => [
    ...(isTableWanted ? [table] : []),
    ...(cache ? [cached] : []),
  ];
  return routedFamilies(options).flatMap((family): TableName[] => {
    if (family === 'inet') return internet('inetRoutes', 'inetCache');
    if (family === 'inet6') return internet('inet6Routes', 'inet6Cache');
    const table = familyOf(family)?.table;
    return table === undefined ? [] : [`${table}Routes`];
  });
}

function routedFamilies({ families }: Options): readonly Family[] {
  return families.length === 0 ? ['inet'] : families;
}

function printFamily(context: ModeContext, family: Family): ExitStatus | Promise<ExitStatus> {
  const { fib, cache } = context.options;
  const wantsTable = fib || !cache;
  switch (family) {
    case 'inet':
      return inTurn(wantsTable && (() => printIpv4(context)), cache && (() => printCache(context)));
    case 'inet6':
      return inTurn(
        wantsTable && (() => printIpv6(context, 'table')),
        cache && (() => printIpv6(context, 'cache')),
      );
    case 'unix':
    case 'ash':
    case 'ec':
      context.output.stderr(`No routing for address family \`${family}'.\n`);
      return NO_ROUTING;
    case 'bluetooth':
      context.output.stderr("Address family `bluetooth' not supported.\n");
      return NO_ROUTING;
    default: {
      const { routes, table } = FAMILIES[family];
      return routes.print(context, `${table}Routes`);
    }
  }
}

async function inTurn(...parts: (false | (() => Promise<ExitStatus>))[]): Promise<ExitStatus> {
  for (const part of parts) {
    const status = part === false ? 0 : await part();
    if (status !== 0) return status;
  }
  return 0;
}

async function printIpv4(context: ModeContext): Promise<ExitStatus> {
  const { environment, output, options } = context;
  const file = environment.readFile(ROUTE);
  if (!file.ok) return notConfigured(context, ROUTE, file.code, 'INET (IPv4)');
  const columns = routeColumns(options.extend);
  await output.stdout(ipv4Title(columns));
  if (columns === 'none' && context.sink === undefined) return 0;
  if (lacksColumn(context, ROUTE, file.bytes, ROUTE_COLUMNS)) return 1;
  for (const route of noted(context, ROUTE, parseRoute(file.bytes, environment.littleEndian)).rows) {
    if ((route.flags & 1) !== 0) await printIpv4Route(context, route, columns);
  }
  return 0;
}

/** Prints a row of the IPv4 routing table. */
export async function printIpv4Route(
  context: ModeContext,
  route: Ipv4Route,
  columns: RouteColumns,
): Promise<void> {
  const destination = await destinationText(context, route);
  const gateway = await routeHost4(context, route.gateway);
  await printRow(
    context,
    'inetRoutes',
    () => ipv4Row(route, columns, destination, gateway),
    () => inetRouteData(route, destination, gateway),
  );
}

async function printCache(context: ModeContext): Promise<ExitStatus> {
  const { environment, output, options } = context;
  const file = environment.readFile(RT_CACHE);
  if (!file.ok) return notConfigured(context, RT_CACHE, file.code, 'INET (IPv4)');
  const columns = routeColumns(options.extend);
  await output.stdout(cacheTitle(columns));
  if (columns === 'none' && context.sink === undefined) return 0;
  if (lacksColumn(context, RT_CACHE, file.bytes, CACHE_COLUMNS)) return 1;
  for (const route of noted(context, RT_CACHE, parseRtCache(file.bytes, environment.littleEndian)).rows) {
    await printCachedRoute(context, route, columns);
  }
  return 0;
}

/** Prints a row of the IPv4 routing cache. */
export async function printCachedRoute(
  context: ModeContext,
  route: CachedRoute,
  columns: RouteColumns,
): Promise<void> {
  const source = await cacheHost4(context, route.source);
  const destination = await cacheHost4(context, route.destination);
  const gateway = await cacheHost4(context, route.gateway);
  const isSpecificShown = columns === 'all' || context.sink !== undefined;
  const specific = isSpecificShown ? await cacheHost4(context, route.specificDestination) : '';
  await printRow(
    context,
    'inetCache',
    () => cacheRow(route, columns, source, destination, gateway, specific),
    () => inetCacheData(route, source, destination, gateway, specific),
  );
}

async function printIpv6(context: ModeContext, what: 'table' | 'cache'): Promise<ExitStatus> {
  const { environment, output } = context;
  const file = environment.readFile(IPV6_ROUTE);
  if (!file.ok) return notConfigured(context, IPV6_ROUTE, file.code, 'INET6 (IPv6)');
  await output.stdout(ipv6Title(what));
  for (const route of noted(context, IPV6_ROUTE, parseIpv6Route(file.bytes)).rows) {
    if (((route.flags & RTF_CACHE) !== 0) !== (what === 'cache')) continue;
    await printIpv6Route(context, route, what);
  }
  return 0;
}

/** Prints a row of the IPv6 routing table or cache. */
export async function printIpv6Route(
  context: ModeContext,
  route: Ipv6Route,
  what: 'table' | 'cache',
): Promise<void> {
  const destination = await routeHost6(context, route.destination);
  const nextHop = await routeHost6(context, route.nextHop);
  await printRow(
    context,
    what === 'table' ? 'inet6Routes' : 'inet6Cache',
    () => ipv6Row(route, destination, nextHop),
    () => inet6RouteData(route, destination, nextHop),
  );
}

async function notConfigured(
  context: ModeContext,
  path: ByteText,
  code: string,
  name: ByteText,
): Promise<ExitStatus> {
  context.output.stderr(`${path}: ${strerror(code)}\n`);
  await printMessage(context, `${name} not configured in this system.\n`);
  return 1;
}

/** Whether the header lacks a column, which is told; an empty file is not even told. */
function lacksColumn(
  context: ModeContext,
  path: ByteText,
  bytes: Uint8Array,
  columns: readonly string[],
): boolean {
  const missing = missingColumn(headerColumns(bytes), columns);
  if (missing === undefined) return false;
  if (bytes.length > 0) {
    context.output.stderr(`warning: ${path} does not contain required field ${missing}\n`);
  }
  return true;
}
