import { type Columns, growColumns, newColumns, sliceColumns } from '../model/columns';
import { InodeMap } from '../model/inodeMap';

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
  /**
   * Milliseconds since 1970, by the clock of samples: when it was seen first, when its state changed since, which is 0
   * where it did not, and when it closed, which is 0 while it is there. It is new where it was seen first in the last
   * sample and the flag `isOlder` is not set.
   */
  firstSeen: [Float64Array, 1],
  changedAt: [Float64Array, 1],
  closedAt: [Float64Array, 1],
  /** See TRAFFIC_FLAGS. */
  flags: [Uint8Array, 1],
  /** Places in the sums of processes, containers and hosts that it counts for; 0 stands for none. */
  process: [Uint32Array, 1],
  container: [Uint32Array, 1],
  host: [Uint32Array, 1],
  /** The cookie among those of all namespaces, 0 for none; and that of the small socket that waits in its stead at last. */
  key: [Float64Array, 1],
  restKey: [Float64Array, 1],
  /** What it is known by without a cookie, see `core/query/page/identity.ts`, among those of all namespaces. */
  identity: [Float64Array, 1],
  /** What the other end of a connection is known by where that is on this machine, too; 0 of what is no connection. */
  other: [Float64Array, 1],
  /** Which of the recorder's network namespaces it is in. */
  namespace: [Uint16Array, 1],
  isTcp: [Uint8Array, 1],
  /** 1 where the connection has ended, and the kernel keeps its ends alone for a while (TIME_WAIT). */
  ended: [Uint8Array, 1],
  /** Its state in the sample that it was seen in last, the number of that sample, and its row there. */
  state: [Uint8Array, 1],
  seen: [Uint32Array, 1],
  row: [Int32Array, 1],
  /** What of its bytes was counted in sums, in all and in the last step. */
  watchedSent: [Float64Array, 1],
  watchedReceived: [Float64Array, 1],
  stepSent: [Float64Array, 1],
  stepReceived: [Float64Array, 1],
  stepRetransmitted: [Uint32Array, 1],
  /** 1 where it has done something in the last step: sent, received, or its round trip changed. */
  did: [Uint8Array, 1],
} as const;

/** What is remembered of connections and listeners between samples, by slot. */
export type ConnectionColumns = Columns<typeof LAYOUT>;

/** All that a store remembers, to be handed to another thread. */
export interface KeptConnections {
  readonly columns: ConnectionColumns;
  /** Slots in use, by their ids. */
  readonly order: Uint32Array;
}

const FIRST_ROOM = 1024;

/** Of what is kept for hours, room that nobody uses weighs more than that it is copied more often. */
const GROWTH = 1.25;

/** The slots of connections: one is free again once its connection is forgotten. */
export class ConnectionStore {
  columns: ConnectionColumns = newColumns(LAYOUT, FIRST_ROOM);
  /** The slots in use in the order of their ids, which rise; those that were removed since {@link tidy} have the id 0. */
  order: Uint32Array = new Uint32Array(FIRST_ROOM);
  count = 0;
  /** Slots by key and by identity. What was there before stays in them, so who finds one looks whether it still is it. */
  readonly #keys = new InodeMap();
  readonly #identities = new InodeMap();
  readonly #free: number[] = [];
  #removed: number[] = [];
  #used = 0;
  #cleared = byTypes(this.columns);

