import type { ProcessIdentity } from '../model/engine';
import type { SocketView } from '../model/page';
import type { ProcessOwner } from '../model/process';
import { leaders } from '../ports/leaders';

/** A process that was chosen by a row, whatever the view. */
export interface KillTarget {
  readonly process: ProcessOwner;
  /** The row's sockets that it holds, at least one: it must still hold one of them when it is signalled. None yet for a group. */
  readonly inodes: readonly number[];
  /** The same sockets as the question names them, cleaned: `127.0.0.1:3000 (TCP)`, or a path. */
  readonly endpoints: readonly string[];
  /** The view where it was chosen by its group of sockets, which are looked up before anything is asked. */
  readonly group?: SocketView;
}

/** A socket of a row. */
export interface OwnedSocket {
  readonly inode: number;
  readonly owners: readonly ProcessOwner[];
  /** What the question calls it, cleaned. */
  readonly endpoint: string;
}

/**
 * The processes to be ended so that a row ends: those that stand for its owners, see {@link leaders}.
 * @param owners those of the row, which may be fewer than those of its sockets
 */
export function targetsFor(
  owners: readonly ProcessOwner[],
  sockets: readonly OwnedSocket[],
): readonly KillTarget[] {
  return leaders(owners).map((process) => {
    const own = sockets.filter(
      ({ inode, owners }) => inode !== 0 && owners.some((owner) => isSame(owner, process)),
    );
    return {
      process,
      inodes: own.map(({ inode }) => inode),
      endpoints: own.map(({ endpoint }) => endpoint),
    };
  });
}

/** Each process once, with all sockets that it was chosen by; those may be as many as a program wants. */
export function merged(targets: readonly KillTarget[]): KillTarget[] {
  const unique = new Map<string, { process: ProcessOwner; inodes: Set<number>; endpoints: Set<string> }>();
  for (const { process, inodes, endpoints } of targets) {
    const key = `${process.pid} ${process.startTime}`;
    const known = unique.get(key) ?? { process, inodes: new Set(), endpoints: new Set() };
    unique.set(key, { ...known, process });
    for (const inode of inodes) known.inodes.add(inode);
    for (const endpoint of endpoints) known.endpoints.add(endpoint);
  }
  return [...unique.values()].map(({ process, inodes, endpoints }) => {
    return { process, inodes: [...inodes], endpoints: [...endpoints] };
  });
}

/** Whether both are the same process, and not one that has the pid of the other. */
export function isSame(a: ProcessIdentity, b: ProcessIdentity): boolean {
  return a.pid === b.pid && a.startTime === b.startTime;
}
