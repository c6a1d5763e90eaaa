import type { ByteText } from '../context/environment';
import { type Labels, type Metric, Sums } from './metric';
import type { HolderData } from './programNames';

/** Owners and listeners that are told by name: Prometheus keeps a series of each as long as it keeps any. */
const MOST_OWNERS = 200;
const MOST_LISTENERS = 1000;

/** What the others are counted under. */
const OTHER = 'other';

/** Who holds a socket that nobody is seen to hold, as -p has it. */
const NOBODY = '-';

const LISTEN = 'LISTEN';

/** The address of a listener that takes connections to any. */
const ANY = { tcp: '0.0.0.0', tcp6: '::' };

/** What is counted of a socket's row of data. */
export interface SocketData {
  readonly protocol?: string;
  readonly recvQ?: number | null;
  readonly sendQ?: number | null;
  /** Of an Internet socket. */
  readonly local?: unknown;
  readonly state?: { readonly name: ByteText | null } | null;
  readonly inode?: number;
  /** Lowest pid first, as netstat names but the first. */
  readonly owners?: readonly HolderData[] | null;
}

/** Counts sockets. */
export class SocketMetrics {
  readonly #sockets = new Sums();
  readonly #received = new Sums();
  readonly #sent = new Sums();
  /** Listeners, and what waits at them and may wait. */
  readonly #listeners = new Sums();
  readonly #waiting = new Sums();
  readonly #limits = new Sums();
  /** Other sockets of TCP by their own ends. */
  readonly #ends = new Sums();
  readonly #nameOf: (holder: HolderData) => string;
  readonly #limitOf: (inode: number) => number | undefined;

  /**
   * @param nameOf the name of a process, by its row of data; empty where it has none
   * @param limitOf how many connections may wait at a listener, where that is known
   */
  constructor(nameOf: (holder: HolderData) => string, limitOf: (inode: number) => number | undefined) {
    this.#nameOf = nameOf;
    this.#limitOf = limitOf;
  }

  /** @param table which it is of, where its protocol does not stand in it */
  add(table: string, { protocol = table, recvQ, sendQ, state, owners, inode = 0, local }: SocketData): void {
    const [holder] = owners ?? [];
    const owner = (holder && this.#nameOf(holder)) || NOBODY;
    const named = state?.name ?? '';
    this.#sockets.add({ protocol, state: named, owner }, 1);
    if (protocol in ANY) {
      const { address, port } = local as { readonly address: string; readonly port: number };
      const end = { protocol, address, port: String(port) };
      if (named === LISTEN) {
        const listener = { ...end, owner };
        this.#listeners.add(listener, 1);
        this.#waiting.add(listener, recvQ ?? 0);
        const limit = this.#limitOf(inode);
        if (limit !== undefined) this.#limits.add(listener, limit);
        return;
      }
      this.#ends.add({ ...end, state: named }, 1);
    }
    if (typeof recvQ === 'number') this.#received.add({ protocol, owner }, recvQ);
    if (typeof sendQ === 'number') this.#sent.add({ protocol, owner }, sendQ);
  }

  metrics(): Metric[] {
    const owners = most(this.#sockets, ownerOf, MOST_OWNERS);
    const listeners = most(this.#ofListeners(), listenerKey, MOST_LISTENERS);
    const byOwner = (labels: Labels): Labels =>
      owners.has(ownerOf(labels)) || ownerOf(labels) === NOBODY ? labels : { ...labels, owner: OTHER };
    const byListener = (labels: Labels): Labels =>
      byOwner(
        listeners.has(listenerKey(labels))
          ? labels
          : { ...labels, address: OTHER, port: OTHER, owner: OTHER },
      );
    const metric = (name: string, help: string, sums: Sums, by: (labels: Labels) => Labels): Metric => ({
      name: `netstat_${name}`,
      help,
      samples: sums.by(by).samples,
    });
    return [
      metric(
        'sockets',
        'Sockets by protocol, state and the name of the program that holds them, "-" where none is seen.',
        this.#sockets,
        byOwner,
      ),
      metric(
        'receive_queue_bytes',
        'Recv-Q of sockets that do not listen: what their programs have not read.',
        this.#received,
        byOwner,
      ),
      metric(
        'send_queue_bytes',
        'Send-Q of sockets that do not listen: what the other ends have not acknowledged.',
        this.#sent,
        byOwner,
      ),
      metric(
        'listener_sockets',
        'Sockets of a TCP listener by state: its own, and those of connections to its port.',
        this.#ofListeners(),
        byListener,
      ),
      metric(
        'listener_accept_queue',
        'Connections that wait to be accepted by a TCP listener: its Recv-Q.',
        this.#waiting,
        byListener,
      ),
      metric(
        'listener_accept_queue_limit',
        'How many connections may wait to be accepted by a TCP listener.',
        this.#limits,
        byListener,
      ),
    ];
  }

  /** Listeners with the sockets of their connections, which may have been read before them. */
  #ofListeners(): Sums {
    const sums = new Sums();
    const known = new Map<string, Labels>();
    for (const [labels, count] of this.#listeners.samples) {
      const { protocol = '', address = '', port = '' } = labels;
      const end = `${protocol} ${address} ${port}`;
      if (!known.has(end)) known.set(end, labels);
      sums.add({ ...labels, state: LISTEN }, count);
    }
    for (const [{ protocol = '', address = '', port = '', state = '' }, count] of this.#ends.samples) {
      const own = known.get(`${protocol} ${address} ${port}`);
      // A listener on :: is in the table of IPv6 with connections of IPv4, but for those that are still being made.
      const listener =
        own ??
        known.get(`${protocol} ${ANY[protocol as keyof typeof ANY]} ${port}`) ??
        known.get(`tcp6 :: ${port}`);
      if (listener !== undefined) sums.add({ ...listener, state }, count);
    }
    return sums;
  }
}

function ownerOf({ owner = '' }: Labels): string {
  return owner;
}

function listenerKey({ protocol = '', address = '', port = '', owner = '' }: Labels): string {
  return [protocol, address, port, owner].join('\0');
}

/** The keys that have most, at most so many; which of those with as many is settled, so that the same stay from time to time. */
function most(sums: Sums, keyOf: (labels: Labels) => string, count: number): ReadonlySet<string> {
  const totals = new Map<string, number>();
  for (const [labels, sum] of sums.samples) {
    const key = keyOf(labels);
    totals.set(key, (totals.get(key) ?? 0) + Number(sum));
  }
  totals.delete(NOBODY);
  const sorted = [...totals].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return new Set(sorted.slice(0, count).map(([key]) => key));
}
