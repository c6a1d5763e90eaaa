/** A socket of /proc/net/x25/socket (/proc/net/x25 on kernels before 2.6). */
export interface X25Socket {
  /** "*" where there is none. */
  readonly destination: string;
  readonly source: string;
  readonly device: string;
  /** Logical channel; 0 for a listener. */
  readonly channel: number;
  /** 0 listening, 1 call sent, 2 clear sent, 3 established, 4 recovery. */
  readonly state: number;
  readonly sendSequence: number;
  readonly receiveSequence: number;
  readonly txQueue: number;
  readonly rxQueue: number;
  readonly inode: number;
}

/** A route of /proc/net/x25/route. */
export interface X25Route {
  readonly address: string;
  /** Digits of the address that count. */
  readonly digits: number;
  readonly device: string;
}
