import { l10n } from 'vscode';
import type { ProcessOwner } from '../../core/model/process';
import type { Snapshot } from '../../core/model/snapshot';
import { findObstacle } from '../../core/ports/obstacles';
import { editorProcesses } from '../../core/kill/editorProcesses';
import type { Engine } from '../../core/model/engine';
import { type ListeningPort, listeningPorts } from '../../core/ports/listeningPorts';
import type { PortQuestion } from '../../core/model/portFacts';
import { processName } from '../describe';
import { ago, startedAt } from '../started';

/** Who holds the port that a program could not take. */
export interface Holder {
  readonly ports: readonly ListeningPort[];
  /** The process that speaks for all that hold it. */
  readonly leader: ProcessOwner | undefined;
  /**
   * What a message may offer:
   * - `end`: to end the process, which frees the port
   * - `advise`: to tell how the port is freed that is kept for others
   * - `nothing`: to show it; nobody ends the machine's, the desktop's or VS Code's own processes for a port, and no signal
   *   is sent where /proc has the pids of another namespace
   */
  readonly offer: 'end' | 'advise' | 'nothing';
}

/** Who listens on a port. */
export async function holderOf(
  { port, transport }: PortQuestion,
  snapshot: Snapshot,
  engine: Pick<Engine, 'ancestors'>,
  ownPid: number,
): Promise<Holder> {
  const ports = listeningPorts(snapshot, (each) => each === port).filter(
    (each) => each.transport === transport,
  );
  const leader = ports.find((each) => each.leader !== undefined)?.leader;
  const owners = ports.flatMap((each) => each.owners);
  return {
    ports,
    leader,
    offer: canSignal(snapshot) ? await offerFor(port, owners, engine, ownPid) : 'nothing',
  };
}

/** Whether pids of the snapshot are those that signals go by, see makePlan of core/kill. */
function canSignal({ ownerScan }: Snapshot): boolean {
  return ownerScan.procPids === 'own';
}

async function offerFor(
  port: number,
  owners: readonly ProcessOwner[],
  engine: Pick<Engine, 'ancestors'>,
  ownPid: number,
): Promise<Holder['offer']> {
  if (owners.length === 0) return 'nothing';
  if (owners.some(await editorProcesses(engine, ownPid))) return 'nothing';
  const obstacle = await findObstacle(port, owners, engine);
  if (obstacle === undefined) return 'end';
  return obstacle.kind === 'manager' ? 'advise' : 'nothing';
}

/**
 * One sentence on who holds the port, and since when.
 * @param origins what of this window the holder was started in, in words, nearest first
 */
export function holderText(
  { port }: PortQuestion,
  { ports, leader }: Holder,
  snapshot: Snapshot,
  origins: readonly string[],
): string {
  if (ports.length === 0) return l10n.t('Port {0} was in use, and nobody listens on it now.', port);
  if (leader === undefined) return l10n.t('Port {0} is held by a process that is not known.', port);
  const name = processName(leader);
  const began = startedAt(snapshot, leader.startTime);
  if (began === undefined) return l10n.t('Port {0} is held by {1}.', port, name);
  const [origin] = origins;
  return origin === undefined
    ? l10n.t('Port {0} is held by {1}, started {2}.', port, name, ago(began))
    : l10n.t('Port {0} is held by {1}, started {2} in {3}.', port, name, ago(began), origin);
}
