import type { Ipv6Group } from '../model/group';
import type { Parsed } from '../model/issue';
import { ipv6Address } from './hexAddress';
import { readRows } from './lineFields';

/** Reads /proc/net/igmp6; the format is net/ipv6/mcast.c:igmp6_mc_seq_show() in the kernel. */
export function parseIgmp6(bytes: Uint8Array): Parsed<Ipv6Group> {
  return readRows(bytes, 0, (fields) => {
    fields.int32('interface index');
    return {
      device: fields.word('device'),
      address: ipv6Address(fields, 'group'),
      users: fields.int32('users'),
    };
  });
}
