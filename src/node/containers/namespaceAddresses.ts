import type { AddressWords } from '../../core/model/inetTable';
import { parseFibTrie } from '../../core/procfs/fibTrie';
import { parseIfInet6 } from '../../core/procfs/ifInet6';
import { formatAddress, isLoopback } from '../../core/text/address';
import type { ProcReader } from '../reader';

/** Addresses of a namespace that are told of. */
const MOST_ADDRESSES = 256;

/** IPV6_ADDR_LINKLOCAL of include/net/ipv6.h, the scope of addresses that no other network knows. */
const LINK_LOCAL = 0x20;

/** An address as the kernel tells it. */
export interface LocalAddress {
  readonly words: AddressWords;
  readonly isIPv6: boolean;
}

/** The addresses of the network namespace of a process, without loopback's and those of one link alone. */
export function localAddresses(reader: ProcReader, process: number | string): string[] {
  return [
    ...new Set(addressesOf(reader, process).map(({ words, isIPv6 }) => formatAddress(words, isIPv6))),
  ].slice(0, MOST_ADDRESSES);
}

/** The same as they are compared with those of sockets; all of them, and some more than once. */
export function addressesOf(reader: Pick<ProcReader, 'read'>, process: number | string): LocalAddress[] {
  const addresses: LocalAddress[] = [];
  const trie = reader.read(`${process}/net/fib_trie`);
  for (const { address, prefixLength, type } of trie.status === 'ok' ? parseFibTrie(trie.value).rows : []) {
    const words = [address, 0, 0, 0] as const;
    if (type === 'LOCAL' && prefixLength === 32 && !isLoopback(words, false))
      addresses.push({ words, isIPv6: false });
  }
  const ipv6 = reader.read(`${process}/net/if_inet6`);
  for (const { address, scope } of ipv6.status === 'ok' ? parseIfInet6(ipv6.value).rows : []) {
    if (!isLoopback(address, true) && scope !== LINK_LOCAL) addresses.push({ words: address, isIPv6: true });
  }
  return addresses;
}
