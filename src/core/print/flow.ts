import type { ConntrackEntry, ConntrackTuple } from '../model/conntrack';
import type { ByteText } from '../netstat/context/environment';
import type { DataRow } from '../netstat/data/dataSink';

/** AF_INET and AF_INET6 of include/linux/socket.h. */
const FAMILY_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['ipv4', 2],
  ['ipv6', 10],
]);

/** A tracked connection has no place in netstat's tables: its line is that of /proc/net/nf_conntrack, without padding. */
export function flowText(flow: ConntrackEntry): ByteText {
  const has = (mark: string): boolean => flow.marks.includes(mark);
  const isAnswered = !has('UNREPLIED');
  return `${[
    flow.family,
    FAMILY_NUMBERS.get(flow.family) ?? 0,
    flow.protocol,
    flow.protocolNumber,
    ...(flow.timeout === undefined ? [] : [flow.timeout]),
    ...(flow.state === undefined ? [] : [flow.state]),
    ...tupleCells(flow.original),
    ...(isAnswered ? [] : ['[UNREPLIED]']),
    ...tupleCells(flow.reply),
    ...flow.marks.filter((mark) => mark !== 'UNREPLIED').map((mark) => `[${mark}]`),
    ...pairs(flow.others),
  ].join(' ')}\n`;
}

/** The same as data. */
export function flowData(flow: ConntrackEntry): DataRow {
  return {
    family: flow.family,
    protocol: flow.protocol,
    protocolNumber: flow.protocolNumber,
    timeoutSeconds: flow.timeout ?? null,
    state: flow.state ?? null,
    original: tupleData(flow.original),
    reply: tupleData(flow.reply),
    marks: flow.marks,
    others: pairs(flow.others),
  };
}

const TUPLE = ['source', 'sourcePort', 'destination', 'destinationPort', 'packets', 'bytes', 'others'];

/** The columns of flows: their fields in order. */
export const FLOW_COLUMNS: readonly string[] = [
  ...['family', 'protocol', 'protocolNumber', 'timeoutSeconds', 'state'],
  ...['original', 'reply'].flatMap((end) => TUPLE.map((field) => `${end}.${field}`)),
  ...['marks', 'others'],
];

function tupleData(tuple: ConntrackTuple): DataRow {
  return {
    source: tuple.source,
    sourcePort: tuple.sourcePort ?? null,
    destination: tuple.destination,
    destinationPort: tuple.destinationPort ?? null,
    packets: tuple.packets ?? null,
    bytes: tuple.bytes ?? null,
    others: pairs(tuple.others),
  };
}

function tupleCells(tuple: ConntrackTuple): string[] {
  const cell = (key: string, value: string | number | bigint | undefined): string[] =>
    value === undefined ? [] : [`${key}=${value}`];
  return [
    ...cell('src', tuple.source),
    ...cell('dst', tuple.destination),
    ...cell('sport', tuple.sourcePort),
    ...cell('dport', tuple.destinationPort),
    ...pairs(tuple.others),
    ...cell('packets', tuple.packets),
    ...cell('bytes', tuple.bytes),
  ];
}

function pairs(values: ReadonlyMap<string, string>): string[] {
  return [...values].map(([key, value]) => `${key}=${value}`);
}
