import type { Engine } from '../model/engine';
import type { LikelyOwner } from '../model/likelyOwner';
import type { PortQuestion } from '../model/portFacts';
import type { ProcessOwner } from '../model/process';
import type { Snapshot } from '../model/snapshot';
import { type ListeningPort, listenersOn } from './listeningPorts';
import { findParents, type Obstacle, obstacleIn } from './obstacles';
import { managerOf, type PortManager } from './portManager';

/** Tells the processes of whoever asks: what it runs in, and what started that. */
export type IsOwn = (process: ProcessOwner) => boolean;

/**
 * Why nothing may be offered that ends who holds a port:
 * - `nobody`: nobody listens on it
 * - `unknownOwner`: who does is not known, or only likely: nothing is ended by what is likely
 * - `otherPidNamespace`: the pids are another namespace's, and no signal is sent by them
 * - `manager`, `guard`: others rely on it, see {@link Obstacle}
 * - `own`: whoever asks runs in it, or was started by it
 */
export type FreeObstacle =
  | Obstacle
  | { readonly kind: 'nobody' | 'otherPidNamespace' }
  | { readonly kind: 'unknownOwner'; readonly likelyOwner?: LikelyOwner }
  | { readonly kind: 'own'; readonly owner: ProcessOwner };

/** Who holds a port, and whether ending that may be offered. */
export interface PortHolders {
  readonly question: PortQuestion;
  /** A row for each program that listens on it. */
  readonly listeners: readonly ListeningPort[];
  /** Each process that holds one of their sockets, once. */
  readonly owners: readonly ProcessOwner[];
  /** The process that speaks for all that hold it. */
  readonly leader: ProcessOwner | undefined;
  /** Who of them keeps the port for others: to end it would free nothing, or break what it is kept for. */
  readonly manager: PortManager | undefined;
  /** Why ending them is not offered; absent where it may be. */
  readonly obstacle: FreeObstacle | undefined;
}

/**
 * Looks at who holds a port. Whatever offers to end somebody for a port asks here, and here alone.
 * @param snapshot of any scope
 */
export async function holdersOf(
  question: PortQuestion,
  snapshot: Snapshot,
  engine: Pick<Engine, 'ancestors'>,
  isOwn: IsOwn,
): Promise<PortHolders> {
  const listeners = listenersOn(snapshot, question);
  const owners = [...new Set(listeners.flatMap((each) => each.owners))];
  const parents = await findParents(owners, engine);
  return {
    question,
    listeners,
    owners,
    leader: listeners.find(({ leader }) => leader !== undefined)?.leader,
    manager: managerOf(question.port, owners, parents),
    obstacle: obstacleTo(),
  };

  function obstacleTo(): FreeObstacle | undefined {
    if (listeners.length === 0) return { kind: 'nobody' };
    if (owners.length === 0) return unknownOwnerOf(listeners);
    if (snapshot.ownerScan.procPids !== 'own') return { kind: 'otherPidNamespace' };
    const relied = obstacleIn(question.port, owners, parents);
    const own = owners.find(isOwn);
    return relied ?? (own && { kind: 'own', owner: own });
  }
}

function unknownOwnerOf(listeners: readonly ListeningPort[]): FreeObstacle {
  const likelyOwner = listeners.find((each) => each.likelyOwner !== undefined)?.likelyOwner;
  return { kind: 'unknownOwner', ...(likelyOwner && { likelyOwner }) };
}
