import { multicastGroupsView } from './multicastGroups.contributions';
import type { Monitor } from '../../monitor';
import { countText } from '../table/numberTexts';
import { emptinessOf, type RegisteredTable, registerTable } from '../table/registerTable';
import { groupMembershipRows } from './multicastGroupRows';

/** Registers the view "Multicast Groups". */
export function registerMulticastGroups(monitor: Monitor): RegisteredTable {
  return registerTable<'multicastGroups'>(monitor, {
    view: multicastGroupsView,
    table: 'multicastGroups',
    rows: ({ contents }) => groupMembershipRows(contents),
    summary: ({ contents: { ipv4, ipv6 } }) => countText(ipv4.length + ipv6.length),
    emptiness: emptinessOf,
  });
}
