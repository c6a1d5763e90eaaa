import type { InterfaceFacts, Ipv4InterfaceAddress } from './interface';

/** A device as the kernel describes it over netlink. */
export type KernelDevice = Pick<
  InterfaceFacts,
  'flags' | 'mtu' | 'txQueueLength' | 'hardwareType' | 'hardwareAddress' | 'resources'
> & {
  /** One character a byte. */
  readonly name: string;
};

/** An IPv4 address of a device, under its label: the device's name, or one such as "eth0:1". */
export interface KernelAddress extends Ipv4InterfaceAddress {
  readonly label: string;
}

/** What the kernel tells of all interfaces, in its order: those that are down, or up and not running, too. */
export interface KernelInterfaces {
  readonly devices: readonly KernelDevice[];
  readonly addresses: readonly KernelAddress[];
}
