import { type Columns, growColumns, newColumns } from '../model/columns';

const LAYOUT = {
  /** The row's id: given to no other row, of whatever kind. */
  id: [Float64Array, 1],
  /** As in the traffic table; 0 of sockets that the kernel does not number. */
  cookie: [Float64Array, 1],
  /** Bytes of payload since the connection was made; NaN where they are not told. */
  sent: [Float64Array, 1],
  received: [Float64Array, 1],
  /** Bytes a second in the last step; NaN where they are not known. */
  sentRate: [Float64Array, 1],
  receivedRate: [Float64Array, 1],
  /** Segments sent again in all, and the last figures of the rest. */
  retransmitted: [Uint32Array, 1],
  roundTrip: [Uint32Array, 1],
  congestionWindow: [Uint32Array, 1],
  /** Milliseconds since 1970 when it was seen first, when its state changed, and when it closed, which is 0 while it is there. */
  firstSeen: [Float64Array, 1],
  changedAt: [Float64Array, 1],
  closedAt: [Float64Array, 1],
  /** See TRAFFIC_FLAGS. */
  flags: [Uint8Array, 1],
  /** Places in the sums of processes, containers and hosts that it counts for; 0 stands for none. */
  process: [Uint32Array, 1],
  container: [Uint32Array, 1],
  host: [Uint32Array, 1],
} as const;

/** What is remembered of connections and listeners between samples, by slot. */
export type ConnectionColumns = Columns<typeof LAYOUT>;

const FIRST_ROOM = 1024;

/** The slots of connections: one is free again once its connection is forgotten. */
export class ConnectionStore {
  columns: ConnectionColumns = newColumns(LAYOUT, FIRST_ROOM);
  readonly #free: number[] = [];
  #used = 0;

  /** Slots that were ever used: those that are free have the id 0. */
  get length(): number {
    return this.#used;
  }

  /** A slot; all its fields must be set. */
  add(): number {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#used === this.columns.id.length) this.columns = growColumns(LAYOUT, this.columns);
    return this.#used++;
  }

  /** Forgets what is in a slot. */
  remove(slot: number): void {
    this.columns.id[slot] = 0;
    this.#free.push(slot);
  }
}
