import type { AddressWords } from '../model/inetTable';
import { ALL, attribute, HEADER, newRequest, takeMessages } from './netlinkMessages';

/** RTM_GETNEIGH of include/uapi/linux/rtnetlink.h. */
const GET_NEIGHBOURS = 30;

const AF_INET = 2;
const AF_INET6 = 10;

/** Bytes of struct ndmsg (rtnetlink(7)). */
const NEIGHBOUR_MESSAGE = 12;

/** NDA_* of include/uapi/linux/neighbour.h. */
const ADDRESS = 1;
const LINK_ADDRESS = 2;

/** NTF_* there. */
const PROXY = 0x08;
const ROUTER = 0x80;

/** NUD_* there, by their bits. */
const STATES = [
  [0x01, 'incomplete'],
  [0x02, 'reachable'],
  [0x04, 'stale'],
  [0x08, 'delay'],
  [0x10, 'probe'],
  [0x20, 'failed'],
  [0x80, 'permanent'],
] as const;

/** NUD_NOARP: of devices whose neighbours have no hardware addresses, and of multicast groups. */
const NO_ARP = 0x40;

/** What the kernel says of how it knows a neighbour. */
export type ReachabilityState = (typeof STATES)[number][1];

/** A neighbour as the kernel tells it over rtnetlink. */
export interface KernelNeighbour {
  /** The number of the interface. */
  readonly index: number;
  readonly address: AddressWords;
  readonly isIPv6: boolean;
  /** As /proc/net/arp writes them, "52:54:00:12:34:56"; undefined where it is not known. */
  readonly hardwareAddress: string | undefined;
  readonly state: ReachabilityState;
  /** Whether it said that it is a router (IPv6). */
  readonly isRouter: boolean;
  /** Whether this machine answers for it. */
  readonly isProxy: boolean;
}

/**
 * What to send for all neighbours of both families.
 * @param proxies those that this machine answers for, which the kernel lists apart
 */
export function neighboursRequest(littleEndian: boolean, proxies: boolean): Uint8Array {
  const view = newRequest(GET_NEIGHBOURS, ALL, NEIGHBOUR_MESSAGE, littleEndian);
  if (proxies) view.setUint8(HEADER + 10, PROXY);
  return new Uint8Array(view.buffer);
}

/** Takes a part of the answer to {@link neighboursRequest}; what needs no hardware address is left out, as from /proc/net/arp. */
export function takeNeighbours(
  bytes: Uint8Array,
  littleEndian: boolean,
  neighbours: KernelNeighbour[],
): ReturnType<typeof takeMessages> {
  return takeMessages(bytes, littleEndian, NEIGHBOUR_MESSAGE, (view, from, end) => {
    const family = view.getUint8(from);
    const bits = view.getUint16(from + 8, littleEndian);
    const flags = view.getUint8(from + 10);
    const at = (type: number, least: number): DataView | undefined =>
      attribute(view, from + NEIGHBOUR_MESSAGE, end, type, least, littleEndian);
    const isIPv6 = family === AF_INET6;
    const address = at(ADDRESS, isIPv6 ? 16 : 4);
    const isProxy = (flags & PROXY) !== 0;
    const state = isProxy ? 'permanent' : STATES.find(([bit]) => (bits & bit) !== 0)?.[1];
    if ((!isIPv6 && family !== AF_INET) || address === undefined || state === undefined) return;
    if ((bits & NO_ARP) !== 0 && !isProxy) return;
    neighbours.push({
      index: view.getInt32(from + 4, littleEndian),
      // Addresses are in network order.
      address: isIPv6
        ? [address.getUint32(0), address.getUint32(4), address.getUint32(8), address.getUint32(12)]
        : [address.getUint32(0), 0, 0, 0],
      isIPv6,
      hardwareAddress: hardwareText(at(LINK_ADDRESS, 1)),
      state,
      isRouter: (flags & ROUTER) !== 0,
      isProxy,
    });
  });
}

function hardwareText(view: DataView | undefined): string | undefined {
  if (view === undefined) return undefined;
  return Array.from({ length: view.byteLength }, (_, i) =>
    view.getUint8(i).toString(16).padStart(2, '0'),
  ).join(':');
}
