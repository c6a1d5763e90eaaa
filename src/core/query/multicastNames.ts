import type { AddressWords } from '../model/inetTable';
import { formatAddress } from '../text/address';

/** Groups with a name, from IANA's IPv4 Multicast Address Space Registry. */
const IPV4_GROUPS: ReadonlyMap<string, string> = new Map([
  ['224.0.0.1', 'all hosts'],
  ['224.0.0.2', 'all routers'],
  ['224.0.0.4', 'DVMRP routers'],
  ['224.0.0.5', 'OSPF routers'],
  ['224.0.0.6', 'OSPF designated routers'],
  ['224.0.0.9', 'RIPv2 routers'],
  ['224.0.0.10', 'EIGRP routers'],
  ['224.0.0.12', 'DHCP servers and relay agents'],
  ['224.0.0.13', 'PIM routers'],
  ['224.0.0.18', 'VRRP'],
  ['224.0.0.19', 'IS-IS over IP, level 1'],
  ['224.0.0.20', 'IS-IS over IP, level 2'],
  ['224.0.0.22', 'IGMP'],
  ['224.0.0.102', 'HSRP'],
  ['224.0.0.106', 'all snoopers'],
  ['224.0.0.107', 'PTP peer delay'],
  ['224.0.0.113', 'AllJoyn'],
  ['224.0.0.251', 'mDNS'],
  ['224.0.0.252', 'LLMNR'],
  ['224.0.1.1', 'NTP'],
  ['224.0.1.39', 'Cisco RP announce'],
  ['224.0.1.40', 'Cisco RP discovery'],
  ['224.0.1.60', 'HP device discovery'],
  ['224.0.1.75', 'SIP'],
  ['224.0.1.129', 'PTP'],
  ['224.0.1.187', 'CoAP'],
  ['239.255.255.250', 'SSDP'],
  ['239.255.255.253', 'SLP'],
]);

/** Blocks of addresses by prefix, the narrower first. */
const IPV4_BLOCKS: readonly (readonly [prefix: number, length: number, name: string])[] = [
  [0xe0000000, 24, 'local network control'],
  [0xe0000100, 24, 'internetwork control'],
  [0xefff0000, 16, 'site-local scope'],
  [0xefc00000, 14, 'organization-local scope'],
  [0xe8000000, 8, 'source-specific'],
  [0xe9000000, 8, 'GLOP'],
  [0xea000000, 8, 'unicast-prefix-based'],
  [0xef000000, 8, 'administratively scoped'],
];

/** Groups of every scope by what follows ff0S::, from IANA's IPv6 Multicast Address Space Registry. */
const IPV6_GROUPS: ReadonlyMap<string, string> = new Map([
  ['::1', 'all nodes'],
  ['::2', 'all routers'],
  ['::4', 'DVMRP routers'],
  ['::5', 'OSPF routers'],
  ['::6', 'OSPF designated routers'],
  ['::9', 'RIPng routers'],
  ['::a', 'EIGRP routers'],
  ['::c', 'SSDP'],
  ['::d', 'PIM routers'],
  ['::f', 'UPnP'],
  ['::12', 'VRRP'],
  ['::16', 'MLDv2 routers'],
  ['::1a', 'RPL nodes'],
  ['::6a', 'all snoopers'],
  ['::6b', 'PTP peer delay'],
  ['::fb', 'mDNS'],
  ['::fd', 'CoAP'],
  ['::101', 'NTP'],
  ['::181', 'PTP'],
  ['::1:2', 'DHCP servers and relay agents'],
  ['::1:3', 'LLMNR'],
]);

const DHCP_SERVERS = [0xff050000, 0, 0, 0x10003] as const;

/** Scopes of RFC 7346. */
const SCOPES: ReadonlyMap<number, string> = new Map([
  [1, 'interface-local'],
  [2, 'link-local'],
  [3, 'realm-local'],
  [4, 'admin-local'],
  [5, 'site-local'],
  [8, 'organization-local'],
  [0xe, 'global'],
]);

/** What an IPv4 group is for, in IANA's terms; that of its block where it has no name of its own. */
export function ipv4GroupName(address: number): string | undefined {
  const known = IPV4_GROUPS.get(formatAddress([address, 0, 0, 0], false));
  if (known !== undefined) return known;
  return IPV4_BLOCKS.find(([prefix, length]) => (address ^ prefix) >>> (32 - length) === 0)?.[2];
}

/** What an IPv6 group is for, in IANA's terms. */
export function ipv6GroupName(words: AddressWords): string | undefined {
  const [first, second, third, last] = words;
  if (DHCP_SERVERS.every((word, index) => word === words[index])) return 'DHCP servers';
  if (first >>> 16 === 0xff02 && second === 0 && third === 1 && last >>> 24 === 0xff) return 'solicited-node';
  if (first >>> 16 === 0xff02 && second === 0 && third === 2 && last >>> 24 === 0xff) {
    return 'node information queries';
  }
  const isPermanent = ((first >>> 20) & 0xf) === 0 && (first & 0xffff) === 0;
  return isPermanent ? IPV6_GROUPS.get(formatAddress([0, second, third, last], true)) : undefined;
}

/** How far an IPv6 group reaches; undefined for a scope that is not assigned. */
export function ipv6GroupScope([first]: AddressWords): string | undefined {
  return SCOPES.get((first >>> 16) & 0xf);
}
