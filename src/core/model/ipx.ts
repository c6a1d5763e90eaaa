/** An IPX address: network, node (12 digits, or '' where the file has none) and socket number as in the file. */
export interface IpxAddress {
  readonly network: number;
  /** Whether the file has a network of more than 32 bits, which no kernel writes. */
  readonly isNetworkCut?: boolean;
  readonly node: string;
  readonly port: number;
}

/** A socket of /proc/net/ipx/socket. */
export interface IpxSocket {
  readonly local: IpxAddress;
  /** Undefined: not connected. */
  readonly remote: IpxAddress | undefined;
  readonly txQueue: number;
  readonly rxQueue: number;
  /** A TCP state number: 1 established, 7 closed. */
  readonly state: number;
  readonly uid: number;
}

/** A route of /proc/net/ipx/route. */
export interface IpxRoute {
  readonly network: number;
  /** As in the file: a network, or "Directly". */
  readonly routerNetwork: string;
  /** As in the file: a node, or "Connected". */
  readonly routerNode: string;
}
