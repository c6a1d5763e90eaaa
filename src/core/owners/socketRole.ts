import { INET_PROTOCOLS, type InetColumns } from '../model/inetTable';

/** Values of {@link InetColumns.state}, see include/net/tcp_states.h. */
const [ESTABLISHED, SYN_SENT, SYN_RECV, TIME_WAIT, CLOSE_WAIT, LISTEN, NEW_SYN_RECV] = [
  1, 2, 3, 6, 8, 10, 12,
];

/**
 * What the control group of a socket says of its owner.
 * - `made`: a process of the group made it
 * - `accepted`: the group is that of its listener, and its process often another's
 * - `unclear`: that, by a listener that is gone, or made by a process of the group that chose its port
 * - `notAccepted`: the same, and no process has it yet
 * - `listenersGroup`: it is in the making, and has no group of its own
 */
export type SocketRole = 'made' | 'accepted' | 'unclear' | 'notAccepted' | 'listenersGroup';

/** Tells roles of the sockets of a table. */
export class SocketRoles {
  readonly #inet: InetColumns;
  readonly #ephemeral: readonly [first: number, last: number];
  #listeners: Set<string> | undefined;

  /** @param ephemeral ports that connections get which ask for none (net.ipv4.ip_local_port_range) */
  constructor(inet: InetColumns, ephemeral: readonly [first: number, last: number]) {
    this.#inet = inet;
    this.#ephemeral = ephemeral;
  }

  /** Nothing where the group says nothing: of what a process let go of, and of what is in TIME_WAIT. */
  of(row: number): SocketRole | undefined {
    const { inode, protocol, state: states } = this.#inet;
    const state = states[row];
    const hasInode = inode[row] !== 0;
    if (!isTcp(protocol[row])) return hasInode ? 'made' : undefined;
    if (state === LISTEN || state === SYN_SENT) return hasInode ? 'made' : undefined;
    if (state === SYN_RECV || state === NEW_SYN_RECV) return 'listenersGroup';
    if (state === TIME_WAIT) return undefined;
    const hasListener = this.#hasListener(row);
    if (!hasInode)
      return hasListener && (state === ESTABLISHED || state === CLOSE_WAIT) ? 'notAccepted' : undefined;
    if (hasListener) return 'accepted';
    if (this.isEphemeral(row)) return 'made';
    // That of a service which was started anew is of another group.
    return this.#hasListener(row, ANY_GROUP) ? 'accepted' : 'unclear';
  }

  /** Whether the row's own port is one of those that the kernel gives to who asks for none. */
  isEphemeral(row: number): boolean {
    const port = this.#inet.localPort[row] ?? 0;
    return port >= this.#ephemeral[0] && port <= this.#ephemeral[1];
  }

  /** Whether something of the row's group listens on its own port. */
  #hasListener(row: number, group = this.#inet.cgroup[row]): boolean {
    this.#listeners ??= this.#findListeners();
    return this.#listeners.has(`${this.#inet.localPort[row]} ${group}`);
  }

  #findListeners(): Set<string> {
    const { inode, protocol, state, localPort, cgroup } = this.#inet;
    const places = new Set<string>();
    for (let row = 0; row < inode.length; row++) {
      if (state[row] !== LISTEN || !isTcp(protocol[row])) continue;
      for (const group of [cgroup[row], ANY_GROUP]) places.add(`${localPort[row]} ${group}`);
    }
    return places;
  }
}

/** In place of the group of a listener. */
const ANY_GROUP = -1;

const TCP = INET_PROTOCOLS.indexOf('tcp');

/** TCP of either family: the codes of a protocol's families are a pair. */
function isTcp(protocol: number | undefined): boolean {
  return protocol !== undefined && protocol >> 1 === TCP >> 1;
}
