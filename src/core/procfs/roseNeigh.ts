import type { Parsed } from '../model/issue';
import type { RoseNeighbour } from '../model/rose';
import { readRows } from './lineFields';

/** Reads /proc/net/rose_neigh; the format is net/rose/rose_route.c:rose_neigh_show() in the kernel. */
export function parseRoseNeigh(bytes: Uint8Array): Parsed<RoseNeighbour> {
  return readRows(bytes, 1, (fields) => ({
    number: fields.int32('addr'),
    callsign: fields.word('callsign'),
    device: fields.word('dev'),
  }));
}
