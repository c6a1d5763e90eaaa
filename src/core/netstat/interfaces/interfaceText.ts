import type {
  InterfaceCounters,
  InterfaceFacts,
  InterfaceResources,
  Ipv6InterfaceAddress,
} from '../../model/interface';
import { dotted, ipv6Text } from '../context/addressText';
import type { ByteText } from '../context/environment';
import { hardwareLine } from './hardware';
import { IFF_BROADCAST, IFF_POINTOPOINT, interfaceFlagLetters, interfaceFlagList } from './interfaceFlags';

/** What either form begins with. */
export const INTERFACE_TITLE = 'Kernel Interface table\n';

/** The header of the table. */
export const INTERFACE_HEADER =
  'Iface             MTU    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg\n';

const NAME_WIDTH = 15;

/** Ports below this are not shown. */
const LEAST_BASE = 0x100;

/** A row of the table. Of all numbers RX-OVR alone is left-justified. */
export function interfaceRow(facts: InterfaceFacts): ByteText {
  const name = facts.name.slice(0, NAME_WIDTH).padEnd(NAME_WIDTH);
  const letters = interfaceFlagLetters(facts.flags);
  return `${name} ${String(facts.mtu).padStart(5)} ${countersCell(facts.counters)} ${letters}\n`;
}

function countersCell(counters: InterfaceCounters | undefined): ByteText {
  if (counters === undefined) return '     - no statistics available -'.padEnd(55);
  const right = (value: bigint, width = 6): ByteText => String(value).padStart(width);
  return [
    right(counters.rxPackets, 8),
    right(counters.rxErrors),
    right(counters.rxDropped),
    String(counters.rxFifo).padEnd(6),
    right(counters.txPackets, 8),
    right(counters.txErrors),
    right(counters.txDropped),
    right(counters.txFifo),
  ].join(' ');
}

/** The long form of an interface, with the blank line after it. */
export function interfaceBlock(facts: InterfaceFacts): ByteText {
  const lines = [
    ...ipv4Lines(facts),
    ...facts.ipv6.map(ipv6Line),
    hardwareLine(facts.hardwareType, facts.hardwareAddress, facts.txQueueLength),
    ...(facts.counters === undefined ? [] : counterLines(facts.counters)),
    ...resourceLines(facts.resources),
  ];
  const indented = lines.map((line) => `        ${line}\n`).join('');
  return `${facts.name}: flags=${interfaceFlagList(facts.flags)}  mtu ${facts.mtu}\n${indented}\n`;
}

function ipv4Lines({ ipv4, flags }: InterfaceFacts): ByteText[] {
  if (ipv4 === undefined) return [];
  let line = `inet ${dotted(ipv4.address)}  netmask ${dotted(ipv4.netmask)}`;
  if ((flags & IFF_BROADCAST) !== 0) line += `  broadcast ${dotted(ipv4.broadcast)}`;
  if ((flags & IFF_POINTOPOINT) !== 0) line += `  destination ${dotted(ipv4.destination)}`;
  return [line];
}

function ipv6Line({ address, prefixLength, scope }: Ipv6InterfaceAddress): ByteText {
  const names = scopeNames(scope);
  const inBrackets = names === '' ? '' : `<${names}>`;
  return `inet6 ${ipv6Text(address)}  prefixlen ${prefixLength}  scopeid 0x${scope.toString(16)}${inBrackets}`;
}

/** IPV6_ADDR_COMPATv4 of include/net/ipv6.h. */
const COMPATIBLE = 0x80;

const SCOPES: readonly (readonly [bit: number, name: string])[] = [
  [0x20, 'link'],
  [0x40, 'site'],
  [0x10, 'host'],
];

/** The names of an IPv6 address's scope, which is global where, but for "compat", no bit is set; none for unknown bits. */
export function scopeNames(scope: number): ByteText {
  const names = SCOPES.filter(([bit]) => (scope & bit) !== 0).map(([, name]) => name);
  if ((scope & ~COMPATIBLE) === 0) names.push('global');
  if ((scope & COMPATIBLE) !== 0) names.unshift('compat');
  return names.join(',');
}

function counterLines(c: InterfaceCounters): ByteText[] {
  return [
    `RX packets ${c.rxPackets}  bytes ${c.rxBytes} (${humanBytes(c.rxBytes)})`,
    `RX errors ${c.rxErrors}  dropped ${c.rxDropped}  overruns ${c.rxFifo}  frame ${c.rxFrame}`,
    `TX packets ${c.txPackets}  bytes ${c.txBytes} (${humanBytes(c.txBytes)})`,
    `TX errors ${c.txErrors}  dropped ${c.txDropped} overruns ${c.txFifo}  carrier ${c.txCarrier}  collisions ${c.collisions}`,
  ];
}

/** Where old devices are to be reached: a line where anything of it is told. */
function resourceLines(resources: InterfaceResources | undefined): ByteText[] {
  if (resources === undefined) return [];
  const { interrupt, baseAddress, memoryStart, memoryEnd, dma } = resources;
  const told = [
    interrupt === 0 ? '' : `interrupt ${interrupt}  `,
    baseAddress < LEAST_BASE ? '' : `base 0x${baseAddress.toString(16)}  `,
    memoryStart === 0n ? '' : `memory 0x${memoryStart.toString(16)}-${memoryEnd.toString(16)}  `,
    dma === 0 ? '' : `  dma 0x${dma.toString(16)}`,
  ].join('');
  return told === '' ? [] : [`device ${told}`];
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** With one decimal, cut and not rounded; a unit is used from just above itself. */
function humanBytes(bytes: bigint): ByteText {
  let power = 0;
  while (power < UNITS.length - 1 && bytes > 1n << BigInt(10 * (power + 1))) power++;
  const unit = 1n << BigInt(10 * power);
  // Ten times the largest values does not fit netstat's 64 bits: there it divides by a tenth of the unit.
  const tenths = power === UNITS.length - 1 ? bytes / (unit / 10n) : (bytes * 10n) / unit;
  return `${tenths / 10n}.${tenths % 10n} ${UNITS[power] ?? ''}`;
}
