import type { Parsed } from '../model/issue';
import type { Ipv6Route } from '../model/route';
import { ipv6Address } from './hexAddress';
import { readRows } from './lineFields';

/** Reads /proc/net/ipv6_route; the format is net/ipv6/route.c:rt6_info_route() (ipv6_route_native_seq_show()) in the kernel. */
export function parseIpv6Route(bytes: Uint8Array): Parsed<Ipv6Route> {
  return readRows(bytes, 0, (fields) => ({
    destination: ipv6Address(fields, 'destination'),
    prefixLength: fields.hex32('destination prefix length'),
    source: ipv6Address(fields, 'source'),
    sourcePrefixLength: fields.hex32('source prefix length'),
    nextHop: ipv6Address(fields, 'next hop'),
    metric: fields.hex32('metric') | 0,
    refCount: fields.hex32('reference count') | 0,
    use: fields.hex32('use count') | 0,
    flags: fields.hex32('flags'),
    device: fields.word('device'),
  }));
}
