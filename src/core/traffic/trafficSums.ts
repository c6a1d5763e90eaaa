import { type Columns, growColumns, newColumns, sliceColumns } from '../model/columns';

const LAYOUT = {
  /** The row's id: given to no other row, of whatever kind. */
  id: [Float64Array, 1],
  /** Bytes of payload of its connections of TCP while they were watched, closed ones included. */
  sent: [Float64Array, 1],
  received: [Float64Array, 1],
  /** Bytes a second in the last step; NaN where they are not known. */
  sentRate: [Float64Array, 1],
  receivedRate: [Float64Array, 1],
  /** 1 where the kernel has counted bytes of any of its sockets: else none of those is known. */
  isCounted: [Uint8Array, 1],
  /** Segments sent again while they were watched. */
  retransmitted: [Uint32Array, 1],
  /** Its connections, listeners not counted, and its listeners. */
  connections: [Uint32Array, 1],
  listeners: [Uint32Array, 1],
  /** Bytes in its sockets' queues. */
  receiveQueue: [Float64Array, 1],
  sendQueue: [Float64Array, 1],
  /** Milliseconds since 1970 when it was seen first and last. */
  firstSeen: [Float64Array, 1],
  lastSeen: [Float64Array, 1],
  /** See TRAFFIC_FLAGS. */
  flags: [Uint8Array, 1],
  /** Bytes in the last step. */
  stepSent: [Float64Array, 1],
  stepReceived: [Float64Array, 1],
} as const;

export type SumColumns = Columns<typeof LAYOUT>;

/** All that sums remember, to be handed to another thread. */
export interface KeptSums<Subject> {
  readonly columns: SumColumns;
  readonly subjects: readonly (Subject | undefined)[];
  readonly keys: readonly (string | undefined)[];
}

const FIRST_ROOM = 64;

/** Those without a socket that are kept. */
export const MOST_IDLE = 5_000;

/** Sums of connections by what they have in common: their process, container or foreign host. Place 0 is for no such thing. */
export class TrafficSums<Subject> {
  columns: SumColumns = newColumns(LAYOUT, FIRST_ROOM);
  readonly #places = new Map<string, number>();
  #subjects: (Subject | undefined)[] = [undefined];
  #keys: (string | undefined)[] = [undefined];
  readonly #free: number[] = [];

  /** What another one has kept. */
  static restore<Subject>({ columns, subjects, keys }: KeptSums<Subject>): TrafficSums<Subject> {
    const sums = new TrafficSums<Subject>();
    sums.columns = columns;
    sums.#subjects = [...subjects];
    sums.#keys = [...keys];
    for (const [place, key] of keys.entries()) {
      if (key !== undefined) sums.#places.set(key, place);
      else if (place > 0) sums.#free.push(place);
    }
    return sums;
  }

  /** Places that were ever used, with 0; those that are free have the id 0. */
  get length(): number {
    return this.#subjects.length;
  }

  /** What a place stands for. */
  subject(place: number): Subject | undefined {
    return this.#subjects[place];
  }

  /** The key that it was made by. */
  key(place: number): string | undefined {
    return this.#keys[place];
  }

  /** Where it is; 0 where it is not. */
  find(key: string): number {
    return this.#places.get(key) ?? 0;
  }

  /** Where it is from now on. All sums of a new one are 0, its rates unknown. @param id of a new one */
  place(key: string, subject: Subject, id: () => number, now: number): number {
    const known = this.#places.get(key);
    if (known !== undefined) {
      this.#subjects[known] = subject;
      return known;
    }
    const place = this.#free.pop() ?? this.#subjects.length;
    while (place >= this.columns.id.length) this.columns = growColumns(LAYOUT, this.columns);
    this.#places.set(key, place);
    this.#subjects[place] = subject;
    this.#keys[place] = key;
    const { columns } = this;
    for (const column of Object.values(columns)) column[place] = 0;
    columns.id[place] = id();
    columns.sentRate[place] = columns.receivedRate[place] = Number.NaN;
    columns.firstSeen[place] = columns.lastSeen[place] = now;
    return place;
  }

  /** Forgets what is in a place. */
  remove(place: number): void {
    const key = this.#keys[place];
    if (place === 0 || key === undefined) return;
    this.#places.delete(key);
    this.#keys[place] = this.#subjects[place] = undefined;
    this.columns.id[place] = 0;
    this.#free.push(place);
  }

  /** Begins a step: what is there and what moves is counted anew. */
  begin(): void {
    const { connections, listeners, receiveQueue, sendQueue, stepSent, stepReceived } = this.columns;
    for (const column of [connections, listeners, receiveQueue, sendQueue, stepSent, stepReceived])
      column.fill(0);
  }

  /** Ends a step: rates are known of one that was measured. @param step its milliseconds */
  end(step: number | undefined, now: number): void {
    const { columns } = this;
    for (let place = 1; place < this.length; place++) {
      const sent = columns.stepSent[place] ?? 0;
      const received = columns.stepReceived[place] ?? 0;
      const sockets = (columns.connections[place] ?? 0) + (columns.listeners[place] ?? 0);
      if (sockets > 0 || sent > 0 || received > 0) columns.lastSeen[place] = now;
      columns.sentRate[place] = step === undefined ? Number.NaN : (sent * 1000) / step;
      columns.receivedRate[place] = step === undefined ? Number.NaN : (received * 1000) / step;
    }
  }

  /**
   * Forgets what has had no socket since then, and of the rest without any the oldest beyond {@link MOST_IDLE}. What has
   * sockets stays: there are no more of them than sockets.
   * @returns the places that are free now
   */
  prune(since: number): ReadonlySet<number> {
    const { id, connections, listeners, lastSeen } = this.columns;
    const gone = new Set<number>();
    const idle: number[] = [];
    for (let place = 1; place < this.length; place++) {
      if (id[place] === 0 || (connections[place] ?? 0) + (listeners[place] ?? 0) > 0) continue;
      if ((lastSeen[place] ?? 0) < since) gone.add(place);
      else idle.push(place);
    }
    if (idle.length > MOST_IDLE) {
      idle.sort((a, b) => (lastSeen[a] ?? 0) - (lastSeen[b] ?? 0) || (id[a] ?? 0) - (id[b] ?? 0));
      // Some more at a time, since whoever counts for one of them is looked for.
      for (const place of idle.slice(0, idle.length - MOST_IDLE + MOST_IDLE / 10)) gone.add(place);
    }
    for (const place of gone) this.remove(place);
    return gone;
  }

  keep(): KeptSums<Subject> {
    return {
      columns: sliceColumns(LAYOUT, this.columns, this.length),
      subjects: this.#subjects,
      keys: this.#keys,
    };
  }
}
