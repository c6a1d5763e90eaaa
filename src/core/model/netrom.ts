/** A socket of /proc/net/nr. */
export interface NetromSocket {
  readonly user: string;
  readonly destination: string;
  readonly source: string;
  readonly device: string;
  /** 0 listening, 1 connection sent, 2 disconnect sent, 3 established. */
  readonly state: number;
  readonly sendSequence: number;
  readonly receiveSequence: number;
  readonly txQueue: number;
  readonly rxQueue: number;
  readonly inode: number;
}

/** One way to a node. */
export interface NetromPath {
  readonly quality: number;
  readonly obsolescence: number;
  /** Number of the neighbour, see {@link NetromNeighbour}. */
  readonly neighbour: number;
}

/** A node of /proc/net/nr_nodes. */
export interface NetromNode {
  readonly callsign: string;
  readonly mnemonic: string;
  /** Which of the paths is used, counted from 1. */
  readonly which: number;
  readonly paths: readonly NetromPath[];
}

/** A neighbour of /proc/net/nr_neigh. */
export interface NetromNeighbour {
  readonly number: number;
  readonly callsign: string;
  readonly device: string;
  readonly quality: number;
}
