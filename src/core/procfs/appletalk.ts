import type { AtalkAddress, AtalkSocket } from '../model/appletalk';
import type { Parsed } from '../model/issue';
import { type Fields, readRows } from './lineFields';

/**
 * Reads /proc/net/atalk/socket, and /proc/net/appletalk of kernels before 2.6; the format is net/appletalk/
 * atalk_proc.c:atalk_seq_socket_show() in the kernel.
 */
export function parseAppletalk(bytes: Uint8Array): Parsed<AtalkSocket> {
  return readRows(bytes, 1, (fields) => {
    const type = fields.hex32('Type');
    const local = address(fields, 'Local_addr');
    const remote = address(fields, 'Remote_addr');
    const txQueue = fields.hex32('Tx_queue');
    fields.skip(':', 'Rx_queue');
    return {
      type,
      local,
      remote,
      txQueue,
      rxQueue: fields.hex32('Rx_queue'),
      state: fields.hex32('st'),
      uid: fields.uint32('uid'),
    };
  });
}

function address(fields: Fields, name: string): AtalkAddress {
  const network = fields.hex32(name);
  fields.skip(':', name);
  const node = fields.hex32(name);
  fields.skip(':', name);
  return { network, node, port: fields.hex32(name) };
}
