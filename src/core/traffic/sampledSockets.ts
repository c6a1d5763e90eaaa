import type { InetColumns } from '../model/inetTable';
import type { Snapshot } from '../model/snapshot';
import { InetRows } from '../query/page/inetPages';
import type { ShownSockets } from '../query/page/shownSockets';
import { hasForeignEnd, isListening } from '../query/socketState';
import type { ConnectionColumns, ConnectionStore } from './connectionStore';
import type { AddressColumns } from './sortKeys';
import type { RecordedSockets } from './trafficRecorder';

/** Where a row is: among the sockets that are there, or among those that closed. */
export interface SocketPlace {
  readonly sockets: ShownSockets;
  readonly at: number;
}

/** The protocols of TCP come first among those of the table: their numbers are below it. */
export const PROTOCOLS_OF_TCP = 2;

/**
 * The Internet sockets of a sample as one list: those that are there, and behind them those that closed. Row numbers are
 * places in it.
 */
export class SampledSockets {
  readonly live: ShownSockets;
  readonly closed: ShownSockets;
  /** Rows that are there; the closed ones follow. */
  readonly liveCount: number;
  readonly length: number;
  /** The slot of each row in the store; -1 for none. */
  readonly slots: Int32Array;
  readonly ids: Float64Array;
  readonly stored: ConnectionColumns;
  /** All rows that have a slot, by rising ids: the kernel may list a socket twice. */
  readonly rising: Uint32Array;
  #waiting: Uint8Array | undefined;
  readonly #rows = new Map<ShownSockets, InetRows>();

  constructor(
    { sockets, slots, closed, closedSlots }: RecordedSockets,
    { columns, order, count, length }: ConnectionStore,
  ) {
    this.live = sockets;
    this.closed = closed;
    this.stored = columns;
    this.liveCount = slots.length;
    this.length = slots.length + closedSlots.length;
    this.slots = new Int32Array(this.length);
    this.slots.set(slots);
    this.slots.set(closedSlots, slots.length);
    this.ids = new Float64Array(this.length);
    // The store has its slots in the order of their ids.
    const rows = new Int32Array(length).fill(-1);
    for (let row = 0; row < this.length; row++) {
      const slot = this.slots[row] ?? -1;
      if (slot >= 0) rows[slot] = row;
    }
    const rising = new Uint32Array(this.length);
    let found = 0;
    for (let at = 0; at < count; at++) {
      const slot = order[at] ?? 0;
      const row = rows[slot] ?? -1;
      if (row < 0) continue;
      this.ids[row] = columns.id[slot] ?? 0;
      rising[found++] = row;
    }
    this.rising = rising.subarray(0, found);
  }

  placeOf(row: number): SocketPlace {
    const isLive = row < this.liveCount;
    return isLive ? { sockets: this.live, at: row } : { sockets: this.closed, at: row - this.liveCount };
  }

  /** What a column of the sockets' tables says of a row. */
  table(column: keyof InetColumns): (row: number) => number {
    const live = this.live.snapshot.inet[column];
    const closed = this.closed.snapshot.inet[column];
    const { liveCount } = this;
    return (row) => (row < liveCount ? live[row] : closed[row - liveCount]) ?? 0;
  }

  /** The addresses and ports of one end. */
  address(end: 'local' | 'remote'): AddressColumns {
    const [live, closed] = [
      this.live.snapshot.inet[`${end}Address`],
      this.closed.snapshot.inet[`${end}Address`],
    ];
    const { liveCount } = this;
    return {
      isIPv6: this.table('isIPv6'),
      word: (row, at) => (row < liveCount ? live[row * 4 + at] : closed[(row - liveCount) * 4 + at]) ?? 0,
      port: this.table(`${end}Port`),
    };
  }

  /** The row that has an id; undefined where none does. */
  find(id: number): number | undefined {
    let [low, high] = [0, this.rising.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.ids[this.rising[middle] ?? 0] ?? 0) < id) low = middle + 1;
      else high = middle;
    }
    const row = this.rising[low];
    return row !== undefined && this.ids[row] === id ? row : undefined;
  }

  /** What the store says of a row, where it has a slot. */
  kept(column: ArrayLike<number>, otherwise: number): (row: number) => number {
    const { slots } = this;
    return (row) => {
      const slot = slots[row] ?? -1;
      return slot < 0 ? otherwise : (column[slot] ?? otherwise);
    };
  }

  /** Rows that wait for others to come are 1: listeners, and sockets without another end. */
  get waiting(): Uint8Array {
    if (this.#waiting !== undefined) return this.#waiting;
    const waiting = (this.#waiting = new Uint8Array(this.length));
    noteWaiting(this.live.snapshot, waiting.subarray(0, this.liveCount));
    noteWaiting(this.closed.snapshot, waiting.subarray(this.liveCount));
    return waiting;
  }

  isClosed(row: number): boolean {
    return row >= this.liveCount;
  }

  /** The rows of the tables that a row is among, as views show them. */
  inetRows({ sockets }: SocketPlace): InetRows {
    let rows = this.#rows.get(sockets);
    if (rows === undefined) this.#rows.set(sockets, (rows = new InetRows(sockets)));
    return rows;
  }
}

/**
 * A function of the module, as what else looks at each row in each sample: one that is made anew in each is compiled anew, too,
 * once garbage was collected, which took twice the time that it then ran.
 */
function noteWaiting({ inet }: Snapshot, waiting: Uint8Array): void {
  for (let row = 0; row < waiting.length; row++) {
    const isTcp = (inet.protocol[row] ?? 0) < PROTOCOLS_OF_TCP;
    if (isTcp ? isListening(inet, row) : !hasForeignEnd(inet, row)) waiting[row] = 1;
  }
}
