import { multicastGroupsView } from './contributions';
import type { Monitor } from '../../monitor';
import { countText } from '../table/numbers';
import { emptinessOf, type RegisteredTable, registerTable } from '../table/register';
import { groupMembershipRows } from './rows';

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
