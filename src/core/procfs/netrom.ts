import type { Parsed } from '../model/issue';
import type { NetromSocket } from '../model/netrom';
import { readRows } from './lineFields';

/** `current/limit` of a timer, or `index/identifier` of a circuit. */
const RATIO = /\s*([0-9A-Fa-f]+\/[0-9A-Fa-f]+)/y;

/** Reads /proc/net/nr; the format is net/netrom/af_netrom.c:nr_info_show() in the kernel. The call signs stand in fixed columns. */
export function parseNetrom(bytes: Uint8Array): Parsed<NetromSocket> {
  return readRows(bytes, 1, (fields) => {
    const user = fields.column(0, 9, 'user_addr');
    const destination = fields.column(10, 19, 'dest_node');
    const source = fields.column(20, 29, 'src_node');
    fields.moveTo(30);
    const device = fields.word('dev');
    fields.match(RATIO, 'my');
    fields.match(RATIO, 'your');
    const state = fields.int32('st');
    const sendSequence = fields.int32('vs');
    const receiveSequence = fields.int32('vr');
    fields.int32('va');
    for (const timer of ['t1', 't2', 't4', 'idle', 'n2']) fields.match(RATIO, timer);
    fields.int32('wnd');
    return {
      user,
      destination,
      source,
      device,
      state,
      sendSequence,
      receiveSequence,
      txQueue: fields.int32('Snd-Q'),
      rxQueue: fields.int32('Rcv-Q'),
      inode: fields.failed || fields.atEnd ? 0 : fields.uint32('inode'),
    };
  });
}
