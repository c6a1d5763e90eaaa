import type { Ipv4Group } from '../model/group';
import type { Parsed } from '../model/issue';
import { nativeAddress } from './hexAddress';
import { readRows } from './lineFields';

const DEVICE_LINE = /^\d/;
const DEVICE = /\s*\d+\s+([^\s:]+)\s*:/y;

/**
 * Reads /proc/net/igmp; the format is net/ipv4/igmp.c:igmp_mc_seq_show() in the kernel: a line a device, and below
 * it a line that begins with a tab for each of its groups.
 * @param littleEndian the byte order of the machine that wrote the file
 */
export function parseIgmp(bytes: Uint8Array, littleEndian: boolean): Parsed<Ipv4Group> {
  let device: string | undefined;
  return readRows(bytes, 1, (fields) => {
    if (DEVICE_LINE.test(fields.text)) {
      device = fields.match(DEVICE, 'Device');
      if (fields.failed) device = undefined;
      return undefined;
    }
    const address = nativeAddress(fields, 'Group', littleEndian);
    const users = fields.int32('Users');
    if (device === undefined) fields.fail('Device', 'is unknown: no readable line of a device came before');
    return { device: device ?? '', address, users };
  });
}
