import { inetSocketAt } from '../model/inetTable';
import type { ProcessOwner } from '../model/process';
import { inetOwnership, type Snapshot } from '../model/snapshot';
import { isUnspecified } from '../text/address';
import { type ListeningSocket, rowsOn, type TransportPort } from './listeningPorts';

/** The state of a connection that is open: TCP_ESTABLISHED of include/net/tcp_states.h. */
const TCP_ESTABLISHED = 1;

/**
 * How many connections to a port of TCP are open that these of its sockets accepted: so many clients lose theirs where the
 * program ends. Of a port that others have on the same address too, those that they hold are theirs.
 * @param sockets those that listen, of one program
 * @param snapshot of scope `inet` or wider
 */
export function clientsOf(
  port: TransportPort,
  sockets: readonly Pick<ListeningSocket, 'socket' | 'owners'>[],
  snapshot: Snapshot,
): number {
  if (port.transport !== 'tcp') return 0;
  const holders = new Set<ProcessOwner>(sockets.flatMap(({ owners }) => owners));
  let count = 0;
  for (const row of rowsOn(snapshot.inet, port)) {
    if (snapshot.inet.state[row] !== TCP_ESTABLISHED) continue;
    const connection = inetSocketAt(snapshot.inet, row);
    const { owners } = inetOwnership(snapshot, row);
    const isTheirs = owners.length === 0 || holders.size === 0 || owners.some((owner) => holders.has(owner));
    if (isTheirs && sockets.some(({ socket }) => accepts(socket, connection))) count++;
  }
  return count;
}

/** A connection stands in the table of its listener, and has the address that this is bound to. */
function accepts(listener: ListeningSocket['socket'], connection: ListeningSocket['socket']): boolean {
  if (listener.isIPv6 !== connection.isIPv6) return false;
  return (
    isUnspecified(listener.localAddress, listener.isIPv6) ||
    listener.localAddress.every((word, at) => word === connection.localAddress[at])
  );
}

/** The same of several ports, as of all that a process waits on. */
export function clientsOfAll(
  ports: readonly (TransportPort & {
    readonly sockets: readonly Pick<ListeningSocket, 'socket' | 'owners'>[];
  })[],
  snapshot: Snapshot,
): number {
  return ports.reduce((sum, port) => sum + clientsOf(port, port.sockets, snapshot), 0);
}
