import type { AddressWords } from './inetTable';

/** An IPv4 multicast group that an interface listens to, /proc/net/igmp. */
export interface Ipv4Group {
  readonly device: string;
  /** The group as one word in network order. */
  readonly address: number;
  readonly users: number;
}

/** An IPv6 multicast group that an interface listens to, /proc/net/igmp6. */
export interface Ipv6Group {
  readonly device: string;
  readonly address: AddressWords;
  readonly users: number;
}
