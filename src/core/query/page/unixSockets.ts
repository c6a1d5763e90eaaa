import type { GroupSubject, Grouping, SocketRow, SortOrder } from '../../model/page';
import { type Snapshot, unixOwnersOf, unixReasons } from '../../model/snapshot';
import { unixSocketAt } from '../../model/unixTable';
import { isUnixListener } from '../../netstat/sockets/unixRow';
import { latin1 } from '../../procfs/scan';
import type { CompiledFilter } from '../filter/compile';
import { labelOf } from '../../containers/containerNames';
import { identityWith } from './identity';
import { identityIn, keyIn, namespaceSubject, readOf } from './namespacedRow';
import { OwnerGroups } from './ownerGroups';
import { RowLeaders } from './ownerOrder';
import type { RowSource } from './pageSource';
import type { ShownSockets } from './shownSockets';

/** /proc/net/unix does not tell the user of a socket. */
const NO_UID = -1;

/** The rows of UNIX Sockets. */
export class UnixRows implements RowSource {
  readonly length: number;
  readonly #sockets: ShownSockets;
  readonly #snapshot: Snapshot;
  readonly #leaders: RowLeaders;
  readonly #owners: OwnerGroups;

  constructor(sockets: ShownSockets) {
    const { snapshot } = sockets;
    this.#sockets = sockets;
    this.#snapshot = snapshot;
    this.length = snapshot.unix.inode.length;
    this.#leaders = new RowLeaders(snapshot, snapshot.unixOwnerStart);
    // The kernel does not tell the control groups of UNIX sockets.
    this.#owners = new OwnerGroups({
      leader: (row) => this.#leaders.of(row),
      likely: () => undefined,
      reasons: (row) => unixReasons(snapshot, row),
    });
  }

  includes(): boolean {
    return true;
  }

  /** UNIX Sockets has all of them. */
  isListening(): boolean {
    return false;
  }

  passing({ unix }: CompiledFilter): (row: number) => boolean {
    return unix;
  }

  groupKey(row: number, grouping: Grouping): string | number {
    switch (grouping) {
      case 'process':
      case 'unit':
        return this.#owners.key(row, grouping);
      case 'container':
        return this.#sockets.containers.ofUnix(row)[0]?.id ?? '';
      case 'project':
        return this.#sockets.containers.ofUnix(row)[0]?.project ?? '';
      case 'namespace':
        return this.namespaceKey(row) ?? '';
      case 'path':
        return this.#path(row);
      case 'state':
        return this.state(row);
      case 'user':
        return this.#uid(row);
      default:
        return '';
    }
  }

  subject(row: number, grouping: Grouping): GroupSubject {
    switch (grouping) {
      case 'process':
      case 'unit':
        return this.#owners.subject(row, grouping);
      case 'container':
        return { by: 'container', container: labelOf(this.#sockets.containers.ofUnix(row)[0]) };
      case 'project':
        return { by: 'project', project: this.#sockets.containers.ofUnix(row)[0]?.project };
      case 'namespace':
        return namespaceSubject(this.#sockets, 'unix', row);
      case 'path':
        return { by: 'path', path: unixSocketAt(this.#snapshot.unix, row).path.slice() };
      case 'state':
        return { by: 'state', state: this.state(row), protocol: 'unix' };
      case 'user':
        return { by: 'user', uid: this.#uid(row) };
      default:
        return { by: 'none' };
    }
  }

  compare(a: number, b: number, order: SortOrder): number {
    const { unix } = this.#snapshot;
    const byInode = (unix.inode[a] ?? 0) - (unix.inode[b] ?? 0) || a - b;
    if (order === 'inode') return byInode;
    if (order === 'state') return this.state(a) - this.state(b) || byInode;
    return this.#comparePaths(a, b) || byInode;
  }

  identity(row: number): number {
    const identity = identityWith(1, this.#snapshot.unix.inode[row] ?? 0);
    return identityIn(this.#sockets, 'unix', row, identity);
  }

  namespaceKey(row: number): string | undefined {
    return this.#sockets.partOf('unix', row)?.namespace.key;
  }

  /** The state's number; a listening socket's flag tells it from an unconnected one. */
  sign(): undefined {
    return undefined;
  }

  readonly signed: readonly number[] = [];

  state(row: number): number {
    const { unix } = this.#snapshot;
    return unixStateNumber(unix.state[row] ?? 0, unix.flags[row] ?? 0);
  }

  row(row: number): SocketRow {
    const found = unixSocketAt(this.#snapshot.unix, row);
    const socket = { ...found, path: found.path.slice() };
    const owners = unixOwnersOf(this.#snapshot, row);
    // A row that a program made up may have the inode of another.
    const key = this.#snapshot.unixDoubts.rows.has(row)
      ? `unix ${socket.inode} ${latin1(socket.path, 0, socket.path.length)}`
      : `unix ${socket.inode}`;
    return {
      kind: 'unix',
      key: keyIn(this.#sockets, 'unix', row, key),
      socket,
      owners,
      reasons: owners.length === 0 ? unixReasons(this.#snapshot, row) : [],
      ...readOf(this.#sockets, 'unix', row),
    };
  }

  #comparePaths(a: number, b: number): number {
    const { unix } = this.#snapshot;
    const [lengthA, lengthB] = [unix.pathLength[a] ?? 0, unix.pathLength[b] ?? 0];
    if (lengthA === 0 || lengthB === 0) return (lengthA === 0 ? 1 : 0) - (lengthB === 0 ? 1 : 0);
    for (let i = 0; i < Math.min(lengthA, lengthB); i++) {
      const order =
        (unix.paths[(unix.pathStart[a] ?? 0) + i] ?? 0) - (unix.paths[(unix.pathStart[b] ?? 0) + i] ?? 0);
      if (order !== 0) return order;
    }
    return lengthA - lengthB;
  }

  #path(row: number): string {
    const { path } = unixSocketAt(this.#snapshot.unix, row);
    return latin1(path, 0, path.length);
  }

  #uid(row: number): number {
    return this.#leaders.of(row)?.uid ?? NO_UID;
  }
}

/** The states of UNIX sockets: those of include/uapi/linux/net.h (1 unconnected … 4 disconnecting), and listening. */
export const UNIX_LISTENING = 5;

/** The state of a UNIX socket as a number, where listening is one of its own. */
export function unixStateNumber(state: number, flags: number): number {
  return isUnixListener({ state, flags }) ? UNIX_LISTENING : state;
}
