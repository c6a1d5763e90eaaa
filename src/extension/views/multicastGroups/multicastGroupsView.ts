import { multicastGroupsView } from './multicastGroups.contributions';
import { countText } from '../table/numberTexts';
import type { TableView } from '../table/registerTable';
import { groupMembershipRows } from './multicastGroupRows';

/** The view "Multicast Groups". */
export const multicastGroups: TableView<'multicastGroups'> = {
  view: multicastGroupsView,
  table: 'multicastGroups',
  rows: ({ contents }) => groupMembershipRows(contents),
  summary: ({ contents: { ipv4, ipv6 } }) => countText(ipv4.length + ipv6.length),
};
