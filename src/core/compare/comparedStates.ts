import type { SocketRow } from '../model/page';
import type { ComparedSocket } from '../model/comparison';
import { FAMILIES } from '../netstat/families/families';
import { datagramStateName, tcpStateName } from '../netstat/sockets/internetRow';
import { unixStateName, unixTypeName } from '../netstat/sockets/unixRow';
import { hasTcpStates } from '../query/socketState';
import { latin1 } from '../procfs/scan';
import { formatEndpoint } from '../text/address';
import { clean } from '../text/clean';
import { programOf } from '../text/programName';
import { decodeByteText } from '../text/utf8';

/** Stands between the parts of a line: cleaned text has none. */
const SEPARATOR = '\t';

/** The sockets as text that is kept: name, state and owners of each in a line, apart by tabs, in the order of the rows. */
export function statesText(rows: Iterable<SocketRow>): string {
  let text = '';
  for (const row of rows) {
    const owners = row.owners.map((owner) => `${programOf(owner)} (${owner.pid})`).join(', ');
    text += `${clean(nameOf(row))}${SEPARATOR}${stateOf(row)}${SEPARATOR}${owners}\n`;
  }
  return text;
}

/** A line of such a text, without its end. */
export function readState(line: string): ComparedSocket {
  const [name = '', state = '', owners = ''] = line.split(SEPARATOR);
  return { name, state, owners };
}

/** What a socket is the same by: a listener that is opened anew by another process is the same, held by another. */
function nameOf(row: SocketRow): string {
  switch (row.kind) {
    case 'inet': {
      const { protocol, isIPv6, localAddress, localPort, remoteAddress, remotePort } = row.socket;
      const local = formatEndpoint(localAddress, isIPv6, localPort);
      const isAlone = remotePort === 0 && remoteAddress.every((word) => word === 0);
      const foreign = isAlone ? '*:*' : formatEndpoint(remoteAddress, isIPv6, remotePort);
      return `${protocol} ${local} ${foreign}`;
    }
    case 'unix': {
      const { path, inode, type } = row.socket;
      const name = decodeByteText(latin1(path, 0, path.length));
      return `unix ${unixTypeName(type)} ${name === '' ? `socket:[${inode}]` : name}`;
    }
    case 'other': {
      const { protocol, local, foreign = '*', device = '' } = row.socket;
      return [protocol, local, foreign, device].join(' ').trim();
    }
  }
}

function stateOf(row: SocketRow): string {
  switch (row.kind) {
    case 'inet': {
      const { protocol, state } = row.socket;
      if (protocol.startsWith('udp')) return datagramStateName(state);
      return hasTcpStates(protocol) ? tcpStateName(state) : '';
    }
    case 'unix':
      return unixStateName(row.socket);
    case 'other':
      return FAMILIES[row.socket.protocol].stateName(row.socket.state);
  }
}
