import type { Parsed } from '../../../model/issue';
import type { RoseNode } from '../../../model/rose';
import { readRows } from '../../../procfs/lineFields';

/** Reads /proc/net/rose_nodes; the format is net/rose/rose_route.c:rose_node_show() in the kernel. */
export function parseRoseNodes(bytes: Uint8Array): Parsed<RoseNode> {
  return readRows(bytes, 1, (fields) => {
    const address = fields.word('address');
    const mask = fields.int32('mask');
    const count = fields.int32('n');
    const neighbours: number[] = [];
    while (neighbours.length < count && !fields.failed) neighbours.push(fields.int32('neigh'));
    return { address, mask, neighbours };
  });
}
