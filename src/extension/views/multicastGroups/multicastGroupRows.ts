import { l10n } from 'vscode';
import type { TableContents, TableRow } from '../../../core/tables/tables';
import { ipv4GroupName, ipv6GroupName, ipv6GroupScope } from '../../../core/query/multicastNames';
import { ipv4Words } from '../../../core/query/filter/filterSubject';
import { formatAddress } from '../../../core/text/address';
import { countText } from '../table/numberTexts';
import { rowsByDevice } from '../table/part';
import type { Row } from '../tree/row';
import { shownText } from '../table/shown';
import { tooltipOf } from '../tooltip';
import { icons } from '../../catalog/icons';

/** A group of either family that an interface listens to. */
interface Membership {
  readonly prints: TableRow;
  readonly device: string;
  readonly address: string;
  readonly users: number;
  readonly name: string | undefined;
  readonly family: 'IPv4' | 'IPv6';
  readonly scope: string | undefined;
}

/** The rows of the interfaces that listen to groups, with their groups below. */
export function groupMembershipRows({ ipv4, ipv6 }: TableContents['multicastGroups']): Row[] {
  const all: Membership[] = [
    ...ipv4.map((row) => ({
      prints: { kind: 'ipv4Group', row } as const,
      device: row.device,
      users: row.users,
      family: 'IPv4' as const,
      address: formatAddress(ipv4Words(row.address), false),
      name: ipv4GroupName(row.address),
      scope: undefined,
    })),
    ...ipv6.map((row) => ({
      prints: { kind: 'ipv6Group', row } as const,
      device: row.device,
      users: row.users,
      family: 'IPv6' as const,
      address: formatAddress(row.address, true),
      name: ipv6GroupName(row.address),
      scope: ipv6GroupScope(row.address),
    })),
  ];
  return rowsByDevice({ rows: all, total: all.length }, 'netstat -gn', membershipRow);
}

function membershipRow({ prints, device, address, users, name, family, scope }: Membership): Row {
  const userText = users === 1 ? l10n.t('1 user') : l10n.t('{0} users', countText(users));
  const details = [...(name === undefined ? [] : [name]), ...(scope === undefined ? [] : [scope]), userText];
  return {
    id: `${device} ${address}`,
    label: address,
    description: details.join(' · '),
    spoken: l10n.t('Group {0}, {1}', address, details.join(', ')),
    icon: { id: icons.multicastGroup },
    copyValues: { group: address },
    prints: () => [prints],
    facts: String(users),
    tooltip: () =>
      tooltipOf(address, [
        [l10n.t('Group'), name ?? l10n.t('without a registered name')],
        [l10n.t('Family'), family],
        ...(scope === undefined ? [] : [[l10n.t('Scope'), scope] as const]),
        [l10n.t('Interface'), shownText(device)],
        [
          l10n.t('Users'),
          l10n.t('{0} (sockets and kernel parts that asked for the group)', countText(users)),
        ],
      ]),
  };
}
