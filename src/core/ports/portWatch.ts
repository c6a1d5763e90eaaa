import type { InetColumns } from '../model/inetTable';
import { isSame, type ProcessOwner } from '../model/process';
import { isOn, type ListeningPort, rowsOn, type TransportPort } from './listeningPorts';

/** What was found on a watched port. */
export interface PortState {
  /** The sockets that wait on it, from the tables; empty where it is closed. */
  readonly inodes: readonly number[];
  /** The programs that serve it; undefined where nobody looked yet, empty where none is known. */
  readonly leaders: readonly ProcessOwner[] | undefined;
}

/** What became of a watched port between two looks. */
export type PortEvent =
  | { readonly kind: 'opened'; readonly leaders: readonly ProcessOwner[] }
  | { readonly kind: 'closed'; readonly before: readonly ProcessOwner[] }
  | {
      readonly kind: 'changedHands';
      readonly leaders: readonly ProcessOwner[];
      readonly before: readonly ProcessOwner[];
    };

/** The inodes of the sockets that wait on the port, ascending. */
export function inodesOn({ inet }: { readonly inet: InetColumns }, watched: TransportPort): number[] {
  return rowsOn(inet, watched)
    .map((row) => inet.inode[row] ?? 0)
    .sort((a, b) => a - b);
}

/** The programs that serve the port, lowest pid first. */
export function leadersOn(ports: readonly ListeningPort[], watched: TransportPort): ProcessOwner[] {
  return ports
    .filter((row) => isOn(row, watched))
    .flatMap(({ leader }) => leader ?? [])
    .sort((a, b) => a.pid - b.pid);
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
  const [old, now] = [before.leaders ?? [], after.leaders ?? []];
  if (!was && !is) return undefined;
  if (!was) return { kind: 'opened', leaders: now };
  if (!is) return { kind: 'closed', before: old };
  // Where one of them is not known, nobody can say that it changed hands.
  if (
    old.length === 0 ||
    now.length === 0 ||
    now.some((leader) => old.some((other) => isSame(leader, other)))
  ) {
    return undefined;
  }
  return { kind: 'changedHands', leaders: now, before: old };
}
