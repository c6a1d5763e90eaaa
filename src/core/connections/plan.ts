import type { Engine } from '../model/engine';
import type { FoundConnection, NamedConnection, SeenConnection } from '../model/connection';
import { inetSocketAt } from '../model/inetTable';
import type { Peer } from '../model/page';
import { inetOwnership, type Ownership, type Snapshot } from '../model/snapshot';
import { ShownSockets } from '../query/page/shownSockets';
import { type Carried, type CarriedBy, carriedOver } from './carried';
import { hasSameEnds } from './closable';

/** Connections that one question is put for, at most: more cannot be read before an answer. */
export const MOST_CLOSED = 20;

/** A connection that was chosen to be closed. */
export interface ChosenConnection {
  /** As it was seen. */
  readonly socket: SeenConnection;
  /** Whether it is in another network namespace than the engine's own, where nothing is closed. */
  readonly isElsewhere?: boolean;
  /** Its other end as it was seen: one in another network namespace is not looked for again. */
  readonly peer?: Peer;
}

/** A connection that is closed once the user agrees. */
export interface ConnectionToClose {
  readonly connection: NamedConnection;
  readonly ownership: Ownership;
  /** Its other end, where that is on this machine. */
  readonly peer?: Peer;
  /** Who works over it. */
  readonly carried?: Carried;
}

/** A connection that was chosen and is left alone, and why. */
export interface LeftAlone {
  readonly socket: SeenConnection;
  readonly why: Exclude<FoundConnection['kind'], 'found'> | 'otherNamespace';
}

/** What is closed once the user agrees. */
export interface ClosePlan {
  readonly toClose: readonly ConnectionToClose[];
  readonly leftAlone: readonly LeftAlone[];
  /** What the machine looked like when the plan was made. */
  readonly snapshot: Snapshot;
}

/**
 * Looks afresh at connections that were chosen: which the kernel still has, by what names them for certain, and who has both
 * their ends. At most {@link MOST_CLOSED} of them.
 */
export async function planToClose(
  chosen: readonly ChosenConnection[],
  engine: Pick<Engine, 'scan' | 'findConnections'>,
  by: CarriedBy,
): Promise<ClosePlan> {
  const here = chosen.filter(({ isElsewhere }) => isElsewhere !== true);
  // Views keep the sockets that were read last.
  const snapshot = await engine.scan('all', true, 'inet');
  const found = here.length === 0 ? [] : await engine.findConnections(here.map(({ socket }) => socket));
  const sockets = new ShownSockets(snapshot);
  const toClose: ConnectionToClose[] = [];
  const leftAlone: LeftAlone[] = [];
  for (const { socket, isElsewhere } of chosen) {
    if (isElsewhere === true) leftAlone.push({ socket, why: 'otherNamespace' });
  }
  for (const [index, { socket, peer }] of here.entries()) {
    const answer = found[index] ?? { kind: 'untold' };
    if (answer.kind !== 'found') leftAlone.push({ socket, why: answer.kind });
    else toClose.push(described(answer.connection, peer, sockets, by));
  }
  return { toClose, leftAlone, snapshot };
}

function described(
  connection: NamedConnection,
  seenPeer: Peer | undefined,
  sockets: ShownSockets,
  by: CarriedBy,
): ConnectionToClose {
  const { snapshot } = sockets;
  const row = rowOf(connection, snapshot);
  const ownership: Ownership = row === -1 ? { owners: [], reasons: [] } : inetOwnership(snapshot, row);
  const far = seenPeer?.namespace === undefined ? undefined : seenPeer;
  const peer = (row === -1 ? undefined : sockets.peerOf(row)) ?? far;
  const carried = carriedOver(connection, [ownership, ...(peer ? [peer] : [])], by);
  return { connection, ownership, ...(peer && { peer }), ...(carried && { carried }) };
}

function rowOf(connection: NamedConnection, { inet }: Snapshot): number {
  const { localPort, remotePort, inode } = connection;
  for (let row = inet.inode.length - 1; row >= 0; row--) {
    const hasPorts = inet.localPort[row] === localPort && inet.remotePort[row] === remotePort;
    if (hasPorts && inet.inode[row] === inode && hasSameEnds(inetSocketAt(inet, row), connection)) return row;
  }
  return -1;
}
