import { l10n } from 'vscode';
import type {
  InterfaceFacts,
  Ipv4InterfaceAddress,
  Ipv6InterfaceAddress,
} from '../../../core/model/interface';
import { IFF_BROADCAST, IFF_POINTOPOINT } from '../../../core/netstat/interfaces/interfaceFlags';
import { prefixLengthOf } from '../../../core/query/routeOrder';
import { formatAddress } from '../../../core/text/address';
import type { Row } from '../tree/row';
import { icons } from '../../catalog/icons';

/** IFA_F_* of include/uapi/linux/if_addr.h. */
const STATES: readonly (readonly [bit: number, words: () => string])[] = [
  [0x01, () => l10n.t('temporary')],
  [0x08, () => l10n.t('duplicate: another machine has it')],
  [0x20, () => l10n.t('deprecated')],
  [0x40, () => l10n.t('tentative')],
];

/** The rows of an interface's addresses, IPv4 first. */
export function addressRows(facts: InterfaceFacts): Row[] {
  const { name, ipv4, ipv6 } = facts;
  return [
    ...(ipv4 === undefined ? [] : [ipv4Row(name, ipv4, facts.flags)]),
    ...ipv6.map((row) => ipv6Row(name, row)),
  ];
}

function ipv4Row(name: string, ipv4: Ipv4InterfaceAddress, flags: number): Row {
  const details = ['IPv4', l10n.t('netmask {0}', dotted(ipv4.netmask))];
  // An address that was never set is 0.
  const hasBroadcast = (flags & IFF_BROADCAST) !== 0 && ipv4.broadcast !== 0;
  if (hasBroadcast) details.push(l10n.t('broadcast {0}', dotted(ipv4.broadcast)));
  if ((flags & IFF_POINTOPOINT) !== 0) details.push(l10n.t('other end {0}', dotted(ipv4.destination)));
  const address = dotted(ipv4.address);
  return addressRow(name, address, prefixLengthOf(ipv4.netmask), details);
}

function ipv6Row(name: string, { address, prefixLength, scope, flags }: Ipv6InterfaceAddress): Row {
  const states = STATES.filter(([bit]) => (flags & bit) !== 0).map(([, words]) => words());
  return addressRow(name, formatAddress(address, true), prefixLength, ['IPv6', scopeText(scope), ...states]);
}

function addressRow(name: string, address: string, prefixLength: number, details: readonly string[]): Row {
  const label = `${address}/${prefixLength}`;
  return {
    id: `${name} ${label}`,
    label,
    description: details.join(', '),
    spoken: [l10n.t('Address {0}', label), ...details].join(', '),
    icon: { id: icons.address },
    copyValues: { address },
    facts: details.join(),
  };
}

function scopeText(scope: number): string {
  switch (scope & 0xf0) {
    case 0x10:
      return l10n.t('of this machine alone');
    case 0x20:
      return l10n.t('of the link');
    case 0x40:
      return l10n.t('of the site');
    case 0x80:
      return l10n.t('IPv4-compatible');
    default:
      return l10n.t('global');
  }
}

function dotted(word: number): string {
  return formatAddress([word, 0, 0, 0], false);
}
