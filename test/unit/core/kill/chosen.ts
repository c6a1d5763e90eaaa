import type { ListeningPort } from '../../../../src/core/ports/listeningPorts';
import { type KillTarget, targetsFor } from '../../../../src/core/kill/targets';

/** What rows of Listening Ports stand for. */
export function chosenBy(rows: readonly ListeningPort[]): KillTarget[] {
  return rows.flatMap(({ owners, sockets }) =>
    targetsFor(
      owners,
      sockets.map(({ socket, owners }) => ({
        inode: socket.inode,
        owners,
        endpoint: `:${socket.localPort}`,
      })),
    ),
  );
}
