import type { Parsed } from '../model/issue';
import type { NetromNeighbour } from '../model/netrom';
import { readRows } from './lineFields';

/** Reads /proc/net/nr_neigh; the format is net/netrom/nr_route.c:nr_neigh_show() in the kernel. */
export function parseNrNeigh(bytes: Uint8Array): Parsed<NetromNeighbour> {
  return readRows(bytes, 1, (fields) => ({
    number: fields.int32('addr'),
    callsign: fields.word('callsign'),
    device: fields.word('dev'),
    quality: fields.int32('qual'),
  }));
}
