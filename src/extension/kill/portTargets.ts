import type { ListeningPort } from '../../core/ports/listeningPorts';
import { endpointName } from '../describe';
import { type KillTarget, targetsFor } from '../../core/kill/targets';

/** The targets that a row of Listening Ports stands for. */
export function portTargets({ transport, owners, sockets }: ListeningPort): readonly KillTarget[] {
  const owned = sockets.map((listening) => ({
    inode: listening.socket.inode,
    owners: listening.owners,
    endpoint: endpointName(transport, listening),
  }));
  return targetsFor(owners, owned);
}
