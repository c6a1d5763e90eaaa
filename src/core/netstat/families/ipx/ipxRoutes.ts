import type { IpxRoute } from '../../../model/ipx';
import type { Parsed } from '../../../model/issue';
import { readRows } from '../../../procfs/lineFields';

/** Reads /proc/net/ipx/route; the format is net/ipx/ipx_proc.c:ipx_seq_route_show() of kernels before 5.15. */
export function parseIpxRoute(bytes: Uint8Array): Parsed<IpxRoute> {
  return readRows(bytes, 1, (fields) => ({
    network: fields.hex32('Network'),
    routerNetwork: fields.word('Router_Net'),
    routerNode: fields.word('Router_Node'),
  }));
}
