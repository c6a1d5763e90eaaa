import type { AtalkAddress } from '../model/appletalk';
import type { IpxAddress } from '../model/ipx';
import type { OtherProtocol, OtherSocket } from '../model/otherSocket';
import { familyStateName } from '../netstat/families/linkTable';
import { tcpStateName } from '../netstat/sockets/internetRow';

/** TCP's numbers of states, which IPX and AppleTalk have too: this one is that of unconnected sockets. */
const TCP_CLOSE = 7;

/** What stands in a table where there is no other end. */
const NOBODY = '*';

/** A socket's ends as its family writes addresses: raw text of the file, clean before showing. */
export interface OtherEnds {
  readonly local: string;
  /** Absent where there is none. */
  readonly foreign?: string;
  /** The network device, where the table tells it. */
  readonly device?: string;
}

/** Both ends of a socket. */
export function otherEnds(socket: OtherSocket): OtherEnds {
  switch (socket.protocol) {
    case 'ipx':
      return ends(ipxText(socket.local), socket.remote && ipxText(socket.remote));
    case 'ddp':
      return ends(atalkText(socket.local), isSet(socket.remote) ? atalkText(socket.remote) : undefined);
    case 'rose': {
      const local = `${socket.sourceAddress} ${socket.sourceCallsign}`;
      const foreign = `${socket.destinationAddress} ${socket.destinationCallsign}`;
      return ends(local, socket.destinationAddress === NOBODY ? undefined : foreign, socket.device);
    }
    case 'ax25':
    case 'netrom':
    case 'x25':
      return ends(socket.source, socket.destination, socket.device);
  }
}

/** The state by netstat's name; empty where netstat shows none. */
export function otherStateName(protocol: OtherProtocol, state: number): string {
  if (protocol !== 'ipx' && protocol !== 'ddp') return familyStateName(protocol, state);
  return state === TCP_CLOSE ? '' : tcpStateName(state);
}

function ends(local: string, foreign: string | undefined, device?: string): OtherEnds {
  const isThere = foreign !== undefined && foreign !== NOBODY && foreign !== '';
  return { local, ...(isThere && { foreign }), ...(device !== undefined && { device }) };
}

/** `network:node:socket` in hexadecimal, as people of IPX write it. */
function ipxText({ network, node, port }: IpxAddress): string {
  const parts = [hex(network, 8), ...(node === '' ? [] : [node.toUpperCase()]), hex(port, 4)];
  return parts.join(':');
}

/** `network.node:socket` in decimal, as people of AppleTalk write it. */
function atalkText({ network, node, port }: AtalkAddress): string {
  return `${network}.${node}:${port}`;
}

function isSet({ network, node, port }: AtalkAddress): boolean {
  return network !== 0 || node !== 0 || port !== 0;
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
