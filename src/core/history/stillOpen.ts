import type { HistoryConnection, HistoryEnd, HistoryListener, HistoryOwners } from '../model/history';
import type { InetSocket } from '../model/inetTable';
import { isSame, type ProcessOwner } from '../model/process';
import { isOwnPort, type ListeningPort, transportOf } from '../ports/listeningPorts';
import { formatAddress } from '../text/address';

/** The port that a listener of the history still is: the same transport and number, by preference with one of its owners. */
export function portOf(
  listener: HistoryListener,
  ports: readonly ListeningPort[],
): ListeningPort | undefined {
  const transport = transportOf(listener.protocol);
  const alike = ports.filter((port) => {
    return port.transport === transport && port.port === listener.port && isOwnPort(port);
  });
  const owned = alike.filter(({ owners }) => hasOne(listener.owners, owners));
  if (owned.length > 0) return owned[0];
  return listener.owners.programs.length === 0 ? alike[0] : undefined;
}

/** Whether a socket is one of the two ends of a connection of the history. */
export function isEndOf(connection: HistoryConnection, socket: InetSocket): boolean {
  const { isIPv6, localAddress, localPort, remoteAddress, remotePort } = socket;
  if (transportOf(socket.protocol) !== transportOf(connection.protocol)) return false;
  const near = `${formatAddress(localAddress, isIPv6)} ${localPort}`;
  const far = `${formatAddress(remoteAddress, isIPv6)} ${remotePort}`;
  const [local, foreign] = [connection.local, connection.foreign].map(endKey);
  return (near === local && far === foreign) || (near === foreign && far === local);
}

function endKey({ address, port }: HistoryEnd): string {
  return `${address} ${port}`;
}

function hasOne({ programs }: HistoryOwners, owners: readonly ProcessOwner[]): boolean {
  return programs.some((program) => owners.some((owner) => isSame(owner, program)));
}
