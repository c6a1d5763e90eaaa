import type { Ipv6InterfaceAddress } from '../model/interface';
import type { Parsed } from '../model/issue';
import { ipv6Address } from './hexAddress';
import { readRows } from './lineFields';

/** Reads /proc/net/if_inet6; the format is net/ipv6/addrconf.c:if6_seq_show() in the kernel. */
export function parseIfInet6(bytes: Uint8Array): Parsed<Ipv6InterfaceAddress> {
  return readRows(bytes, 0, (fields) => ({
    address: ipv6Address(fields, 'address'),
    index: fields.hex32('interface index'),
    prefixLength: fields.hex32('prefix length'),
    scope: fields.hex32('scope'),
    flags: fields.hex32('flags'),
    device: fields.word('device'),
  }));
}
