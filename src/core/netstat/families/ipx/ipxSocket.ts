import type { ByteText } from '../../context/environment';

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

/** `network:node:socket` in hexadecimal, as people of IPX write it. */
export function ipxText({ network, node, port }: IpxAddress): string {
  return [ipxHex(network, 8), ...(node === '' ? [] : [node.toUpperCase()]), ipxHex(port, 4)].join(':');
}

/** network:node:port as netstat prints it: a node without network is not shown, and the port is in network order. */
export function ipxCell(
  { network, isNetworkCut = false, node, port }: IpxAddress,
  littleEndian: boolean,
): ByteText {
  const parts = [ipxHex(littleEndian ? swapped(port) : port, 4)];
  const isSpecific = isNetworkCut || isSpecificNetwork(network);
  const hasNode = isSpecific && !/^0*$/.test(node);
  if (hasNode) parts.unshift(node.toUpperCase());
  if (isSpecific && network !== 0) parts.unshift(ipxHex(network, 8));
  else if (!hasNode) parts.unshift('');
  return parts.join(':');
}

/** netstat shows neither the network that is meant by 0, the own one, nor the one that means all. */
export function isSpecificNetwork(network: number): boolean {
  return network !== 0 && network !== 0xffffffff;
}

/** A number in hexadecimal, of so many digits at least. */
export function ipxHex(value: number, digits: number): ByteText {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}

/** A port with its bytes the other way round. */
export function swapped(port: number): number {
  return ((port & 0xff) << 8) | (port >>> 8);
}
