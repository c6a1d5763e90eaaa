import type { Parsed } from '../../../model/issue';
import type { X25Route } from '../../../model/x25';
import { readRows } from '../../../procfs/lineFields';

/** Where the fields stand: one that is empty, as the address of the default route, is blank. */
const COLUMNS = { address: [0, 15], digits: [17, 24], device: [25, 35] } as const;

/**
 * Reads /proc/net/x25/route (x25_routes on kernels before 2.6); the format is net/x25/x25_proc.c:x25_seq_route_show()
 * in the kernel. netstat goes by the columns too, whatever stands there.
 */
export function parseX25Route(bytes: Uint8Array): Parsed<X25Route> {
  return readRows(bytes, 1, (fields) => {
    const at = (field: keyof typeof COLUMNS): string => fields.text.slice(...COLUMNS[field]).trimEnd();
    const digits = /^\s*(\d+)/.exec(at('digits'))?.[1];
    if (digits === undefined) fields.warn('digits', 'is not a decimal number');
    return { address: at('address'), digits: Number(digits ?? 0), device: at('device') };
  });
}
