import type { Parsed } from '../../../model/issue';
import { readRows } from '../../../procfs/lineFields';
import type { ByteText } from '../../context/environment';
import { strerror } from '../../context/strerror';
import { familyRoutes, readRoutes } from '../familyRoutes';
import { ipxHex, isSpecificNetwork } from './ipxSocket';

/** A route of /proc/net/ipx/route. */
export interface IpxRoute {
  readonly network: number;
  /** As in the file: a network, or "Directly". */
  readonly routerNetwork: string;
  /** As in the file: a node, or "Connected". */
  readonly routerNode: string;
}

/** The routes of IPX. */
export const IPX_ROUTES = familyRoutes<IpxRoute>({
  header: `Kernel IPX routing table
Destination               Router Net                Router Node
`,
  fields: ['network', 'routerNetwork', 'routerNode'],
  read: (context) =>
    readRoutes(context, ['/proc/net/ipx/route', '/proc/net/ipx_route'], parseIpxRoute, (_, code) => ({
      stdout: 'IPX routing not in file /proc/net/ipx/route or /proc/net/ipx_route found.\n',
      stderr: `${strerror(code)}\n`,
    })),
  text,
  data: ({ network, routerNetwork, routerNode }) => ({ network, routerNetwork, routerNode }),
});

/** Reads /proc/net/ipx/route; the format is net/ipx/ipx_proc.c:ipx_seq_route_show() of kernels before 5.15. */
export function parseIpxRoute(bytes: Uint8Array): Parsed<IpxRoute> {
  return readRows(bytes, 1, (fields) => ({
    network: fields.hex32('Network'),
    routerNetwork: fields.word('Router_Net'),
    routerNode: fields.word('Router_Node'),
  }));
}

/** netstat takes the words "Directly" and "Connected" for hexadecimal numbers; 0 is shown as nothing. */
function text(route: IpxRoute): ByteText {
  const node = leadingHex(route.routerNode, 12).padEnd(12, '0').toUpperCase();
  const cells = [
    networkText(route.network),
    networkText(Number.parseInt(leadingHex(route.routerNetwork, 8) || '0', 16)),
    /^0*$/.test(node) ? '' : node,
  ];
  return `${cells.map((cell) => cell.padEnd(25)).join(' ')}\n`;
}

function networkText(network: number): ByteText {
  return isSpecificNetwork(network) ? ipxHex(network, 8) : '';
}

function leadingHex(word: ByteText, limit: number): ByteText {
  return (/^[0-9A-Fa-f]*/.exec(word)?.[0] ?? '').slice(0, limit);
}
