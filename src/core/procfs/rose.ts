import type { Parsed } from '../model/issue';
import type { RoseSocket } from '../model/rose';
import { readRows } from './lineFields';

/** Between the state and the queues: vs vr va t t1 t2 t3 hb idle. */
const TIMERS = /\s*\d+\s+\d+\s+\d+\s+\d+\s+\d+\s+\d+\s+\d+\s+\d+\s+\d+\/\d+/y;

/** Reads /proc/net/rose; the format is net/rose/af_rose.c:rose_info_show() in the kernel. Only lci is hexadecimal. */
export function parseRose(bytes: Uint8Array): Parsed<RoseSocket> {
  return readRows(bytes, 1, (fields) => {
    const ends = {
      destinationAddress: fields.word('dest_addr'),
      destinationCallsign: fields.word('dest_call'),
      sourceAddress: fields.word('src_addr'),
      sourceCallsign: fields.word('src_call'),
      device: fields.word('dev'),
      channel: fields.hex32('lci'),
      neighbour: fields.int32('neigh'),
      state: fields.int32('st'),
    };
    if (fields.failed || fields.atEnd) return { ...ends, txQueue: 0, rxQueue: 0, inode: 0 };
    fields.match(TIMERS, 'timers');
    return {
      ...ends,
      txQueue: fields.int32('Snd-Q'),
      rxQueue: fields.int32('Rcv-Q'),
      inode: fields.uint32('inode'),
    };
  });
}
