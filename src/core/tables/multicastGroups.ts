import type { Ipv4Group, Ipv6Group } from '../model/group';
import { GROUPS_TITLE, printGroup } from '../netstat/interfaces/groupListing';
import { parseIgmp } from '../procfs/igmp';
import { parseIgmp6 } from '../procfs/igmp6';
import { addressSubject, ipv4Words } from '../query/filter/filterSubject';
import { ipv4GroupName, ipv6GroupName } from '../query/multicastNames';
import { ADDRESS_FACTS, rowsOf, type Table } from './table';

/** The multicast groups that interfaces listen to. */
export const multicastGroups: Table<
  { readonly ipv4: readonly Ipv4Group[]; readonly ipv6: readonly Ipv6Group[] },
  { ipv4Group: Ipv4Group; ipv6Group: Ipv6Group }
> = {
  facts: ADDRESS_FACTS,
  kinds: {
    ipv4Group: {
      title: () => GROUPS_TITLE,
      print: (context, { device, users, address }) =>
        printGroup(context, device, users, ipv4Words(address), false),
    },
    ipv6Group: {
      title: () => GROUPS_TITLE,
      print: (context, { device, users, address }) => printGroup(context, device, users, address, true),
    },
  },
  read: ({ rows, littleEndian }, { filtered }) => ({
    ipv4: filtered(
      rows('igmp', (bytes) => parseIgmp(bytes, littleEndian)),
      ({ device, address }) =>
        addressSubject(
          [{ words: ipv4Words(address), isIPv6: false }],
          [device, ipv4GroupName(address) ?? ''],
        ),
    ),
    ipv6: filtered(rows('igmp6', parseIgmp6), ({ device, address }) =>
      addressSubject([{ words: address, isIPv6: true }], [device, ipv6GroupName(address) ?? '']),
    ),
  }),
  rows: ({ ipv4, ipv6 }) => [...rowsOf('ipv4Group', ipv4), ...rowsOf('ipv6Group', ipv6)],
};
