import type { ByteText } from './environment';

/** The databases of names. Undefined: there is none, print the number. Nothing is read before it is asked for. */
export interface Names {
  /** A service's or, for raw, an IP protocol's name, cut to 63 bytes. */
  port(port: number, protocol: 'tcp' | 'udp' | 'raw'): ByteText | undefined;
  user(uid: number): ByteText | undefined;
  /** The IPv4 address as one word, 127.0.0.1 as 0x7f000001. */
  host4(address: number): ByteText | undefined | Promise<ByteText | undefined>;
  /** The IPv6 address as four words, most significant first. */
  host6(address: ArrayLike<number>): ByteText | undefined | Promise<ByteText | undefined>;
  /** A network of /etc/networks: 169.254.0.0 as 0xa9fe0000. */
  network(address: number): ByteText | undefined;
}
