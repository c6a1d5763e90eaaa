/** The fields of an object as columns: "state.code". */
function of(name: string, ...fields: readonly string[]): readonly string[] {
  return fields.map((field) => `${name}.${field}`);
}

const QUEUES = ['recvQ', 'sendQ'];
const STATE = of('state', 'code', 'name');
const FLAGS = of('flags', 'code', 'letters');
const USER = ['uid', 'user'];
const HOLDERS = ['inode', 'owners', 'noOwner', 'securityContext'];
const SEQUENCES = ['receiveSequence', 'sendSequence'];
const ROUTE = [...FLAGS, 'metric', 'refCnt', 'use', 'interface'];
const LINK = ['mtu', 'window', 'irtt'];
const INET6_ROUTE = ['destination', 'destinationName', 'prefixLength', 'source', 'sourcePrefixLength'];

/** The counters of an interface, named as in {@link InterfaceCounters}. */
export const COUNTERS = [
  'rxBytes',
  'rxPackets',
  'rxErrors',
  'rxDropped',
  'rxFifo',
  'rxFrame',
  'rxCompressed',
  'rxMulticast',
  'txBytes',
  'txPackets',
  'txErrors',
  'txDropped',
  'txFifo',
  'collisions',
  'txCarrier',
  'txCompressed',
] as const;

/**
 * The tables that --json and --csv write, with the fields of their rows in order: "state.code" is the field `code` of
 * the object `state`. README.md lists them: a test holds both together.
 */
export const TABLES = {
  internet: [
    'protocol',
    ...QUEUES,
    ...of('local', 'address', 'port', 'host', 'service'),
    ...of('foreign', 'address', 'port', 'host', 'service'),
    ...STATE,
    ...of('timer', 'code', 'name', 'seconds', 'retransmits', 'probes'),
    'drops',
    ...USER,
    ...HOLDERS,
  ],
  sctp: [
    'protocol',
    ...QUEUES,
    ...of('local', 'addresses', 'port', 'hosts'),
    ...of('foreign', 'addresses', 'port', 'hosts'),
    ...STATE,
    ...of('association', 'id', 'code', 'name'),
    ...of('style', 'code', 'name'),
    ...USER,
    ...HOLDERS,
  ],
  groups: ['family', 'interface', 'refCnt', 'address', 'host'],
  unix: [
    'protocol',
    'refCnt',
    ...of('flags', 'code', 'names'),
    ...of('type', 'code', 'name'),
    ...STATE,
    'path',
    ...HOLDERS,
  ],
  ipx: [
    ...QUEUES,
    ...of('local', 'network', 'node', 'port'),
    ...of('foreign', 'network', 'node', 'port'),
    ...STATE,
    ...USER,
  ],
  ax25: ['destination', 'digipeaters', 'source', 'interface', ...STATE, ...SEQUENCES, ...QUEUES, 'inode'],
  x25: ['destination', 'source', 'interface', 'channel', ...STATE, ...SEQUENCES, ...QUEUES, 'inode'],
  netrom: ['caller', 'destination', 'source', 'interface', ...STATE, ...SEQUENCES, ...QUEUES, 'inode'],
  rose: [
    ...of('destination', 'address', 'callsign'),
    ...of('source', 'address', 'callsign'),
    'interface',
    'channel',
    'neighbour',
    ...STATE,
    ...QUEUES,
    'inode',
  ],
  appletalk: [
    ...of('type', 'code', 'name'),
    ...QUEUES,
    ...of('local', 'network', 'node', 'port'),
    ...of('foreign', 'network', 'node', 'port'),
    ...STATE,
    ...USER,
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
  ipxRoutes: ['network', 'routerNetwork', 'routerNode'],
  ax25Routes: ['destination', 'digipeaters', 'interface', 'use'],
  netromRoutes: ['destination', 'mnemonic', 'which', 'paths'],
  roseRoutes: ['destination', 'digits', 'neighbours'],
  x25Routes: ['destination', 'digits', 'interface'],
  appletalkRoutes: ['destination', 'gateway', ...FLAGS, 'interface'],
  interfaces: [
    'name',
    ...of('flags', 'code', 'names', 'letters'),
    'mtu',
    'txQueueLength',
    ...of('hardware', 'code', 'name', 'address'),
    ...of('ipv4', 'address', 'netmask', 'broadcast', 'destination'),
    'ipv6',
    ...of('counters', ...COUNTERS),
  ],
  masquerade: [
    'protocol',
    ...of('source', 'address', 'port', 'host', 'service'),
    ...of('destination', 'address', 'port', 'host', 'service'),
    ...['masqueradePort', 'initialSequence', 'delta', 'previousDelta', 'expiresSeconds'],
  ],
  statistics: ['section', 'key', 'value', 'words'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Names a table. */
export type TableName = keyof typeof TABLES;

/** The columns of several tables in one, each once; the first says which table a row is of. */
export function columnsOf(tables: Iterable<TableName>): string[] {
  return [...new Set(['table', ...[...tables].flatMap((table): readonly string[] => TABLES[table])])];
}
