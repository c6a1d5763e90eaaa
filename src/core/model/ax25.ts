/** A socket of /proc/net/ax25. */
export interface Ax25Socket {
  readonly device: string;
  readonly source: string;
  /** "*" for a listener. */
  readonly destination: string;
  /** The call signs a packet goes by, with "*" after those passed. */
  readonly digipeaters: readonly string[];
  /** 0 listening, 1 connection sent, 2 disconnect sent, 3 established, 4 recovery. */
  readonly state: number;
  readonly sendSequence: number;
  readonly receiveSequence: number;
  readonly txQueue: number;
  readonly rxQueue: number;
  /** 0 where the kernel does not tell. */
  readonly inode: number;
}

/** A route of /proc/net/ax25_route. */
export interface Ax25Route {
  readonly callsign: string;
  readonly device: string;
  /** The number netstat shows as use; 0 where the file has "*". */
  readonly use: number;
  readonly digipeaters: readonly string[];
}
