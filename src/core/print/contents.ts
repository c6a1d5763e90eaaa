import type { RouteContents, NatContents } from '../model/networkContents';
import type { TableContents, TableName } from '../model/networkTable';
import type { TableRow } from '../model/print';

/** All rows of a table that can be printed, in a view's order. */
export function tableRows<Name extends TableName>(name: Name, contents: TableContents[Name]): TableRow[] {
  return ROWS[name](contents);
}

const ROWS: { [Name in TableName]: (contents: TableContents[Name]) => TableRow[] } = {
  routes: routeRows,
  interfaces: ({ interfaces }) => interfaces.map((facts) => ({ kind: 'interface', facts })),
  multicastGroups: ({ ipv4, ipv6 }) => [
    ...ipv4.map(({ device, users, address }): TableRow => {
      return { kind: 'group', device, users, address: [address, 0, 0, 0], isIPv6: false };
    }),
    ...ipv6.map((group): TableRow => ({ kind: 'group', ...group, isIPv6: true })),
  ],
  statistics: ({ sections }) =>
    sections.flatMap(({ name, counters }) =>
      counters.map((counter): TableRow => ({ kind: 'counter', section: name, counter })),
    ),
  nat: natRows,
};

function routeRows({ ipv4, ipv6, ipv6Own, cached, ipv6Cached }: RouteContents): TableRow[] {
  return [
    ...ipv4.rows.map((route): TableRow => ({ kind: 'ipv4Route', route })),
    ...[...ipv6.rows, ...ipv6Own.rows].map((route): TableRow => {
      return { kind: 'ipv6Route', route, isCached: false };
    }),
    ...cached.rows.map((route): TableRow => ({ kind: 'cachedRoute', route })),
    ...ipv6Cached.rows.map((route): TableRow => ({ kind: 'ipv6Route', route, isCached: true })),
  ];
}

function natRows({ translated, masqueraded, plain }: NatContents): TableRow[] {
  return [
    ...translated.rows.map((flow): TableRow => ({ kind: 'flow', flow })),
    ...masqueraded.rows.map((entry): TableRow => ({ kind: 'masquerade', entry })),
    ...plain.rows.map((flow): TableRow => ({ kind: 'flow', flow })),
  ];
}
