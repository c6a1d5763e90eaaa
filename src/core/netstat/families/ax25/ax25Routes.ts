import type { Ax25Route } from '../../../model/ax25';
import type { Parsed } from '../../../model/issue';
import { readRows } from '../../../procfs/lineFields';

/**
 * Reads /proc/net/ax25_route; the format is net/ax25/ax25_route.c:ax25_rt_seq_show() in the kernel. netstat shows the
 * third column, the mode, as the route's use where it is a number.
 */
export function parseAx25Route(bytes: Uint8Array): Parsed<Ax25Route> {
  return readRows(bytes, 1, (fields) => {
    const callsign = fields.word('callsign');
    const device = fields.word('dev');
    const mode = /^\s*\d/.test(fields.rest) ? fields.int32('mode') : 0;
    const digipeaters = fields.rest.split(/\s+/).filter((word) => word !== '' && word !== '*');
    return { callsign, device, use: mode, digipeaters };
  });
}
