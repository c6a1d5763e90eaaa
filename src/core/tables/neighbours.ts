import { parseIPv4 } from '../etc/addressLine';
import type { AddressWords } from '../model/inetTable';
import type { KernelDevice } from '../model/kernelInterfaces';
import type { Parsed } from '../model/issue';
import type { Part } from '../model/networkContents';
import type { ByteText } from '../netstat/context/environment';
import type { DataRow } from '../netstat/data/dataSink';
import { linksRequest, takeLinks } from '../netlink/rtnetlinkInterfaces';
import {
  type KernelNeighbour,
  neighboursRequest,
  type ReachabilityState,
  takeNeighbours,
} from '../netlink/rtnetlinkNeighbours';
import { hardwareOf } from '../netstat/interfaces/hardware';
import { readRows } from '../procfs/lineFields';
import { addressSubject, type FilterFact, ipv4Words } from '../query/filter/filterSubject';
import { compareText, compareWords, firstRows, inTurn } from '../query/parts';
import { formatAddress } from '../text/address';
import { rowsOf, type Table, type TableReader } from './table';

/**
 * How far the kernel has come with finding out a neighbour's hardware address; `complete` is what /proc/net/arp says
 * where the kernel cannot be asked for more.
 */
export type NeighbourState = ReachabilityState | 'complete';

/** A machine on the same link. */
export interface Neighbour {
  readonly address: AddressWords;
  readonly isIPv6: boolean;
  readonly device: ByteText;
  /** ARPHRD_* of include/uapi/linux/if_arp.h. */
  readonly hardwareType: number;
  /** As the kernel writes it, "52:54:00:12:34:56"; undefined where it is not known. */
  readonly hardwareAddress: ByteText | undefined;
  readonly state: NeighbourState;
  /** Whether it said that it is a router: IPv6's do. */
  readonly isRouter: boolean;
  /** Whether this machine answers for it: proxy ARP. */
  readonly isProxy: boolean;
}

/** Neighbours in the view's order: by interface, then by address. */
export type NeighbourContents = Part<Neighbour>;

/** ATF_* of include/uapi/linux/if_arp.h. */
const COMPLETE = 0x02;
const PERMANENT = 0x04;
const PUBLISHED = 0x08;

/** Reads /proc/net/arp; the format is net/ipv4/arp.c:arp_format_neigh_entry() in the kernel. */
export function parseArp(bytes: Uint8Array): Parsed<Neighbour> {
  return readRows(bytes, 1, (fields) => {
    const address = parseIPv4(fields.word('IP address'));
    if (address === undefined) fields.fail('IP address', 'is no IPv4 address');
    const hardwareType = fields.hex32('HW type');
    const flags = fields.hex32('Flags');
    const hardwareAddress = fields.word('HW address');
    fields.word('Mask');
    const device = fields.word('Device');
    const isProxy = (flags & PUBLISHED) !== 0;
    return {
      address: ipv4Words(address ?? 0),
      isIPv6: false,
      device,
      hardwareType,
      hardwareAddress: (flags & COMPLETE) === 0 || isProxy ? undefined : hardwareAddress,
      state: (flags & PERMANENT) !== 0 ? 'permanent' : (flags & COMPLETE) !== 0 ? 'complete' : 'incomplete',
      isRouter: false,
      isProxy,
    };
  });
}

/** A neighbour's address as text. */
export function neighbourAddress({ address, isIPv6 }: Neighbour): string {
  return formatAddress(address, isIPv6);
}

const FACTS: readonly FilterFact[] = ['address', 'state', 'text'];

const COLUMNS = [
  ...['family', 'address', 'hardwareType', 'hardwareAddress', 'state', 'isRouter', 'isProxy', 'interface'],
];

/** The machines on the same links. netstat has no table of them: their text is in columns as arp(8) has them. */
export const neighbours: Table<NeighbourContents, { neighbour: Neighbour }> = {
  facts: FACTS,
  kinds: {
    neighbour: {
      title: () => `${cells('Address', 'HWtype', 'HWaddress', 'State')}Iface\n`,
      print: (context, row, sink) =>
        sink === undefined
          ? context.output.stdout(neighbourText(row))
          : sink.ownRow('neighbours', COLUMNS, neighbourData(row)),
    },
  },
  read: (reader, { most, filtered }) =>
    firstRows(
      filtered(together(reader.rows('arp', parseArp), toldByKernel(reader)), (row) => ({
        ...addressSubject(
          [{ words: row.address, isIPv6: row.isIPv6 }],
          [row.device, row.hardwareAddress ?? '', ...(row.isRouter ? ['router'] : [])],
        ),
        states: [row.state],
      })),
      compare,
      most,
    ),
  rows: ({ rows }) => rowsOf('neighbour', rows),
};

/** What the kernel tells of neighbours of both families; none where it cannot be asked. */
function toldByKernel(reader: TableReader): Neighbour[] {
  const { littleEndian } = reader;
  const devices = new Map<number, KernelDevice>();
  const found: KernelNeighbour[] = [];
  const isTold =
    reader.ask('rtnetlink links', {
      request: linksRequest(littleEndian),
      take: (part) => takeLinks(part, littleEndian, devices),
    }) &&
    [false, true].every((proxies) =>
      reader.ask(proxies ? 'rtnetlink proxies' : 'rtnetlink neighbours', {
        request: neighboursRequest(littleEndian, proxies),
        take: (part) => takeNeighbours(part, littleEndian, found),
      }),
    );
  if (!isTold) return [];
  return found.flatMap(({ index, ...neighbour }) => {
    const device = devices.get(index);
    return device === undefined
      ? []
      : [{ ...neighbour, device: device.name, hardwareType: device.hardwareType }];
  });
}

/** What the kernel tells, which knows more of each, and what only the file has: it may be all there is, or unreadable. */
function together(file: readonly Neighbour[], kernel: readonly Neighbour[]): Neighbour[] {
  const idOf = (row: Neighbour): string => `${row.device} ${neighbourAddress(row)} ${row.isProxy}`;
  const told = new Set(kernel.map(idOf));
  return [...kernel, ...file.filter((row) => !told.has(idOf(row)))];
}

const compare = inTurn<Neighbour>(
  (a, b) => compareText(a.device, b.device),
  (a, b) => Number(a.isIPv6) - Number(b.isIPv6),
  (a, b) => compareWords(a.address, b.address),
);

function neighbourText(row: Neighbour): ByteText {
  const { hardwareType, hardwareAddress, state, isRouter, isProxy, device } = row;
  const shown = [state, ...(isRouter ? ['router'] : []), ...(isProxy ? ['proxy'] : [])].join(', ');
  const hardware = hardwareAddress === undefined ? '' : hardwareOf(hardwareType, []).name;
  return `${cells(neighbourAddress(row), hardware, hardwareAddress ?? '(unknown)', shown)}${device}\n`;
}

function cells(address: ByteText, hardware: ByteText, hardwareAddress: ByteText, state: ByteText): ByteText {
  return `${address.padEnd(25)} ${hardware.padEnd(7)} ${hardwareAddress.padEnd(19)} ${state.padEnd(17)} `;
}

function neighbourData(row: Neighbour): DataRow {
  return {
    family: row.isIPv6 ? 'inet6' : 'inet',
    address: neighbourAddress(row),
    hardwareType: hardwareOf(row.hardwareType, []).name,
    hardwareAddress: row.hardwareAddress ?? null,
    state: row.state,
    isRouter: row.isRouter,
    isProxy: row.isProxy,
    interface: row.device,
  };
}
