import type { Parsed } from '../model/issue';
import type { X25Socket } from '../model/x25';
import { readRows } from './lineFields';

/**
 * Reads /proc/net/x25/socket, and /proc/net/x25 of kernels before 2.6; the format is net/x25/x25_proc.c:
 * x25_seq_socket_show() in the kernel. Only lci is hexadecimal.
 */
export function parseX25(bytes: Uint8Array): Parsed<X25Socket> {
  return readRows(bytes, 1, (fields) => {
    const ends = {
      destination: fields.word('dest_addr'),
      source: fields.word('src_addr'),
      device: fields.word('dev'),
      channel: fields.hex32('lci'),
      state: fields.int32('st'),
      sendSequence: fields.int32('vs'),
      receiveSequence: fields.int32('vr'),
    };
    for (const skipped of ['va', 't', 't2', 't21', 't22', 't23']) fields.int32(skipped);
    return {
      ...ends,
      txQueue: fields.int32('Snd-Q'),
      rxQueue: fields.int32('Rcv-Q'),
      inode: fields.failed || fields.atEnd ? 0 : fields.uint32('inode'),
    };
  });
}
