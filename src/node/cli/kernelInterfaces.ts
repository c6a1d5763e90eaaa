import type { KernelAddress, KernelDevice, KernelInterfaces } from '../../core/model/kernelInterfaces';
import {
  addressesRequest,
  linksRequest,
  takeAddresses,
  takeLinks,
} from '../../core/netlink/rtnetlinkInterfaces';
import { Netlink } from '../engine/sockets/netlink';
import type { SystemCalls } from '../system/systemCalls';

/** Asks the kernel for all interfaces and their addresses; undefined where it cannot be asked or does not tell all. */
export function readInterfaces(
  calls: SystemCalls | Error,
  littleEndian: boolean,
): KernelInterfaces | undefined {
  if (calls instanceof Error) return undefined;
  const devices = new Map<number, KernelDevice>();
  const addresses: KernelAddress[] = [];
  const isTold = new Netlink(calls, littleEndian, 'route').ask([
    {
      request: linksRequest(littleEndian),
      take: (part) => takeLinks(part, littleEndian, devices),
    },
    {
      request: addressesRequest(littleEndian),
      take: (part) => takeAddresses(part, littleEndian, devices, addresses),
    },
  ]);
  return isTold ? { devices: [...devices.values()], addresses } : undefined;
}
