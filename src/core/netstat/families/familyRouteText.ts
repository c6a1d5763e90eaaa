import type { AtalkRoute } from '../../model/appletalk';
import type { Ax25Route } from '../../model/ax25';
import type { IpxRoute } from '../../model/ipx';
import type { NetromNeighbour, NetromNode } from '../../model/netrom';
import type { RoseNeighbour, RoseNode } from '../../model/rose';
import type { X25Route } from '../../model/x25';
import type { ByteText } from '../context/environment';
import { isSpecificNetwork } from './ipx/ipx';
import { appletalkFlagLetters } from '../routes/routeFlags';

/** Title and header of the IPX routes. */
export const ipxTitle = `Kernel IPX routing table
Destination               Router Net                Router Node
`;

/** netstat takes the words "Directly" and "Connected" for hexadecimal numbers; 0 is shown as nothing. */
export function ipxRow(route: IpxRoute): ByteText {
  const node = leadingHex(route.routerNode, 12).padEnd(12, '0').toUpperCase();
  const cells = [
    networkText(route.network),
    networkText(Number.parseInt(leadingHex(route.routerNetwork, 8) || '0', 16)),
    /^0*$/.test(node) ? '' : node,
  ];
  return `${cells.map((cell) => cell.padEnd(25)).join(' ')}\n`;
}

function networkText(network: number): ByteText {
  return isSpecificNetwork(network) ? network.toString(16).toUpperCase().padStart(8, '0') : '';
}

function leadingHex(word: ByteText, limit: number): ByteText {
  return (/^[0-9A-Fa-f]*/.exec(word)?.[0] ?? '').slice(0, limit);
}

/** Title and header of the AX.25 routes. */
export const ax25Title = `Kernel AX.25 routing table
Destination  Iface    Use
`;

/** A row of the AX.25 routes. */
export function ax25Row(route: Ax25Route): ByteText {
  return `${route.callsign.padEnd(9)}    ${route.device.padEnd(5)}  ${String(route.use).padStart(5)}\n`;
}

/** Title and header of the NET/ROM routes. */
export const netromTitle = `Kernel NET/ROM routing table
Destination  Mnemonic  Quality  Neighbour  Iface
`;

/** A row of the NET/ROM routes: the path in use, and the neighbour that it goes by. */
export function netromRow(node: NetromNode, neighbours: readonly NetromNeighbour[]): ByteText {
  const path = node.paths[node.which - 1];
  const neighbour = neighbours.find(({ number }) => number === path?.neighbour);
  const cells = [
    `${node.callsign.padEnd(9)}    `,
    `${node.mnemonic.padEnd(7)}   `,
    `${String(path?.quality ?? '').padStart(3)}      `,
    `${(neighbour?.callsign ?? '').padEnd(9)}  `,
    (neighbour?.device ?? '').slice(0, 4).padEnd(4),
  ];
  return `${cells.join('')}\n`;
}

/** Title and header of the ROSE routes. */
export const roseTitle = `Kernel ROSE routing table
Destination  neigh1 callsign  device  neigh2 callsign  device  neigh3 callsign  device
`;

/** A row of the ROSE routes: every neighbour that an address may be reached by. */
export function roseRow(node: RoseNode, neighbours: readonly RoseNeighbour[]): ByteText {
  const cells = node.neighbours.map((number) => {
    const neighbour = neighbours.find((known) => known.number === number);
    const start = `${String(number).padStart(5, '0')}  `;
    if (neighbour === undefined) return start;
    return `${start}${neighbour.callsign.padEnd(10)}   ${neighbour.device.slice(0, 5).padEnd(5)}`;
  });
  return `${node.address.padEnd(10)}   ${cells.join('')}\n`;
}

/** Title and header of the X.25 routes. */
export const x25Title = `Kernel X.25 routing table
Destination          Iface
`;

/** Digits that an address has at most. */
const X25_DIGITS = 15;

/** A row of the X.25 routes: the address cut to the digits that count, its padding included, or "*" where none do. */
export function x25Row(route: X25Route): ByteText {
  const digits = Math.min(route.digits, X25_DIGITS);
  const address = route.address.padEnd(X25_DIGITS).slice(0, digits);
  return `${(digits === 0 ? '*' : `${address}/${digits}`).padEnd(20)} ${route.device.padEnd(5)}\n`;
}

/** The header of the AppleTalk routes: they have no title. */
export const appletalkTitle = 'Destination     Gateway         Device          Flags\n';

/** A row of the AppleTalk routes. */
export function appletalkRow(route: AtalkRoute): ByteText {
  const cells = [route.target, route.router, route.device].map((text) => text.padEnd(16));
  return `${cells.join('')}${appletalkFlagLetters(route.flags)}\n`;
}
