import type { Parsed } from '../model/issue';
import type { X25Route } from '../model/x25';
import { readRows } from './fields';

/** Reads /proc/net/x25/route; the format is net/x25/x25_proc.c:x25_seq_route_show() in the kernel. */
export function parseX25Route(bytes: Uint8Array): Parsed<X25Route> {
  return readRows(bytes, 1, (fields) => ({
    address: fields.word('address'),
    digits: fields.int32('digits'),
    device: fields.word('device'),
  }));
}
