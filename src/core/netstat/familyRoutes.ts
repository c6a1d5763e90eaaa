import { parseAtalkRoute } from '../procfs/atalkRoute';
import { parseAx25Route } from '../procfs/ax25Route';
import { parseIpxRoute } from '../procfs/ipxRoute';
import { parseNrNeigh } from '../procfs/nrNeigh';
import { parseNrNodes } from '../procfs/nrNodes';
import { parseRoseNeigh } from '../procfs/roseNeigh';
import { parseRoseNodes } from '../procfs/roseNodes';
import { parseX25Route } from '../procfs/x25Route';
import type { ByteText, Environment, ExitStatus, ModeContext } from './environment';
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
import { strerror } from './strerror';

/** The families beside IPv4 and IPv6 that have routes. */
export type RoutedFamily = 'ipx' | 'ax25' | 'netrom' | 'rose' | 'x25' | 'ddp';

/** What a family's files came to: its table, or what is said where the kernel lacks them. */
type Answer =
  | { readonly kind: 'table'; readonly text: ByteText }
  | { readonly kind: 'missing'; readonly stdout: ByteText; readonly stderr: ByteText };

/** -r of a family beside IPv4 and IPv6. */
export async function printFamilyRoutes(context: ModeContext, family: RoutedFamily): Promise<ExitStatus> {
  const answer = READERS[family](context.environment);
  if (answer.kind === 'missing') {
    context.output.stderr(answer.stderr);
    await context.output.stdout(answer.stdout);
    return 1;
  }
  await context.output.stdout(answer.text);
  return 0;
}

const READERS: Readonly<Record<RoutedFamily, (environment: Environment) => Answer>> = {
  ipx: (environment) => {
    const { bytes, code } = readFirst(environment, ['/proc/net/ipx/route', '/proc/net/ipx_route']);
    const words = 'IPX routing not in file /proc/net/ipx/route or /proc/net/ipx_route found.\n';
    if (bytes === undefined) return missing(words, `${strerror(code)}\n`);
    return table(ipxTitle, parseIpxRoute(bytes).rows.map(ipxRow));
  },
  ax25: (environment) => {
    const path = '/proc/net/ax25_route';
    const { bytes, code } = readFirst(environment, [path]);
    if (bytes === undefined) {
      return missing('AX.25 not configured in this system.\n', `${path}: ${strerror(code)}\n`);
    }
    return table(ax25Title, parseAx25Route(bytes).rows.map(ax25Row));
  },
  netrom: (environment) => {
    const paths = { nodes: '/proc/net/nr_nodes', neighbours: '/proc/net/nr_neigh' };
    const nodes = readFirst(environment, [paths.nodes]);
    const neighbours = readFirst(environment, [paths.neighbours]);
    if (nodes.bytes === undefined || neighbours.bytes === undefined) {
      const problems: ByteText[] = [];
      if (nodes.bytes === undefined) problems.push(`${paths.nodes}: ${strerror(nodes.code)}\n`);
      // netstat's first message overwrites the error that its second one is to tell.
      const second = problems.length === 0 ? neighbours.code : 'EINVAL';
      if (neighbours.bytes === undefined) problems.push(`${paths.neighbours}: ${strerror(second)}\n`);
      return missing('NET/ROM not configured in this system.\n', problems.join(''));
    }
    const known = parseNrNeigh(neighbours.bytes).rows;
    return table(
      netromTitle,
      parseNrNodes(nodes.bytes).rows.map((node) => netromRow(node, known)),
    );
  },
  rose: (environment) => {
    const path = '/proc/net/rose_nodes';
    const { bytes, code } = readFirst(environment, [path]);
    if (bytes === undefined)
      return missing('', `${path}: ${strerror(code)}\nROSE not configured in this system.\n`);
    const neighbours = readFirst(environment, ['/proc/net/rose_neigh']);
    const known = neighbours.bytes === undefined ? [] : parseRoseNeigh(neighbours.bytes).rows;
    return table(
      roseTitle,
      parseRoseNodes(bytes).rows.map((node) => roseRow(node, known)),
    );
  },
  x25: (environment) => {
    const { bytes } = readFirst(environment, ['/proc/net/x25/route', '/proc/net/x25_routes']);
    if (bytes === undefined) return missing('X.25 not configured in this system.\n', '');
    return table(x25Title, parseX25Route(bytes).rows.map(x25Row));
  },
  ddp: (environment) => {
    const path = '/proc/net/atalk_route';
    const { bytes, code } = readFirst(environment, [path]);
    if (bytes === undefined) {
      const problem = `Error opening ${path}: ${strerror(code)}\n`;
      return missing('', `${problem}DDP (AppleTalk) not configured on this system.\n`);
    }
    return table(appletalkTitle, parseAtalkRoute(bytes).rows.map(appletalkRow));
  },
};

/** The first of the files that can be read, or why the last cannot. */
function readFirst(
  environment: Environment,
  paths: readonly ByteText[],
): { readonly bytes?: Uint8Array; readonly code: string } {
  let code = 'ENOENT';
  for (const path of paths) {
    const file = environment.readFile(path);
    if (file.ok) return { bytes: file.bytes, code: '' };
    code = file.code;
  }
  return { code };
}

function table(title: ByteText, rows: readonly ByteText[]): Answer {
  return { kind: 'table', text: `${title}${rows.join('')}` };
}

function missing(stdout: ByteText, stderr: ByteText): Answer {
  return { kind: 'missing', stdout, stderr };
}
