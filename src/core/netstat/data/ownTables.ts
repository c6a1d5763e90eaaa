import { COUNTERS } from '../../model/interface';
import type { OTHER_TABLES } from '../../model/otherSocket';

/** The fields of an object as columns: "state.code". */
export function fieldsOf(name: string, ...fields: readonly string[]): readonly string[] {
  return fields.map((field) => `${name}.${field}`);
}

/** How much waits to be read, and to be acknowledged. */
export const QUEUES = ['recvQ', 'sendQ'];
export const STATE = fieldsOf('state', 'code', 'name');
export const FLAGS = fieldsOf('flags', 'code', 'letters');
export const USER = ['uid', 'user'];
const HOLDERS = [
  ...['inode', 'owners', 'noOwner'],
  ...fieldsOf(
    'likelyOwner',
    'unit',
    'unitOf',
    'uid',
    'container',
    'service',
    'processes',
    'count',
    'evidence',
  ),
  'securityContext',
];
/** The container that an Internet socket is for, and the network namespace that it is in. */
const PLACE = [
  ...fieldsOf('container', 'runtime', 'id', 'name', 'image', 'project', 'service', 'port'),
  'namespace',
];
const ROUTE = [...FLAGS, 'metric', 'refCnt', 'use', 'interface'];
const LINK = ['mtu', 'window', 'irtt'];
const INET6_ROUTE = ['destination', 'destinationName', 'prefixLength', 'source', 'sourcePrefixLength'];

/** The tables that no family of `families` has, with the fields of their rows in order. */
export const OWN_TABLES = {
  internet: [
    'protocol',
    ...QUEUES,
    ...fieldsOf('local', 'address', 'port', 'host', 'service'),
    ...fieldsOf('foreign', 'address', 'port', 'host', 'service'),
    ...STATE,
    ...fieldsOf('timer', 'code', 'name', 'seconds', 'retransmits', 'probes'),
    'drops',
    ...USER,
    ...HOLDERS,
    ...PLACE,
  ],
  sctp: [
    'protocol',
    ...QUEUES,
    ...fieldsOf('local', 'addresses', 'port', 'hosts'),
    ...fieldsOf('foreign', 'addresses', 'port', 'hosts'),
    ...STATE,
    ...fieldsOf('association', 'id', 'code', 'name'),
    ...fieldsOf('style', 'code', 'name'),
    ...USER,
    ...HOLDERS,
    ...PLACE,
  ],
  groups: ['family', 'interface', 'refCnt', 'address', 'host'],
  unix: [
    'protocol',
    'refCnt',
    ...fieldsOf('flags', 'code', 'names'),
    ...fieldsOf('type', 'code', 'name'),
    ...STATE,
    'path',
    ...HOLDERS,
  ],
  inetRoutes: ['destination', 'destinationName', 'gateway', 'gatewayName', 'mask', ...ROUTE, ...LINK],
  inetCache: [
    ...['source', 'sourceName', 'destination', 'destinationName', 'gateway', 'gatewayName'],
    ...ROUTE,
    ...LINK,
    ...['typeOfService', 'headerRefs', 'headerUpToDate', 'specificDestination', 'specificDestinationName'],
  ],
  inet6Routes: [...INET6_ROUTE, 'nextHop', 'nextHopName', ...ROUTE],
  inet6Cache: [...INET6_ROUTE, 'nextHop', 'nextHopName', ...ROUTE],
  interfaces: [
    'name',
    ...fieldsOf('flags', 'code', 'names', 'letters'),
    'mtu',
    'txQueueLength',
    ...fieldsOf('hardware', 'code', 'name', 'address'),
    ...fieldsOf('ipv4', 'address', 'netmask', 'broadcast', 'destination'),
    'ipv6',
    ...fieldsOf('counters', ...COUNTERS),
  ],
  masquerade: [
    'protocol',
    ...fieldsOf('source', 'address', 'port', 'host', 'service'),
    ...fieldsOf('destination', 'address', 'port', 'host', 'service'),
    ...['masqueradePort', 'initialSequence', 'delta', 'previousDelta', 'expiresSeconds'],
  ],
  statistics: ['section', 'key', 'value', 'words'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type SocketTable = (typeof OTHER_TABLES)[keyof typeof OTHER_TABLES];

/** Names a table of a family of `families`: its sockets', or its routes'. */
export type FamilyTable = SocketTable | `${SocketTable}Routes`;

/** Names a table. */
export type TableName = keyof typeof OWN_TABLES | FamilyTable;
