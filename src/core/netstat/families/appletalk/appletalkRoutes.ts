import type { AtalkRoute } from '../../../model/appletalk';
import type { Parsed } from '../../../model/issue';
import { readRows } from '../../../procfs/lineFields';

/** Reads /proc/net/atalk_route (atalk/route on newer kernels); the format is net/appletalk/atalk_proc.c:atalk_seq_route_show(). */
export function parseAtalkRoute(bytes: Uint8Array): Parsed<AtalkRoute> {
  return readRows(bytes, 1, (fields) => ({
    target: fields.word('Target'),
    router: fields.word('Router'),
    flags: fields.int32('Flags'),
    device: fields.word('Dev'),
  }));
}
