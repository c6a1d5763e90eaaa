import type { InterfaceResources } from '../model/interface';
import type { KernelAddress, KernelDevice } from '../model/kernelInterfaces';
import { ALL, attribute, bytesOf, HEADER, newRequest, stringOf, takeMessages } from './netlinkMessages';

/** RTM_GETLINK and RTM_GETADDR of include/uapi/linux/rtnetlink.h. */
const GET_LINKS = 18;
const GET_ADDRESSES = 22;

const AF_INET = 2;

/** Bytes of struct ifinfomsg and struct ifaddrmsg (rtnetlink(7)). */
const LINK_MESSAGE = 16;
const ADDRESS_MESSAGE = 8;

/** IFLA_* of include/uapi/linux/if_link.h. */
const LINK = { address: 1, name: 3, mtu: 4, queueLength: 13, map: 14 } as const;
/** IFA_* of include/uapi/linux/if_addr.h. */
const ADDRESS = { address: 1, local: 2, label: 3, broadcast: 4 } as const;

/** Bytes of struct rtnl_link_ifmap that are read, all but the port. */
const MAP = 27;

/** The bits of the flags that the ioctl hands out. */
const IOCTL_FLAGS = 0xffff;

/** What to send for all devices. */
export function linksRequest(littleEndian: boolean): Uint8Array {
  return new Uint8Array(newRequest(GET_LINKS, ALL, LINK_MESSAGE, littleEndian).buffer);
}

/** What to send for all IPv4 addresses. */
export function addressesRequest(littleEndian: boolean): Uint8Array {
  const view = newRequest(GET_ADDRESSES, ALL, ADDRESS_MESSAGE, littleEndian);
  view.setUint8(HEADER, AF_INET);
  return new Uint8Array(view.buffer);
}

/** Takes a part of the answer to {@link linksRequest}. */
export function takeLinks(
  bytes: Uint8Array,
  littleEndian: boolean,
  devices: Map<number, KernelDevice>,
): ReturnType<typeof takeMessages> {
  return takeMessages(bytes, littleEndian, LINK_MESSAGE, (view, from, end) => {
    const at = (type: number, least: number): DataView | undefined =>
      attribute(view, from + LINK_MESSAGE, end, type, least, littleEndian);
    const map = at(LINK.map, MAP);
    devices.set(view.getInt32(from + 4, littleEndian), {
      name: stringOf(at(LINK.name, 1)),
      flags: view.getUint32(from + 8, littleEndian) & IOCTL_FLAGS,
      mtu: at(LINK.mtu, 4)?.getUint32(0, littleEndian) ?? 0,
      txQueueLength: at(LINK.queueLength, 4)?.getUint32(0, littleEndian) ?? 0,
      hardwareType: view.getUint16(from + 2, littleEndian),
      hardwareAddress: [...bytesOf(at(LINK.address, 0))],
      resources: map && resourcesOf(map, littleEndian),
    });
  });
}

/** Takes a part of the answer to {@link addressesRequest}; of devices that are not known the label is all there is. */
export function takeAddresses(
  bytes: Uint8Array,
  littleEndian: boolean,
  devices: ReadonlyMap<number, KernelDevice>,
  addresses: KernelAddress[],
): ReturnType<typeof takeMessages> {
  return takeMessages(bytes, littleEndian, ADDRESS_MESSAGE, (view, from, end) => {
    const at = (type: number): DataView | undefined =>
      attribute(view, from + ADDRESS_MESSAGE, end, type, 1, littleEndian);
    // Addresses are in network order.
    const word = (type: number): number | undefined => {
      const value = at(type);
      return value === undefined || value.byteLength < 4 ? undefined : value.getUint32(0);
    };
    const address = word(ADDRESS.local) ?? word(ADDRESS.address);
    const label = stringOf(at(ADDRESS.label)) || devices.get(view.getUint32(from + 4, littleEndian))?.name;
    if (address === undefined || label === undefined) return;
    addresses.push({
      label,
      address,
      netmask: netmaskOf(view.getUint8(from + 1)),
      broadcast: word(ADDRESS.broadcast) ?? 0,
      destination: word(ADDRESS.address) ?? address,
    });
  });
}

/** What the ioctl hands out of it: an interrupt and a channel of 8 bits, a port of 16. */
function resourcesOf(map: DataView, littleEndian: boolean): InterfaceResources {
  return {
    memoryStart: map.getBigUint64(0, littleEndian),
    memoryEnd: map.getBigUint64(8, littleEndian),
    baseAddress: Number(map.getBigUint64(16, littleEndian) & 0xffffn),
    interrupt: map.getUint16(24, littleEndian) & 0xff,
    dma: map.getUint8(26),
  };
}

function netmaskOf(prefixLength: number): number {
  return prefixLength === 0 ? 0 : (-1 << (32 - Math.min(prefixLength, 32))) >>> 0;
}
