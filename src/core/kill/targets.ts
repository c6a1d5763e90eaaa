import type { SocketView } from '../model/page';
import { isSame, type ProcessOwner, processKey } from '../model/process';
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
  /** Whether those sockets are of another network namespace, which is read for it. */
  readonly isElsewhere?: true;
}

/** A socket of a row. */
export interface OwnedSocket {
  readonly inode: number;
  readonly owners: readonly ProcessOwner[];
  /** What the question calls it, cleaned. */
  readonly endpoint: string;
  /** Whether it is of another network namespace than the engine's own. */
  readonly isElsewhere?: true;
}

/**
 * The processes to be ended so that a row ends: those that stand for its owners, see {@link leaders}.
 * @param owners those of the row, which may be fewer than those of its sockets
 */
export function targetsFor(
  owners: readonly ProcessOwner[],
  sockets: readonly OwnedSocket[],
): readonly KillTarget[] {
  const held = new Map(leaders(owners).map((process) => [process.pid, target(process)]));
  for (const { inode, owners: holders, endpoint, isElsewhere } of sockets) {
    for (const holder of inode === 0 ? [] : holders) {
      const own = held.get(holder.pid);
      if (own === undefined || !isSame(own.process, holder)) continue;
      own.inodes.push(inode);
      own.endpoints.push(endpoint);
      if (isElsewhere) own.isElsewhere = true;
    }
  }
  return [...held.values()];
}

function target(process: ProcessOwner): {
  process: ProcessOwner;
  inodes: number[];
  endpoints: string[];
  isElsewhere?: true;
} {
  return { process, inodes: [], endpoints: [] };
}

/** Each process once, with all sockets that it was chosen by; those may be as many as a program wants. */
export function merged(targets: readonly KillTarget[]): KillTarget[] {
  const unique = new Map<string, Merging>();
  for (const { process, inodes, endpoints, isElsewhere } of targets) {
    const key = processKey(process);
    const known: Merging = unique.get(key) ?? { process, inodes: new Set(), endpoints: new Set() };
    unique.set(key, known);
    for (const inode of inodes) known.inodes.add(inode);
    for (const endpoint of endpoints) known.endpoints.add(endpoint);
    if (isElsewhere) known.isElsewhere = true;
  }
  return [...unique.values()].map(({ inodes, endpoints, ...rest }) => {
    return { ...rest, inodes: [...inodes], endpoints: [...endpoints] };
  });
}

interface Merging {
  readonly process: ProcessOwner;
  readonly inodes: Set<number>;
  readonly endpoints: Set<string>;
  isElsewhere?: true;
}
