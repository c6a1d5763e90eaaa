import { likelyText } from '../unit/node/engine/groups/recordedServer';
import { NOTHING, PROVEN } from './case';
import type { Row } from './probe.inner';

/** States of include/net/tcp_states.h, and what sockets in them are called here where no process has them. */
const [ESTABLISHED, SYN_RECV, TIME_WAIT, LISTEN] = [1, 3, 6, 10];

/** First of the ports of cases, below those that connections get by themselves, and how many one has. */
const FIRST_PORT = 10_000;
const PORTS = 10;

/** The number of a case's port in its texts; larger ones stand for themselves. */
export function portOf(place: number, index: number): number {
  return index < PORTS ? FIRST_PORT + place * PORTS + index : index;
}

/** How a case calls a socket: by what it is, and the number of its port, of the server's in a connection. */
export type SocketText = string;

/** Whether a case at that place calls a row so. */
export function isCalled(row: Row, text: SocketText, place: number): boolean {
  const [what, index = ''] = text.split(' ');
  const port = portOf(place, Number(index));
  const isLocal = row.localPort === port;
  if (what === 'udp') return row.protocol === 'udp' && isLocal;
  if (row.protocol !== (what?.endsWith('6') ? 'tcp6' : 'tcp')) return false;
  switch (what?.replace('6', '')) {
    case 'listens':
      return isLocal && row.state === LISTEN;
    case 'accepted':
      return isLocal && row.state === ESTABLISHED && row.inode !== 0;
    case 'waits':
      return isLocal && row.state === ESTABLISHED && row.inode === 0;
    case 'opening':
      return isLocal && row.state === SYN_RECV;
    case 'orphan':
      return isLocal && row.inode === 0 && ![ESTABLISHED, SYN_RECV, TIME_WAIT].includes(row.state);
    case 'past':
      return (isLocal || row.remotePort === port) && row.state === TIME_WAIT;
    case 'from':
      return isLocal && row.inode !== 0;
    case 'client':
      return row.remotePort === port && row.inode !== 0;
    default:
      throw new Error(`Nothing is called ${text}.`);
  }
}

/** What is told of a socket's owner, in a line. */
export function told({ owners, likelyOwner }: Row): string {
  if (owners.length > 0) return PROVEN;
  return likelyOwner === undefined ? NOTHING : likelyText(likelyOwner);
}
