import type { InetSocket } from './inetTable';
import type { ProcessOwner } from './process';
import type { Snapshot } from './snapshot';

/** What somebody wants to know of a port. */
export interface PortQuestion {
  readonly transport: 'tcp' | 'udp';
  readonly port: number;
}

/** The addresses that a bind is tried on, with and without taking IPv4 in too. */
export const TRIAL_ADDRESSES = ['127.0.0.1', '0.0.0.0', '::1', '::'] as const;

export type TrialAddress = (typeof TRIAL_ADDRESSES)[number];

/**
 * What came of a bind that was tried and undone at once, or what would: where the kernel tells who has the port, nobody's
 * way is stood in.
 * - `free`: it succeeded
 * - `inUse`: EADDRINUSE
 * - `denied`: EACCES, as for privileged ports
 * - `unavailable`: the machine has no such address (EADDRNOTAVAIL, EAFNOSUPPORT)
 * - `failed`: anything else, with the system's code
 */
export interface BindTrial {
  readonly address: TrialAddress;
  readonly outcome: 'free' | 'inUse' | 'denied' | 'unavailable' | 'failed';
  readonly code?: string;
}

/** A process that holds sockets which stand in no table: bound, perhaps, and neither listening nor connected. */
export interface UnlistedHolder {
  readonly owner: ProcessOwner;
  /** How many such sockets it holds. */
  readonly sockets: number;
}

/** A socket that is bound to a port, and neither listens nor is connected. */
export interface BoundSocket {
  readonly socket: InetSocket;
  /** Lowest pid first; empty where nobody is known. */
  readonly owners: readonly ProcessOwner[];
}

/** Everything the machine tells of a port, looked up when asked. */
export interface PortFacts extends PortQuestion {
  /** All Internet sockets and their owners. */
  readonly snapshot: Snapshot;
  /** TCP is tried with SO_REUSEADDR, as Node and most servers set it; UDP without. */
  readonly trials: readonly BindTrial[];
  readonly unlisted: readonly UnlistedHolder[];
  /** Those of TCP that are bound to the port and do nothing; empty where the kernel does not tell. */
  readonly bound: readonly BoundSocket[];
  /** Whether the kernel tells of them, as Linux 6.8 and later do over netlink: then there are no others. */
  readonly isBoundKnown: boolean;
  /** Ports below this one need a privilege; net.ipv4.ip_unprivileged_port_start. */
  readonly unprivilegedFrom: number;
  /** Whether this user has that privilege (CAP_NET_BIND_SERVICE). */
  readonly mayBindPrivileged: boolean;
  /** Ports that connections get when they ask for none; net.ipv4.ip_local_port_range. */
  readonly ephemeral: readonly [first: number, last: number];
  /** Whether the port is in net.ipv4.ip_local_reserved_ports. */
  readonly isReserved: boolean;
  /** Whether IPv6 wildcards leave IPv4 alone unless asked; net.ipv6.bindv6only. */
  readonly bindV6Only: boolean;
}
