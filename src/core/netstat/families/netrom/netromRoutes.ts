import type { Parsed } from '../../../model/issue';
import { readRows } from '../../../procfs/lineFields';
import type { ByteText } from '../../context/environment';
import { noted } from '../../context/printRow';
import { strerror } from '../../context/strerror';
import type { DataRow } from '../../data/dataSink';
import { familyRoutes, type Neighbour, neighbourData, neighbourOf, readNeighbour } from '../familyRoutes';

/** One way to a node. */
export interface NetromPath {
  readonly quality: number;
  readonly obsolescence: number;
  /** Number of the neighbour, see {@link Neighbour}. */
  readonly neighbour: number;
}

/** A node of /proc/net/nr_nodes. */
export interface NetromNode {
  readonly callsign: string;
  readonly mnemonic: string;
  /** Which of the paths is used, counted from 1. */
  readonly which: number;
  readonly paths: readonly NetromPath[];
}

/** A neighbour of /proc/net/nr_neigh. */
export interface NetromNeighbour extends Neighbour {
  readonly quality: number;
}

/** A node, and the neighbours that are known. */
interface NetromRoute {
  readonly node: NetromNode;
  readonly neighbours: readonly Neighbour[];
}

const NODES = '/proc/net/nr_nodes';
const NEIGHBOURS = '/proc/net/nr_neigh';

/** The routes of NET/ROM: nodes, each with its paths by neighbours. */
export const NETROM_ROUTES = familyRoutes<NetromRoute>({
  header: `Kernel NET/ROM routing table
Destination  Mnemonic  Quality  Neighbour  Iface
`,
  fields: ['destination', 'mnemonic', 'which', 'paths'],
  read: (context) => {
    const { environment } = context;
    const [nodes, neighbours] = [environment.readFile(NODES), environment.readFile(NEIGHBOURS)];
    if (!nodes.ok || !neighbours.ok) {
      const problems: ByteText[] = [];
      if (!nodes.ok) problems.push(`${NODES}: ${strerror(nodes.code)}\n`);
      // netstat's first message overwrites the error that its second one is to tell.
      if (!neighbours.ok) {
        problems.push(`${NEIGHBOURS}: ${strerror(nodes.ok ? neighbours.code : 'EINVAL')}\n`);
      }
      return { stdout: 'NET/ROM not configured in this system.\n', stderr: problems.join('') };
    }
    const known = noted(context, NEIGHBOURS, parseNrNeigh(neighbours.bytes)).rows;
    return noted(context, NODES, parseNrNodes(nodes.bytes)).rows.map((node) => ({ node, neighbours: known }));
  },
  text,
  data,
});

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

/** Reads /proc/net/nr_neigh; the format is net/netrom/nr_route.c:nr_neigh_show() in the kernel. */
export function parseNrNeigh(bytes: Uint8Array): Parsed<NetromNeighbour> {
  return readRows(bytes, 1, (fields) => ({
    ...readNeighbour(fields),
    quality: fields.int32('qual'),
  }));
}

/** The path in use, and the neighbour that it goes by. */
function text({ node, neighbours }: NetromRoute): ByteText {
  const path = node.paths[node.which - 1];
  const neighbour = path && neighbourOf(neighbours, path.neighbour);
  const cells = [
    `${node.callsign.padEnd(9)}    `,
    `${node.mnemonic.padEnd(7)}   `,
    `${String(path?.quality ?? '').padStart(3)}      `,
    `${(neighbour?.callsign ?? '').padEnd(9)}  `,
    (neighbour?.device ?? '').slice(0, 4).padEnd(4),
  ];
  return `${cells.join('')}\n`;
}

/** All ways, of which netstat shows the one in use. */
function data({ node, neighbours }: NetromRoute): DataRow {
  const paths = node.paths.map(({ quality, obsolescence, neighbour }) => ({
    quality,
    obsolescence,
    ...neighbourData(neighbours, neighbour),
  }));
  return { destination: node.callsign, mnemonic: node.mnemonic, which: node.which, paths };
}
