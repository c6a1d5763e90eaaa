import type { Parsed } from '../../../model/issue';
import { readRows } from '../../../procfs/lineFields';
import type { ByteText } from '../../context/environment';
import { noted } from '../../context/printRow';
import { strerror } from '../../context/strerror';
import type { DataRow } from '../../data/dataSink';
import { type FamilyRoutes, noRoutes, readFirst, routesTable } from '../familyRoutes';

/** A node of /proc/net/rose_nodes. */
export interface RoseNode {
  readonly address: string;
  /** Digits of the address that count. */
  readonly mask: number;
  /** Numbers of neighbours, see {@link RoseNeighbour}. */
  readonly neighbours: readonly number[];
}

/** A neighbour of /proc/net/rose_neigh. */
export interface RoseNeighbour {
  readonly number: number;
  readonly callsign: string;
  readonly device: string;
}

/** The routes of ROSE: nodes, each with the neighbours that it may be reached by. */
export const ROSE_ROUTES: FamilyRoutes = {
  header: `Kernel ROSE routing table
Destination  neigh1 callsign  device  neigh2 callsign  device  neigh3 callsign  device
`,
  fields: ['destination', 'digits', 'neighbours'],
  read: (context) => {
    const { bytes, code, path } = readFirst(context, ['/proc/net/rose_nodes']);
    if (bytes === undefined) {
      return noRoutes('', `${path}: ${strerror(code)}\nROSE not configured in this system.\n`);
    }
    const file = readFirst(context, ['/proc/net/rose_neigh']);
    const neighbours =
      file.bytes === undefined ? [] : noted(context, file.path, parseRoseNeigh(file.bytes)).rows;
    return routesTable(
      noted(context, path, parseRoseNodes(bytes)).rows,
      (node) => text(node, neighbours),
      (node) => data(node, neighbours),
    );
  },
};

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
export function parseRoseNeigh(bytes: Uint8Array): Parsed<RoseNeighbour> {
  return readRows(bytes, 1, (fields) => ({
    number: fields.int32('addr'),
    callsign: fields.word('callsign'),
    device: fields.word('dev'),
  }));
}

function text(node: RoseNode, neighbours: readonly RoseNeighbour[]): ByteText {
  const cells = node.neighbours.map((number) => {
    const neighbour = neighbours.find((known) => known.number === number);
    const start = `${String(number).padStart(5, '0')}  `;
    if (neighbour === undefined) return start;
    return `${start}${neighbour.callsign.padEnd(10)}   ${neighbour.device.slice(0, 5).padEnd(5)}`;
  });
  return `${node.address.padEnd(10)}   ${cells.join('')}\n`;
}

function data(node: RoseNode, neighbours: readonly RoseNeighbour[]): DataRow {
  const ways = node.neighbours.map((number) => {
    const neighbour = neighbours.find((known) => known.number === number);
    return { number, callsign: neighbour?.callsign ?? null, interface: neighbour?.device ?? null };
  });
  return { destination: node.address, digits: node.mask, neighbours: ways };
}