  /** What another one has kept. */
  static restore({ columns, order }: KeptConnections): ConnectionStore {
    const store = new ConnectionStore();
    store.columns = columns;
    store.order = order;
    store.count = order.length;
    store.#used = columns.id.length;
    for (let slot = 0; slot < store.#used; slot++) if (columns.id[slot] === 0) store.#free.push(slot);
    store.#index();
    return store;
  }

  /** Slots that were ever used: those that are free have the id 0. */
  get length(): number {
    return this.#used;
  }

  /** A slot for a row that has a higher id than all others. All else is 0. */
  add(id: number): number {
    const free = this.#free.pop();
    const slot = free ?? this.#used++;
    this.#makeRoom(slot + 1);
    if (free !== undefined) this.#clear(slot);
    this.columns.id[slot] = id;
    if (this.count === this.order.length) {
      const order = new Uint32Array(Math.max(FIRST_ROOM, this.count * 2));
      order.set(this.order);
      this.order = order;
    }
    this.order[this.count++] = slot;
    return slot;
  }

  /** Makes room for so many more at once. */
  expect(more: number): void {
    if (this.#used === 0 && more > FIRST_ROOM) this.columns = newColumns(LAYOUT, Math.ceil(more * 1.25));
    this.#makeRoom(this.#used + more - this.#free.length);
    if (this.count > 0) return;
    this.#keys.clear(more);
    this.#identities.clear(more);
  }

  /** Forgets what is in a slot. It is given away again after {@link tidy}. */
  remove(slot: number): void {
    if (this.columns.id[slot] === 0) return;
    this.columns.id[slot] = 0;
    this.#removed.push(slot);
  }

  /** From now on the slot is found by what its columns say. */
  note(slot: number): void {
    const { key, restKey, identity } = this.columns;
    for (const each of [key[slot] ?? 0, restKey[slot] ?? 0]) if (each !== 0) this.#keys.set(each, slot);
    this.#identities.set(identity[slot] ?? 0, slot);
  }

  /** The slot of a key; -1 for none. */
  find(key: number): number {
    const slot = this.#keys.get(key);
    if (slot < 0) return -1;
    const { id, key: keys, restKey } = this.columns;
    return id[slot] !== 0 && (keys[slot] === key || restKey[slot] === key) ? slot : -1;
  }

  /** The last one that had that identity; -1 for none. */
  findIdentity(identity: number): number {
    const slot = this.#identities.get(identity);
    return slot >= 0 && this.columns.id[slot] !== 0 && this.columns.identity[slot] === identity ? slot : -1;
  }

  /** Makes what was removed free again. */
  tidy(): void {
    if (this.#removed.length > 0) {
      const { id } = this.columns;
      let kept = 0;
      for (let i = 0; i < this.count; i++) {
        const slot = this.order[i] ?? 0;
        if (id[slot] !== 0) this.order[kept++] = slot;
      }
      this.count = kept;
      for (const slot of this.#removed) this.#free.push(slot);
      this.#removed = [];
    }
    if (this.#identities.size > this.count * 2 + FIRST_ROOM || this.#keys.size > this.count * 3 + FIRST_ROOM)
      this.#index();
  }

  keep(): KeptConnections {
    this.tidy();
    return {
      columns: sliceColumns(LAYOUT, this.columns, this.#used),
      order: this.order.slice(0, this.count),
    };
  }

  #makeRoom(slots: number): void {
    const room = this.columns.id.length;
    if (slots > room)
      this.columns = growColumns(LAYOUT, this.columns, Math.max(slots, Math.ceil(room * GROWTH)));
  }

  /** By types of columns: a loop over several types takes ten times as long. */
  #clear(slot: number): void {
    if (this.#cleared.columns !== this.columns) this.#cleared = byTypes(this.columns);
    const { doubles, words, bytes } = this.#cleared;
    for (const column of doubles) column[slot] = 0;
    for (const column of words) column[slot] = 0;
    for (const column of bytes) column[slot] = 0;
    this.columns.row[slot] = this.columns.namespace[slot] = 0;
  }

  #index(): void {
    this.#keys.clear(this.count);
    this.#identities.clear(this.count);
    for (let i = 0; i < this.count; i++) this.note(this.order[i] ?? 0);
  }
}

function byTypes(columns: ConnectionColumns): {
  readonly columns: ConnectionColumns;
  readonly doubles: readonly Float64Array[];
  readonly words: readonly Uint32Array[];
  readonly bytes: readonly Uint8Array[];
} {
  const all = Object.values(columns);
  return {
    columns,
    doubles: all.filter((column) => column instanceof Float64Array),
    words: all.filter((column) => column instanceof Uint32Array),
    bytes: all.filter((column) => column instanceof Uint8Array),
  };
}
