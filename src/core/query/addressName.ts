import type { AddressWords } from '../model/inetTable';
import { ipv4GroupName, ipv6GroupName } from './multicastNames';
import { formatAddress, isLoopback, isMapped } from '../text/address';

/** What an address is for on every machine, whoever has it. */
export type AddressKind = 'loopback' | 'metadata' | 'linkLocal' | 'multicast' | 'broadcast';

/**
 * Where clouds answer what a machine is: 169.254.169.254 for all of the large ones, fd00:ec2::254 at Amazon
 * (docs.aws.amazon.com, "Instance metadata and user data").
 */
const METADATA_IPV4 = 0xa9fea9fe;
const METADATA_IPV6: AddressWords = [0xfd000ec2, 0, 0, 0x254];

/** 169.254.0.0/16 of RFC 3927 and fe80::/10 of RFC 4291. */
const LINK_LOCAL_IPV4 = 0xa9fe;
const LINK_LOCAL_IPV6 = 0xfe80 >>> 6;

/** What an address is for; nothing where it is one of a machine's. IPv4 in IPv6 is what that is. */
export function addressKind(words: AddressWords, isIPv6: boolean): AddressKind | undefined {
  if (isLoopback(words, isIPv6)) return 'loopback';
  if (isIPv6 && isMapped(words)) return addressKind([words[3], 0, 0, 0], false);
  const [first] = words;
  if (isIPv6) {
    if (METADATA_IPV6.every((word, index) => word === words[index])) return 'metadata';
    if (first >>> 22 === LINK_LOCAL_IPV6) return 'linkLocal';
    return first >>> 24 === 0xff ? 'multicast' : undefined;
  }
  if (first === METADATA_IPV4) return 'metadata';
  if (first === 0xffffffff) return 'broadcast';
  if (first >>> 16 === LINK_LOCAL_IPV4) return 'linkLocal';
  return first >>> 28 === 0xe ? 'multicast' : undefined;
}

/**
 * An address by what it is, in the words of the field, which are the same in all languages: "localhost", "cloud metadata",
 * "link-local fe80::1", "multicast mDNS"; nothing where it is one of a machine's.
 */
export function addressName(words: AddressWords, isIPv6: boolean): string | undefined {
  switch (addressKind(words, isIPv6)) {
    case 'loopback':
      return 'localhost';
    case 'metadata':
      return 'cloud metadata';
    case 'linkLocal':
      return `link-local ${plainText(words, isIPv6)}`;
    case 'multicast':
      return `multicast ${groupName(words, isIPv6) ?? plainText(words, isIPv6)}`;
    case 'broadcast':
      return 'broadcast';
    case undefined:
      return undefined;
  }
}

function groupName(words: AddressWords, isIPv6: boolean): string | undefined {
  if (!isIPv6) return ipv4GroupName(words[0]);
  return isMapped(words) ? ipv4GroupName(words[3]) : ipv6GroupName(words);
}

function plainText(words: AddressWords, isIPv6: boolean): string {
  return isIPv6 && isMapped(words) ? formatAddress([words[3], 0, 0, 0], false) : formatAddress(words, isIPv6);
}
