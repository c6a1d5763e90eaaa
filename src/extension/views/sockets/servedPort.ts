import type { InetRow, SocketRow } from '../../../core/model/page';
import type { ProcessOwner } from '../../../core/model/process';
import { leaders } from '../../../core/ports/leaders';
import { transportOf } from '../../../core/ports/listeningPorts';
import { personName } from '../../describe';
import { addedService } from '../addedService';
import { isMadeUp } from './madeUp';
import { foreignEnd, otherEnd } from './otherEnd';
import type { Facts } from './socketFacts';

/** The port that a row's owner serves with it. */
export function servedPortOf(row: SocketRow): number | undefined {
  return row.kind === 'inet' && row.isIncoming ? row.socket.localPort : undefined;
}

/**
 * The name of the port that is served, where it adds something to who serves it: that of a connection's lower port, for the
 * higher is one of many.
 */
export function serviceOf(row: InetRow, facts: Facts): string[] {
  const { protocol, localPort, remotePort } = row.socket;
  const transport = transportOf(protocol);
  if (transport === undefined) return [];
  const port = Math.min(...[localPort, remotePort].filter((each) => each > 0));
  const isOwn = port === localPort;
  const leader = isOwn ? leaders(row.owners)[0] : serverThere(row);
  const said = isOwn || foreignEnd(row.socket) === undefined ? [] : [otherEnd(row, facts, true)];
  return addedService(
    { port, transport, leader, said: leader ? [...said, personName(leader, port)] : said },
    facts.names,
  );
}

/** Who serves the other end of a connection within this machine, as far as the row tells of it. */
function serverThere(row: InetRow): ProcessOwner | undefined {
  if (isMadeUp(row)) return undefined;
  return leaders(row.peer?.owners ?? [])[0] ?? leaders(row.server?.owners ?? [])[0];
}
