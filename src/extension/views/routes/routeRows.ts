import { l10n } from 'vscode';
import type { RouteContents } from '../../../core/model/networkContents';
import type { TableRow } from '../../../core/tables/tables';
import type { CachedRoute, Ipv4Route, Ipv6Route } from '../../../core/model/route';
import {
  cacheFlagLetters,
  ipv4FlagLetters,
  ipv6FlagLetters,
  isReject,
} from '../../../core/netstat/routes/routeFlags';
import { isPrefixMask, prefixLengthOf } from '../../../core/query/routeOrder';
import { formatAddress } from '../../../core/text/address';
import { shownText } from '../table/shown';
import { groupRows } from '../table/part';
import type { Row, RowIcon } from '../tree/row';
import { type Field, tooltipOf } from '../tooltip';
import { cachedFlagText, routeFlagText } from './routeFlagTexts';
import { icons } from '../../catalog/icons';

/** What all kinds of routes have in common. */
interface RouteFacts {
  readonly route: Pick<Ipv6Route, 'device' | 'flags' | 'metric' | 'refCount' | 'use'>;
  readonly prints: TableRow;
  readonly id: string;
  readonly destination: string;
  readonly isDefault: boolean;
  readonly gateway: string | undefined;
  readonly flags: string;
  /** Columns before those that all have, and behind them. */
  readonly first?: readonly Field[];
  readonly last?: readonly Field[];
}

/** The rows of the routing tables: IPv4, IPv6, and the caches where the kernel has them. */
export function routeRows({ ipv4, ipv6, ipv6Own, cached, ipv6Cached }: RouteContents): Row[] {
  const own = groupRows(
    { id: 'ipv6 own', label: l10n.t('Own addresses and multicast'), isOpen: false, command: 'netstat -rn6' },
    ipv6Own,
    (route) => ipv6Row('own', route),
  );
  return [
    ...groupRows({ id: 'ipv4', label: 'IPv4', isOpen: true, command: 'netstat -rn4' }, ipv4, ipv4Row),
    ...groupRows(
      { id: 'ipv6', label: 'IPv6', isOpen: true, command: 'netstat -rn6' },
      ipv6,
      (route) => ipv6Row('route', route),
      own,
    ),
    ...groupRows(
      { id: 'cache', label: l10n.t('IPv4 cache'), isOpen: false, command: 'netstat -rCn' },
      cached,
      cachedRow,
    ),
    ...groupRows(
      { id: 'ipv6 cache', label: l10n.t('IPv6 cache'), isOpen: false, command: 'netstat -rCn6' },
      ipv6Cached,
      (route) => ipv6Row('cached', route),
    ),
  ];
}

function ipv4Row(route: Ipv4Route): Row {
  const address = dotted(route.destination);
  const { mask } = route;
  const network = `${address}/${isPrefixMask(mask) ? prefixLengthOf(mask) : dotted(mask)}`;
  return routeRow({
    route,
    prints: { kind: 'ipv4Route', row: route },
    id: `ipv4 ${network} ${route.metric}`,
    destination: network,
    isDefault: route.destination === 0 && mask === 0,
    gateway: route.gateway === 0 ? undefined : dotted(route.gateway),
    flags: routeFlagText(route.flags, ipv4FlagLetters(route.flags)),
    first: [[l10n.t('Genmask'), dotted(mask)]],
    last: linkColumns(route),
  });
}

function ipv6Row(group: string, route: Ipv6Route): Row {
  const network = `${formatAddress(route.destination, true)}/${route.prefixLength}`;
  const device = shownText(route.device);
  const source = `${formatAddress(route.source, true)}/${route.sourcePrefixLength}`;
  return routeRow({
    route,
    prints: { kind: group === 'cached' ? 'ipv6Clone' : 'ipv6Route', row: route },
    id: `ipv6 ${group} ${network} ${source} ${route.metric} ${device}`,
    destination: network,
    isDefault: route.prefixLength === 0,
    gateway: route.nextHop.every((word) => word === 0) ? undefined : formatAddress(route.nextHop, true),
    flags: routeFlagText(route.flags, ipv6FlagLetters(route.flags)),
    first: route.sourcePrefixLength === 0 ? [] : [[l10n.t('From'), source]],
  });
}

function cachedRow(route: CachedRoute): Row {
  const source = dotted(route.source);
  const destination = dotted(route.destination);
  const device = shownText(route.device);
  return routeRow({
    route,
    prints: { kind: 'cachedRoute', row: route },
    id: `cache ${source} ${destination} ${route.typeOfService} ${device}`,
    destination,
    isDefault: false,
    gateway: route.gateway === 0 ? undefined : dotted(route.gateway),
    flags: cachedFlagText(route.flags, cacheFlagLetters(route.flags)),
    first: [[l10n.t('Source'), source]],
    last: [
      ...linkColumns(route),
      ['TOS', `0x${route.typeOfService.toString(16)}`],
      ['HHRef', String(route.headerRefs)],
      ['HHUptod', String(route.headerUpToDate)],
      ['SpecDst', dotted(route.specificDestination)],
    ],
  });
}

function linkColumns({ mtu, window, irtt }: Pick<Ipv4Route, 'mtu' | 'window' | 'irtt'>): Field[] {
  return [
    ['MSS', mtu === 0 ? l10n.t('0 (not set)') : String(mtu)],
    [l10n.t('Window'), window === 0 ? l10n.t('0 (not set)') : String(window)],
    ['irtt', irtt === 0 ? l10n.t('0 (not set)') : l10n.t('{0} ms', irtt)],
  ];
}

function routeRow(facts: RouteFacts): Row {
  const { id, route, destination, isDefault, gateway, first = [], last = [] } = facts;
  const device = shownText(route.device);
  const label = isDefault ? l10n.t('default') : destination;
  const where = isReject(route.flags)
    ? [l10n.t('rejected')]
    : [...(gateway === undefined ? [] : [l10n.t('via {0}', gateway)]), device];
  const description = [...where, ...(route.metric === 0 ? [] : [l10n.t('metric {0}', route.metric)])].join(
    ' · ',
  );
  return {
    id,
    label,
    description,
    spoken: l10n.t('Route to {0}, {1}', isDefault ? l10n.t('everywhere else') : destination, description),
    icon: iconOf(facts),
    prints: () => [facts.prints],
    copyValues: { destination, ...(gateway === undefined ? {} : { gateway }) },
    facts: [gateway, device, facts.flags].join(' '),
    tooltip: () =>
      tooltipOf(isDefault ? l10n.t('default ({0})', destination) : destination, [
        [l10n.t('Gateway'), gateway ?? l10n.t('none: the destination is on the link')],
        [l10n.t('Interface'), device],
        [l10n.t('Flags'), facts.flags],
        ...first,
        [l10n.t('Metric'), String(route.metric)],
        [l10n.t('Ref'), String(route.refCount)],
        [l10n.t('Use'), String(route.use)],
        ...last,
      ]),
  };
}

function iconOf({ route, isDefault, gateway }: RouteFacts): RowIcon {
  if (isReject(route.flags)) return { id: icons.refused, color: 'list.warningForeground' };
  if (isDefault) return { id: icons.elsewhere, color: 'charts.blue' };
  return { id: gateway === undefined ? icons.interface : icons.route };
}

function dotted(word: number): string {
  return formatAddress([word, 0, 0, 0], false);
}
