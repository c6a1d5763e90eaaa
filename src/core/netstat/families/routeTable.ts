import {
  appletalkRouteData,
  ax25RouteData,
  ipxRouteData,
  netromRouteData,
  roseRouteData,
  x25RouteData,
} from '../data/routeData';
import { parseAtalkRoute } from './appletalk/appletalkRoutes';
import { parseAx25Route } from './ax25/ax25Routes';
import { parseIpxRoute } from './ipx/ipxRoutes';
import { parseNrNeigh } from '../../procfs/nrNeigh';
import { parseNrNodes } from './netrom/netromRoutes';
import { parseRoseNeigh } from '../../procfs/roseNeigh';
import { parseRoseNodes } from './rose/roseRoutes';
import { parseX25Route } from './x25/x25Routes';
import { type DataRow } from '../data/dataSink';
import { noted, printMessage } from '../context/printRow';
import type { TableName } from '../data/dataTables';
import type { ByteText } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import type { ExitStatus } from '../context/output';
import {
  appletalkRow,
  appletalkTitle,
  ax25Row,
  ax25Title,
  ipxRow,
  ipxTitle,
  netromRow,
  netromTitle,
  roseRow,
  roseTitle,
  x25Row,
  x25Title,
} from './familyRouteText';
import type { Family } from '../commandLine/options';
import { strerror } from '../context/strerror';

/** The families beside IPv4 and IPv6 that have routes. */
export type RoutedFamily = 'ipx' | 'ax25' | 'netrom' | 'rose' | 'x25' | 'ddp';

/** What a family's files came to: its rows as text and as data, or what is said where the kernel lacks them. */
type Answer =
  | {
      readonly kind: 'table';
      readonly title: ByteText;
      readonly texts: () => readonly ByteText[];
      readonly data: () => readonly DataRow[];
    }
  | { readonly kind: 'missing'; readonly stdout: ByteText; readonly stderr: ByteText };

/** -r of a family beside IPv4 and IPv6. */
export async function printFamilyRoutes(context: ModeContext, family: RoutedFamily): Promise<ExitStatus> {
  const { sink, output } = context;
  const answer = READERS[family](context);
  if (answer.kind === 'missing') {
    output.stderr(answer.stderr);
    if (answer.stdout !== '') await printMessage(context, answer.stdout);
    return 1;
  }
  if (sink === undefined) await output.stdout(`${answer.title}${answer.texts().join('')}`);
  else for (const row of answer.data()) await sink.row(TABLES[family], row);
  return 0;
}

const TABLES = {
  ipx: 'ipxRoutes',
  ax25: 'ax25Routes',
  netrom: 'netromRoutes',
  rose: 'roseRoutes',
  x25: 'x25Routes',
  ddp: 'appletalkRoutes',
} as const satisfies Readonly<Record<RoutedFamily, TableName>>;

/** The table of a family's routes; nothing for a family that has none. */
export function familyRouteTable(family: Family): TableName | undefined {
  return family in TABLES ? TABLES[family as RoutedFamily] : undefined;
}

const READERS: Readonly<Record<RoutedFamily, (context: ModeContext) => Answer>> = {
  ipx: (context) => {
    const { bytes, code, path } = readFirst(context, ['/proc/net/ipx/route', '/proc/net/ipx_route']);
    const words = 'IPX routing not in file /proc/net/ipx/route or /proc/net/ipx_route found.\n';
    if (bytes === undefined) return missing(words, `${strerror(code)}\n`);
    return table(ipxTitle, noted(context, path, parseIpxRoute(bytes)).rows, ipxRow, (row) =>
      ipxRouteData(row),
    );
  },
  ax25: (context) => {
    const { bytes, code, path } = readFirst(context, ['/proc/net/ax25_route']);
    if (bytes === undefined) {
      return missing('AX.25 not configured in this system.\n', `${path}: ${strerror(code)}\n`);
    }
    return table(ax25Title, noted(context, path, parseAx25Route(bytes)).rows, ax25Row, (row) =>
      ax25RouteData(row),
    );
  },
  netrom: (context) => {
    const paths = { nodes: '/proc/net/nr_nodes', neighbours: '/proc/net/nr_neigh' };
    const nodes = readFirst(context, [paths.nodes]);
    const neighbours = readFirst(context, [paths.neighbours]);
    if (nodes.bytes === undefined || neighbours.bytes === undefined) {
      const problems: ByteText[] = [];
      if (nodes.bytes === undefined) problems.push(`${paths.nodes}: ${strerror(nodes.code)}\n`);
      // netstat's first message overwrites the error that its second one is to tell.
      const second = problems.length === 0 ? neighbours.code : 'EINVAL';
      if (neighbours.bytes === undefined) problems.push(`${paths.neighbours}: ${strerror(second)}\n`);
      return missing('NET/ROM not configured in this system.\n', problems.join(''));
    }
    const known = noted(context, paths.neighbours, parseNrNeigh(neighbours.bytes)).rows;
    return table(
      netromTitle,
      noted(context, paths.nodes, parseNrNodes(nodes.bytes)).rows,
      (node) => netromRow(node, known),
      (node) => netromRouteData(node, known),
    );
  },
  rose: (context) => {
    const { bytes, code, path } = readFirst(context, ['/proc/net/rose_nodes']);
    if (bytes === undefined)
      return missing('', `${path}: ${strerror(code)}\nROSE not configured in this system.\n`);
    const neighbours = readFirst(context, ['/proc/net/rose_neigh']);
    const known =
      neighbours.bytes === undefined
        ? []
        : noted(context, neighbours.path, parseRoseNeigh(neighbours.bytes)).rows;
    return table(
      roseTitle,
      noted(context, path, parseRoseNodes(bytes)).rows,
      (node) => roseRow(node, known),
      (node) => roseRouteData(node, known),
    );
  },
  x25: (context) => {
    const { bytes, path } = readFirst(context, ['/proc/net/x25/route', '/proc/net/x25_routes']);
    if (bytes === undefined) return missing('X.25 not configured in this system.\n', '');
    return table(x25Title, noted(context, path, parseX25Route(bytes)).rows, x25Row, (row) =>
      x25RouteData(row),
    );
  },
  ddp: (context) => {
    const { bytes, code, path } = readFirst(context, ['/proc/net/atalk_route']);
    if (bytes === undefined) {
      const problem = `Error opening ${path}: ${strerror(code)}\n`;
      return missing('', `${problem}DDP (AppleTalk) not configured on this system.\n`);
    }
    return table(appletalkTitle, noted(context, path, parseAtalkRoute(bytes)).rows, appletalkRow, (row) =>
      appletalkRouteData(row),
    );
  },
};

/** The first of the files that can be read, or why the last cannot. */
function readFirst(
  { environment }: ModeContext,
  paths: readonly ByteText[],
): { readonly bytes?: Uint8Array; readonly code: string; readonly path: ByteText } {
  let [code, path] = ['ENOENT', ''];
  for (path of paths) {
    const file = environment.readFile(path);
    if (file.ok) return { bytes: file.bytes, code: '', path };
    code = file.code;
  }
  return { code, path };
}

function table<Row>(
  title: ByteText,
  rows: readonly Row[],
  text: (row: Row) => ByteText,
  data: (row: Row) => DataRow,
): Answer {
  return {
    kind: 'table',
    title,
    texts: () => rows.map(text),
    data: () => rows.map(data),
  };
}

function missing(stdout: ByteText, stderr: ByteText): Answer {
  return { kind: 'missing', stdout, stderr };
}
