import type { AddressWords, InetSocket } from '../model/inetTable';

/** What of a socket is needed to write its local address. */
export type LocalEnd = Pick<InetSocket, 'isIPv6' | 'localAddress' | 'localPort'>;

/** The address as text: dotted IPv4, or IPv6 in the form of RFC 5952. */
export function formatAddress(words: AddressWords, isIPv6: boolean): string {
  return isIPv6 ? formatIPv6(words) : formatIPv4(words[0]);
}

/** `127.0.0.1:3000`, `[::1]:3000`. */
export function formatEndpoint(words: AddressWords, isIPv6: boolean, port: number): string {
  const address = formatAddress(words, isIPv6);
  return isIPv6 ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The local end of a socket as `address:port`. */
export function formatLocal(socket: LocalEnd): string {
  return formatEndpoint(socket.localAddress, socket.isIPv6, socket.localPort);
}

/** Whether no other machine can reach the address: 127.0.0.0/8, ::1 and ::ffff:127.0.0.0/104. */
export function isLoopback(words: AddressWords, isIPv6: boolean): boolean {
  if (!isIPv6) return words[0] >>> 24 === 127;
  if (isMapped(words)) return words[3] >>> 24 === 127;
  return words[0] === 0 && words[1] === 0 && words[2] === 0 && words[3] === 1;
}

/** Whether it is the wildcard, 0.0.0.0 or :: (the IPv4-mapped 0.0.0.0 too). */
export function isUnspecified(words: AddressWords, isIPv6: boolean): boolean {
  if (isIPv6 && isMapped(words)) return words[3] === 0;
  return words.every((word) => word === 0);
}

/** Whether it is an IPv4 address in IPv6, ::ffff:a.b.c.d. */
export function isMapped(words: ArrayLike<number>): boolean {
  return words[0] === 0 && words[1] === 0 && words[2] === 0xffff;
}

/** An address as text, where IPv4 in IPv6 is the IPv4 that it stands for. */
export function unmapped(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

function formatIPv4(word: number): string {
  return [word >>> 24, (word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff].join('.');
}

function formatIPv6(words: AddressWords): string {
  if (isMapped(words)) return `::ffff:${formatIPv4(words[3])}`;
  const groups = words.flatMap((word) => [word >>> 16, word & 0xffff]);
  const [start, length] = longestZeroRun(groups);
  const hex = (part: number[]): string => part.map((group) => group.toString(16)).join(':');
  if (length < 2) return hex(groups);
  return `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}

/** The first of the longest runs of zeros: only that one may be written as `::`. */
export function longestZeroRun(groups: readonly number[]): readonly [start: number, length: number] {
  let best: [number, number] = [0, 0];
  let length = 0;
  for (let i = 0; i < groups.length; i++) {
    length = groups[i] === 0 ? length + 1 : 0;
    if (length > best[1]) best = [i - length + 1, length];
  }
  return best;
}
