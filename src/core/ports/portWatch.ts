import type { PortContainer } from '../model/container';
import { containersOf } from '../containers/portContainer';
import type { InetColumns } from '../model/inetTable';
import type { LikelyOwner } from '../model/likelyOwner';
import { isSame, type ProcessOwner } from '../model/process';
import { mayBeSame, type UnitKeys, unitsOfAll, unitsOfLikely, unitsOfProcess } from '../owners/sameUnit';
import { isOn, type ListeningPort, rowsOn, type TransportPort } from './listeningPorts';

/** Who serves a watched port. */
export interface Servers {
  /** The programs that do, lowest pid first; empty where none is known. */
  readonly leaders: readonly ProcessOwner[];
  /** Who probably does, of those that may not be seen. */
  readonly likely: readonly LikelyOwner[];
  /** The containers that they have it for. */
  readonly containers?: readonly PortContainer[];
}

/** What was found on a watched port. */
export interface PortState extends Servers {
  /** The sockets that wait on it, from the tables; empty where it is closed. */
  readonly inodes: readonly number[];
}

/**
 * What became of a watched port between two looks. `restarted`: the same program has it again, as another process; its end and
 * its start are one piece of news.
 */
export type PortEvent =
  | { readonly kind: 'opened'; readonly now: Servers }
  | { readonly kind: 'closed'; readonly before: Servers }
  | { readonly kind: 'changedHands' | 'restarted'; readonly now: Servers; readonly before: Servers };

/** The inodes of the sockets that wait on the port, ascending. */
export function inodesOn({ inet }: { readonly inet: InetColumns }, watched: TransportPort): number[] {
  return rowsOn(inet, watched)
    .map((row) => inet.inode[row] ?? 0)
    .sort((a, b) => a - b);
}

/** Who serves the port. */
export function serversOn(ports: readonly ListeningPort[], watched: TransportPort): Servers {
  const rows = ports.filter((row) => isOn(row, watched));
  return {
    leaders: rows.flatMap(({ leader }) => leader ?? []).sort((a, b) => a.pid - b.pid),
    likely: rows.flatMap(({ likelyOwner }) => likelyOwner ?? []),
    containers: containersOf({ sockets: rows.flatMap(({ sockets }) => sockets) }),
  };
}

/** Whether two lists of inodes are the same: then nothing became of the port. */
export function isSameSockets(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** What became of a port; nothing where it is as it was, as far as can be told. */
export function portEvent(before: PortState, after: PortState): PortEvent | undefined {
  const [was, is] = [before.inodes.length > 0, after.inodes.length > 0];
  if (!was && !is) return undefined;
  if (!was) return { kind: 'opened', now: after };
  if (!is) return { kind: 'closed', before };
  return areOthers(before, after) ? reopened(before, after) : undefined;
}

/** What it is that somebody serves a port again shortly after it was closed, or at once. */
export function reopened(before: Servers, now: Servers): PortEvent {
  const isSame = !areOthers(before, now) || isSameProgram(before, now);
  return { kind: isSame ? 'restarted' : 'changedHands', now, before };
}

/** Whether processes that are not the same were started in the same way: what a program, its folder and its user tell. */
function isSameProgram(before: Servers, now: Servers): boolean {
  // What keeps a port for a container is started in one way for all of them.
  if ([before, now].some(({ containers = [] }) => containers.length > 0)) return false;
  const [was, is] = [before, now].map(({ leaders }) => leaders.map(startOf));
  return was !== undefined && is !== undefined && was.length > 0 && is.some((start) => was.includes(start));
}

function startOf({ uid, comm, commandLine, executable, workingDirectory }: ProcessOwner): string {
  return JSON.stringify([uid, comm, commandLine, executable, workingDirectory]);
}

/**
 * Whether others serve the port than before. It is the container that counts where both are known: who has the port for it is
 * another process after each start, or one for all of an engine's. Where one of them is not known, nobody can say so; where one is only likely,
 * its unit says so: neither to become known nor to be started anew makes it another.
 */
function areOthers(before: Servers, now: Servers): boolean {
  const [was, is] = [before, now].map(({ containers = [] }) => containers.map(({ facts }) => facts.id));
  if (was && is && was.length > 0 && is.length > 0) return !is.some((id) => was.includes(id));
  if (now.leaders.some((leader) => before.leaders.some((other) => isSame(leader, other)))) return false;
  if (before.leaders.length > 0 && now.leaders.length > 0) return true;
  return !mayBeSame(unitsOf(before), unitsOf(now));
}

function unitsOf({ leaders, likely }: Servers): UnitKeys {
  return unitsOfAll([...leaders.map(unitsOfProcess), ...likely.map(unitsOfLikely)]);
}
