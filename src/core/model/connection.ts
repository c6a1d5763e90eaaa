import type { InetSocket } from './inetTable';

/** A connection of TCP as somebody saw it: all that tells it from others there. */
export type SeenConnection = Pick<
  InetSocket,
  | 'protocol'
  | 'isIPv6'
  | 'localAddress'
  | 'localPort'
  | 'remoteAddress'
  | 'remotePort'
  | 'state'
  /** 0 where no process can have it, as in TIME_WAIT. */
  | 'inode'
>;

/** A connection by what the kernel itself tells it from all others, also from later ones with the same ends. */
export interface NamedConnection extends SeenConnection {
  /** Index of the network interface that it is bound to; 0 for none. */
  readonly device: number;
  /** The kernel's own number of the socket, as two words; given to no other for as long as the machine runs. */
  readonly cookie: readonly [number, number];
}

/**
 * What the kernel has of a connection that was seen:
 * - `found`: it, as it is now
 * - `gone`: nothing with these ends
 * - `changed`: another socket has them by now
 * - `refused`: it is none that is ever closed: what listens, what is not connected, or not TCP
 * - `untold`: the kernel cannot be asked
 */
export type FoundConnection =
  | { readonly kind: 'found'; readonly connection: NamedConnection }
  | { readonly kind: 'gone' | 'changed' | 'refused' | 'untold' };

/**
 * What became of closing a connection:
 * - `closed`: the kernel closed it, and has it no more
 * - `remains`: the kernel says that it did, and has it still
 * - `gone`, `changed`, `refused`, `untold`: as in {@link FoundConnection}; nothing was closed
 * - `denied`: it takes CAP_NET_ADMIN in this network namespace (EPERM)
 * - `unsupported`: this kernel does that for no connection, or not in this state (EOPNOTSUPP, EINVAL)
 * - `failed`: anything else, with the system's code
 */
export type CloseOutcome =
  | {
      readonly kind:
        'closed' | 'remains' | 'gone' | 'changed' | 'refused' | 'untold' | 'denied' | 'unsupported';
    }
  | { readonly kind: 'failed'; readonly code: string };
