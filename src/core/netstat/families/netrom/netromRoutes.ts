import type { Parsed } from '../../../model/issue';
import type { NetromNode, NetromPath } from '../../../model/netrom';
import { readRows } from '../../../procfs/lineFields';

/** Reads /proc/net/nr_nodes; the format is net/netrom/nr_route.c:nr_node_show() in the kernel. */
export function parseNrNodes(bytes: Uint8Array): Parsed<NetromNode> {
  return readRows(bytes, 1, (fields) => {
    const callsign = fields.word('callsign');
    const mnemonic = fields.word('mnemonic');
    const which = fields.int32('w');
    const count = fields.int32('n');
    const paths: NetromPath[] = [];
    while (paths.length < count && !fields.failed) {
      paths.push({
        quality: fields.int32('qual'),
        obsolescence: fields.int32('obs'),
        neighbour: fields.int32('neigh'),
      });
    }
    return { callsign, mnemonic, which, paths };
  });
}
