import type { ListeningPort } from '../../../../src/core/ports/listeningPorts';
import { portTargets } from '../../../../src/core/ports/portTargets';
import type { KillTarget } from '../../../../src/core/kill/targets';

/** What rows of Listening Ports stand for. */
export function chosenBy(rows: readonly ListeningPort[]): KillTarget[] {
  return rows.flatMap(portTargets);
}
