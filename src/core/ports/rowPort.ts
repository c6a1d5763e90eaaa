import type { ContainerFacts } from '../model/container';
import type { InetRow } from '../model/page';
import { listeningSocketOf, type ListeningPort, partOf, transportOf } from './listeningPorts';

/**
 * The port that the row of one socket stands for; undefined where the socket has none. Its id is the row's.
 * @param containers those that are known
 */
export function portOfRow(row: InetRow, containers?: readonly ContainerFacts[]): ListeningPort | undefined {
  const { key, socket, namespace, owners, reasons, likelyOwner } = row;
  const transport = transportOf(socket.protocol);
  if (transport === undefined || socket.localPort === 0) return undefined;
  const ownership = { owners, reasons, ...(likelyOwner && { likelyOwner }) };
  const listening = listeningSocketOf(key, { socket, ownership, namespace }, containers);
  return {
    ...partOf({ transport, port: socket.localPort }, key, [listening]),
    ...(namespace && { namespace }),
  };
}
