import { type Columns, growColumns, newColumns } from '../model/columns';

const LAYOUT = {
  /** The row's id: given to no other row, of whatever kind. */
  id: [Float64Array, 1],
  /** Bytes of payload of its connections of TCP while they were watched, closed ones included. */
  sent: [Float64Array, 1],
  received: [Float64Array, 1],
  /** Bytes a second in the last step; NaN where they are not known. */
  sentRate: [Float64Array, 1],
  receivedRate: [Float64Array, 1],
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
} as const;

export type SumColumns = Columns<typeof LAYOUT>;

const FIRST_ROOM = 64;

/** Sums of connections by what they have in common: their process, container or foreign host. Place 0 is for no such thing. */
export class TrafficSums<Subject> {
  columns: SumColumns = newColumns(LAYOUT, FIRST_ROOM);
  readonly #places = new Map<string, number>();
  readonly #subjects: (Subject | undefined)[] = [undefined];
  readonly #keys: (string | undefined)[] = [undefined];
  readonly #free: number[] = [];

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
}
