import { l10n } from 'vscode';

/** A flag and what it says. */
type Words = readonly (readonly [bit: number, words: () => string])[];

/** RTF_* of include/uapi/linux/route.h, and above 0xffff of ipv6_route.h. */
const ROUTE: Words = [
  [0x1, () => l10n.t('up')],
  [0x200, () => l10n.t('rejected: nothing is sent there')],
  [0x2, () => l10n.t('through a gateway')],
  [0x4, () => l10n.t('to a single host')],
  [0x8, () => l10n.t('reinstated after a time-out')],
  [0x10, () => l10n.t('made by a redirect')],
  [0x20, () => l10n.t('modified by a redirect')],
  [0x40, () => l10n.t('has an MTU of its own')],
  [0x80, () => l10n.t('has a window of its own')],
  [0x100, () => l10n.t('has an initial round trip time of its own')],
  [0x10000, () => l10n.t('default route learnt from a router')],
  [0x20000, () => l10n.t('every destination is on the link')],
  [0x40000, () => l10n.t('from address configuration')],
  [0x80000, () => l10n.t('prefix announced by a router')],
  [0x100000, () => l10n.t('anycast address')],
  [0x200000, () => l10n.t('without a next hop')],
  [0x400000, () => l10n.t('expires')],
  [0x800000, () => l10n.t('route announced by a router')],
  [0x1000000, () => l10n.t('in the routing cache')],
  [0x2000000, () => l10n.t('belongs to a flow')],
  [0x4000000, () => l10n.t('made by a policy')],
  [0x80000000, () => l10n.t('address of this machine')],
];

/** RTCF_* of include/uapi/linux/in_route.h. */
const CACHED: Words = [
  [0x2, () => l10n.t('through a gateway')],
  [0x4, () => l10n.t('on the link')],
  [0x200, () => l10n.t('rejected: nothing is sent there')],
  [0x10000, () => l10n.t('changes are notified')],
  [0x40000, () => l10n.t('made by a redirect')],
  [0x400000, () => l10n.t('masqueraded')],
  [0x800000, () => l10n.t('source translated')],
  [0x1000000, () => l10n.t('redirects are sent')],
  [0x8000000, () => l10n.t('destination translated')],
  [0x10000000, () => l10n.t('broadcast')],
  [0x20000000, () => l10n.t('multicast')],
  [0x40000000, () => l10n.t('rejected: nothing is sent there')],
  [0x80000000, () => l10n.t('address of this machine')],
];

/** `UG (up, through a gateway)`. @param letters netstat's, for the same flags */
export function routeFlagText(flags: number, letters: string): string {
  return spelt(ROUTE, flags, letters);
}

/** The same for a route in the IPv4 routing cache. */
export function cachedFlagText(flags: number, letters: string): string {
  return spelt(CACHED, flags, letters);
}

function spelt(table: Words, flags: number, letters: string): string {
  const words = table.filter(([bit]) => (flags & bit) !== 0).map(([, text]) => text());
  return words.length === 0 ? letters || l10n.t('none') : `${letters || '-'} (${words.join(', ')})`;
}
