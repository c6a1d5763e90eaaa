import { parseIPv4, parseIPv6 } from '../../etc/addressLine';
import type { AddressWords } from '../../model/inetTable';
import { isMapped } from '../../text/address';
import type { AddressTest, FilterProblem } from './filter';

/** Some leading bits of an address. */
interface Network {
  readonly address: AddressWords;
  readonly isIPv6: boolean;
  readonly bits: number;
}

/** Names for addresses that are written in several ways. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  localhost: ['127.0.0.0/8', '::1'],
  '*': ['0.0.0.0', '::'],
};

/**
 * What `address:` can be given: an address, its beginning (`192.168`, `fe80:`), a network (`10.0.0.0/8`), `localhost`,
 * or `*` for sockets bound to every address. IPv4 also finds the IPv4-mapped IPv6 addresses of dual-stack sockets.
 */
export function readAddress(text: string): AddressTest | FilterProblem {
  const networks = (NAMED[text.toLowerCase()] ?? [text]).map(readNetwork);
  const found: Network[] = [];
  for (const network of networks) {
    if ('code' in network) return network;
    found.push(network);
  }
  return (address, isIPv6) => found.some((network) => isIn(network, address, isIPv6));
}

/** The test for one whole address, with or without brackets; nothing where the text is none. */
export function exactAddress(text: string): AddressTest | undefined {
  const network = wholeAddress(text.replace(/^\[(.*)\]$/, '$1'));
  return network && ((address, isIPv6) => isIn(network, address, isIPv6));
}

function readNetwork(value: string): Network | FilterProblem {
  const text = value.replace(/^\[(.*)\](?=$|\/)/, '$1');
  const slash = text.indexOf('/');
  const base = slash === -1 ? text : text.slice(0, slash);
  const network = wholeAddress(base) ?? beginning(base);
  if (network === undefined) return { code: 'badAddress', value };
  if (slash === -1) return network;
  const most = network.isIPv6 ? 128 : 32;
  const length = text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(length) || Number(length) > most) {
    return { code: 'badPrefixLength', value: length, most };
  }
  return { ...network, bits: Number(length) };
}

function wholeAddress(text: string): Network | undefined {
  const ipv4 = parseIPv4(text);
  if (ipv4 !== undefined) return { address: [ipv4, 0, 0, 0], isIPv6: false, bits: 32 };
  const ipv6 = text.includes(':') ? parseIPv6(text) : undefined;
  return ipv6 && { address: ipv6, isIPv6: true, bits: 128 };
}

/** `192.168`, `192.168.`, `fe80`, `2001:db8:`: the groups that are given, whole. */
function beginning(text: string): Network | undefined {
  const isIPv6 = /[a-f:]/i.test(text);
  const groups = text.replace(/[.:]$/, '').split(isIPv6 ? ':' : '.');
  const missing = (isIPv6 ? 8 : 4) - groups.length;
  if (missing < 1) return undefined;
  const whole = [...groups, ...Array.from({ length: missing }, () => '0')];
  const network = wholeAddress(whole.join(isIPv6 ? ':' : '.'));
  return network && { ...network, bits: groups.length * (isIPv6 ? 16 : 8) };
}

function isIn({ address, isIPv6, bits }: Network, other: AddressWords, otherIsIPv6: boolean): boolean {
  if (isIPv6) return otherIsIPv6 && [0, 1, 2, 3].every((word) => isEqual(address, other, word, bits));
  if (!otherIsIPv6) return sameBits(address[0], other[0], bits);
  return isMapped(other) && sameBits(address[0], other[3], bits);
}

function isEqual(a: AddressWords, b: AddressWords, word: number, bits: number): boolean {
  return sameBits(a[word] ?? 0, b[word] ?? 0, Math.min(32, bits - word * 32));
}

/** Whether the first `bits` bits of two 32-bit words agree; none are asked below 1. */
function sameBits(a: number, b: number, bits: number): boolean {
  return bits < 1 || (a ^ b) >>> (32 - bits) === 0;
}
