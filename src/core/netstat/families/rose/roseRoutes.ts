import type { Parsed } from '../../../model/issue';
import { readRows } from '../../../procfs/lineFields';
import type { ByteText } from '../../context/environment';
import { strerror } from '../../context/strerror';
import type { DataRow } from '../../data/dataSink';
import { noted } from '../../context/printRow';
import {
  familyRoutes,
  type Neighbour,
  neighbourData,
  neighbourOf,
  readNeighbour,
  readRoutes,
} from '../familyRoutes';

/** A node of /proc/net/rose_nodes. */
export interface RoseNode {
  readonly address: string;
  /** Digits of the address that count. */
  readonly mask: number;
  /** Numbers of neighbours, see {@link Neighbour}. */
  readonly neighbours: readonly number[];
}

/** A node, and the neighbours that are known. */
interface RoseRoute {
  readonly node: RoseNode;
  readonly neighbours: readonly Neighbour[];
}

const NODES = '/proc/net/rose_nodes';

/** The routes of ROSE: nodes, each with the neighbours that it may be reached by. */
export const ROSE_ROUTES = familyRoutes<RoseRoute>({
  header: `Kernel ROSE routing table
Destination  neigh1 callsign  device  neigh2 callsign  device  neigh3 callsign  device
`,
  fields: ['destination', 'digits', 'neighbours'],
  read: (context) => {
    const file = context.environment.readFile(NODES);
    if (!file.ok) {
      const problem = `${NODES}: ${strerror(file.code)}\n`;
      return { stdout: '', stderr: `${problem}ROSE not configured in this system.\n` };
    }
    const neighbours = readRoutes(context, ['/proc/net/rose_neigh'], parseRoseNeigh, () => []);
    return noted(context, NODES, parseRoseNodes(file.bytes)).rows.map((node) => ({ node, neighbours }));
  },
  text,
  data,
});

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

/** Reads /proc/net/rose_neigh; the format is net/rose/rose_route.c:rose_neigh_show() in the kernel. */
export function parseRoseNeigh(bytes: Uint8Array): Parsed<Neighbour> {
  return readRows(bytes, 1, readNeighbour);
}

function text({ node, neighbours }: RoseRoute): ByteText {
  const cells = node.neighbours.map((number) => {
    const neighbour = neighbourOf(neighbours, number);
    const start = `${String(number).padStart(5, '0')}  `;
    if (neighbour === undefined) return start;
    return `${start}${neighbour.callsign.padEnd(10)}   ${neighbour.device.slice(0, 5).padEnd(5)}`;
  });
  return `${node.address.padEnd(10)}   ${cells.join('')}\n`;
}

function data({ node, neighbours }: RoseRoute): DataRow {
  return {
    destination: node.address,
    digits: node.mask,
    neighbours: node.neighbours.map((number) => neighbourData(neighbours, number)),
  };
}
