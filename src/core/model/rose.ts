/** A socket of /proc/net/rose. */
export interface RoseSocket {
  /** "*" where there is none. */
  readonly destinationAddress: string;
  readonly destinationCallsign: string;
  readonly sourceAddress: string;
  readonly sourceCallsign: string;
  readonly device: string;
  /** Logical channel. */
  readonly channel: number;
  readonly neighbour: number;
  /** 0 listening, 1 connection sent, 2 disconnect sent, 3 established. */
  readonly state: number;
  readonly txQueue: number;
  readonly rxQueue: number;
  readonly inode: number;
}

/** A node of /proc/net/rose_nodes. */
export interface RoseNode {
  readonly address: string;
  /** Digits of the address that count. */
  readonly mask: number;
  /** Numbers of neighbours, see {@link RoseNeighbour}. */
  readonly neighbours: readonly number[];
}

/** A neighbour of /proc/net/rose_neigh. */
export interface RoseNeighbour {
  readonly number: number;
  readonly callsign: string;
  readonly device: string;
}
