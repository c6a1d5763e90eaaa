import { parseIPv4, parseIPv6 } from './addressLine';
import { wordsOfLines } from './lines';

/** The canonical names in /etc/hosts by address, empty where a line has none; the first line of an address wins. */
export interface HostsFile {
  /** By the address as one word, 127.0.0.1 as 0x7f000001. */
  readonly names4: ReadonlyMap<number, string>;
  /** By {@link ipv6Key}. */
  readonly names6: ReadonlyMap<string, string>;
}

/** What an IPv6 address of four words is called in {@link HostsFile.names6}. */
export function ipv6Key(words: ArrayLike<number>): string {
  return Array.from({ length: 4 }, (_, index) => words[index] ?? 0).join(':');
}

/**
 * Reads /etc/hosts, see hosts(5), as glibc does: an IPv6 line of ::1 also answers for 127.0.0.1, and one of
 * ::ffff:a.b.c.d for a.b.c.d.
 */
export function parseHosts(bytes: Uint8Array): HostsFile {
  const names4 = new Map<number, string>();
  const names6 = new Map<string, string>();
  const add = <K>(names: Map<K, string>, key: K, name: string): void => {
    if (!names.has(key)) names.set(key, name);
  };
  for (const [address = '', name = ''] of wordsOfLines(bytes)) {
    const word = parseIPv4(address);
    if (word !== undefined) add(names4, word, name);
    const words = parseIPv6(address);
    if (words === undefined) continue;
    const key = ipv6Key(words);
    add(names6, key, name);
    if (key === '0:0:0:1') add(names4, 0x7f000001, name);
    else if (key.startsWith('0:0:65535:')) add(names4, words[3], name);
  }
  return { names4, names6 };
}
