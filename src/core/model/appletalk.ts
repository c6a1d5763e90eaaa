/** An AppleTalk address. */
export interface AtalkAddress {
  readonly network: number;
  readonly node: number;
  readonly port: number;
}

/** A socket of /proc/net/atalk/socket (/proc/net/appletalk on kernels before 2.6). */
export interface AtalkSocket {
  /** SOCK_*: 2 datagram, 3 raw. */
  readonly type: number;
  readonly local: AtalkAddress;
  readonly remote: AtalkAddress;
  readonly txQueue: number;
  readonly rxQueue: number;
  /** A TCP state number: 1 established, 7 closed. */
  readonly state: number;
  readonly uid: number;
}

/** A route of /proc/net/atalk/route (/proc/net/atalk_route before 2.6). Addresses as the file writes them. */
export interface AtalkRoute {
  /** "Default", or network and node. */
  readonly target: string;
  readonly router: string;
  /** RTF_* of include/uapi/linux/route.h. */
  readonly flags: number;
  readonly device: string;
}
