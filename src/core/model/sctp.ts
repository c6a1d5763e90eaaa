/** An address of an SCTP socket as the file writes it: dotted, or eight full groups in upper case. */
export type SctpAddress = string;

/** A listening or unconnected SCTP socket, /proc/net/sctp/eps. */
export interface SctpEndpoint {
  /** SOCK_* style: 0 UDP (one to many), 2 TCP (one to one). */
  readonly style: number;
  /** Of the socket: a TCP state number. */
  readonly socketState: number;
  readonly localPort: number;
  readonly uid: number;
  readonly inode: number;
  readonly localAddresses: readonly SctpAddress[];
}

/** An SCTP association, /proc/net/sctp/assocs. */
export interface SctpAssociation {
  readonly style: number;
  /** Of the socket: a TCP state number. */
  readonly socketState: number;
  /** Of the association: SCTP_STATE_* of include/net/sctp/constants.h. */
  readonly state: number;
  readonly associationId: number;
  readonly txQueue: number;
  readonly rxQueue: number;
  readonly uid: number;
  readonly inode: number;
  readonly localPort: number;
  readonly remotePort: number;
  /** The primary address first in the kernel's order; the mark "*" is taken off. */
  readonly localAddresses: readonly SctpAddress[];
  readonly remoteAddresses: readonly SctpAddress[];
}

/** A row of either file. */
export type SctpSocket = SctpEndpoint | SctpAssociation;

/** An endpoint of which it is not known whether it takes one association or many. */
export type UnstyledEndpoint = Omit<SctpEndpoint, 'style'>;
