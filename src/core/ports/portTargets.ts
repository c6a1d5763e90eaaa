import type { ListeningPort } from './listeningPorts';
import { endpointName } from './endpointName';
import { type KillTarget, targetsFor } from '../kill/targets';

/** The targets that a row of Listening Ports stands for. */
export function portTargets({ transport, owners, sockets, namespace }: ListeningPort): readonly KillTarget[] {
  const owned = sockets.map((listening) => ({
    inode: listening.socket.inode,
    owners: listening.owners,
    endpoint: endpointName(transport, listening),
    ...(namespace !== undefined && { isElsewhere: true as const }),
  }));
  return targetsFor(owners, owned);
}
