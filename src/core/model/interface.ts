import type { AddressWords } from './inetTable';

/** The counters of what an interface received, in the order of /proc/net/dev; `rxFifo` counts overruns. */
export const RECEIVED = [
  'rxBytes',
  'rxPackets',
  'rxErrors',
  'rxDropped',
  'rxFifo',
  'rxFrame',
  'rxCompressed',
  'rxMulticast',
] as const;

/** The counters of what it sent. */
export const TRANSMITTED = [
  'txBytes',
  'txPackets',
  'txErrors',
  'txDropped',
  'txFifo',
  'collisions',
  'txCarrier',
  'txCompressed',
] as const;

/** All of them. */
export const COUNTERS = [...RECEIVED, ...TRANSMITTED] as const;

/** Names a counter of an interface. */
export type CounterName = (typeof COUNTERS)[number];

/** Counters of an interface since it was made, /proc/net/dev. 64 bits each. */
export interface InterfaceCounters extends Readonly<Record<CounterName, bigint>> {
  readonly name: string;
}

/** An IPv6 address of an interface, /proc/net/if_inet6. */
export interface Ipv6InterfaceAddress {
  readonly address: AddressWords;
  readonly index: number;
  readonly prefixLength: number;
  /** 0 global, 0x10 host, 0x20 link, 0x40 site; 0x80 v4 compatible. */
  readonly scope: number;
  /** IFA_F_* of include/uapi/linux/if_addr.h. */
  readonly flags: number;
  readonly device: string;
}

/** An IPv4 address of an interface, all as words in network order. */
export interface Ipv4InterfaceAddress {
  readonly address: number;
  readonly netmask: number;
  readonly broadcast: number;
  /** The other end of a point-to-point link; the address itself elsewhere. */
  readonly destination: number;
}

/** Where old devices are to be reached, struct ifmap of include/uapi/linux/if.h. All 0 for most devices. */
export interface InterfaceResources {
  readonly memoryStart: bigint;
  readonly memoryEnd: bigint;
  readonly baseAddress: number;
  readonly interrupt: number;
  readonly dma: number;
}

/**
 * What the system tells about one interface, or about one of its labelled addresses ("eth0:1"), as netstat's
 * ioctls would.
 */
export interface InterfaceFacts {
  readonly name: string;
  /** IFF_* of include/uapi/linux/if.h, 16 bits, with RUNNING worked out. */
  readonly flags: number;
  readonly mtu: number;
  readonly txQueueLength: number;
  /** ARPHRD_* of include/uapi/linux/if_arp.h. */
  readonly hardwareType: number;
  /** The bytes of its hardware address, as many as the device has; empty for an unknown one. */
  readonly hardwareAddress: readonly number[];
  /** Set where nobody told flags, MTU, queue and hardware: they are what they would be if nothing of them were set. */
  readonly isUntold?: boolean;
  /** Undefined where it is not known. */
  readonly resources: InterfaceResources | undefined;
  readonly ipv4: Ipv4InterfaceAddress | undefined;
  readonly ipv6: readonly Ipv6InterfaceAddress[];
  /** Undefined for a labelled address, and where /proc/net/dev does not have it. */
  readonly counters: InterfaceCounters | undefined;
}
