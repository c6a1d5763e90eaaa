import { inetSocketAt } from '../../core/model/inetTable';
import type { NamespaceWish, SingleNamespace } from '../../core/model/namespace';
import type { SocketRow } from '../../core/model/page';
import type { ProcessOwner } from '../../core/model/process';
import { inetOwnership, type Snapshot, unixOwnersOf, unixReasons } from '../../core/model/snapshot';
import { type UnixSocket, unixSocketAt } from '../../core/model/unixTable';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { inNamespace } from '../../core/query/namespaceRows';

/** What details are told of: sockets and those who hold them, or a process alone. */
export interface Subject {
  /** The same for as long as it is the same socket, port or process. */
  readonly id: string;
  /** Cleaned, for one line. */
  readonly title: string;
  readonly sockets: readonly SocketRow[];
  /** Lowest pid first. */
  readonly owners: readonly ProcessOwner[];
  /** The port that it is, where it is one: what nobody but its clients uses. */
  readonly port?: ListeningPort;
  /** The network namespace of its sockets, where it is another than the engine's own. */
  readonly namespace?: SingleNamespace;
  /** Which other network namespaces were read when it was seen. */
  readonly wish?: NamespaceWish | undefined;
}

/** The sockets of a port as rows. */
export function portRows({ sockets }: ListeningPort, readAt: number): SocketRow[] {
  return sockets.map(({ id, exposure: _exposure, container: _container, ...socket }) => {
    return { kind: 'inet', key: id, ...socket, readAt };
  });
}

/**
 * A socket as a snapshot has it, in whatever network namespace: inodes are the machine's. Undefined where it has none of this
 * inode.
 */
export function asRead(row: SocketRow, snapshot: Snapshot): SocketRow | undefined {
  const here = inOne(row, snapshot);
  if (here !== undefined) return here;
  for (const part of snapshot.namespaces?.parts ?? []) {
    const there = inOne(row, inNamespace(snapshot, part));
    if (there !== undefined) return there;
  }
  return undefined;
}

function inOne(row: SocketRow, snapshot: Snapshot): SocketRow | undefined {
  const { takenAt: readAt } = snapshot;
  if (row.kind === 'other') return row.socket.inode === undefined ? row : undefined;
  const { inode } = row.socket;
  // Nothing but the inode names a socket for certain: one that has none is told as it was seen.
  if (inode === 0) return row;
  if (row.kind === 'inet') {
    const at = snapshot.inet.inode.indexOf(inode);
    if (at === -1) return undefined;
    const socket = inetSocketAt(snapshot.inet, at);
    const { likelyOwner: _before, ...same } = row;
    return { ...same, socket, ...inetOwnership(snapshot, at), readAt };
  }
  const at = unixRowOf(row.socket, snapshot);
  if (at === undefined) return undefined;
  const owners = unixOwnersOf(snapshot, at);
  const reasons = owners.length > 0 ? [] : unixReasons(snapshot, at);
  return { ...row, socket: unixSocketAt(snapshot.unix, at), owners, reasons, readAt };
}

/** By its path too: a row that a program made up may have the same inode. */
function unixRowOf({ inode, path }: UnixSocket, { unix }: Snapshot): number | undefined {
  let found: number | undefined;
  for (let at = unix.inode.indexOf(inode); at !== -1; at = unix.inode.indexOf(inode, at + 1)) {
    const { path: now } = unixSocketAt(unix, at);
    if (now.length === path.length && now.every((byte, i) => byte === path[i])) return at;
    found ??= at;
  }
  return found;
}
