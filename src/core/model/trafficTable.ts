import { type Columns, growColumns, joinColumns, newColumns, sliceColumns, trimColumns } from './columns';

const LAYOUT = {
  /** The kernel's own number of the socket, given to no other for as long as the machine runs; 0 where it is not told. */
  cookie: [Float64Array, 1],
  /** Bytes of payload that were sent, each counted once; NaN where the kernel does not tell, as of all but TCP. */
  sent: [Float64Array, 1],
  /** Bytes of payload that were received, one more once the other end has said that it is done; NaN as above. */
  received: [Float64Array, 1],
  /** Segments that were sent again, since the connection was made. */
  retransmitted: [Uint32Array, 1],
  /** Smoothed round trip time in microseconds; 0 where none was measured. */
  roundTrip: [Uint32Array, 1],
  /** Congestion window in segments; 0 where it is not told. */
  congestionWindow: [Uint32Array, 1],
} as const;

/** Rows that a table has room for at first. */
const FIRST_ROOM = 256;

/** What the kernel counts of sockets, a row for each of the table of Internet sockets beside it. */
export type TrafficColumns = Columns<typeof LAYOUT>;

/** A growing table of {@link TrafficColumns}. */
export class TrafficTable {
  columns: TrafficColumns = newColumns(LAYOUT, FIRST_ROOM);
  length = 0;

  /** Makes room for one more row and returns its index; all its fields must be set. */
  add(): number {
    if (this.length === this.columns.cookie.length) this.columns = growColumns(LAYOUT, this.columns);
    return this.length++;
  }

  /** Adds rows of sockets that nothing is counted of, up to so many in all. */
  fillTo(length: number): void {
    while (this.length < length) {
      const row = this.add();
      const { columns } = this;
      columns.cookie[row] = 0;
      columns.sent[row] = Number.NaN;
      columns.received[row] = Number.NaN;
      columns.retransmitted[row] = 0;
      columns.roundTrip[row] = 0;
      columns.congestionWindow[row] = 0;
    }
  }

  /** Removes all rows and makes room for so many. */
  clear(expected = 0): void {
    this.length = 0;
    if (expected > this.columns.cookie.length) this.columns = newColumns(LAYOUT, expected);
  }

  /** Gives all rows away and goes on without any. */
  take(): TrafficColumns {
    const taken = trimColumns(LAYOUT, this.columns, this.length);
    this.columns = newColumns(LAYOUT, FIRST_ROOM);
    this.length = 0;
    return taken;
  }

  /** A copy of the given rows, cut to size. */
  slice(rows?: ArrayLike<number>): TrafficColumns {
    return sliceColumns(LAYOUT, this.columns, this.length, rows);
  }
}

/** The rows of several tables as one. */
export function joinTraffic(tables: readonly TrafficColumns[]): TrafficColumns {
  return joinColumns(LAYOUT, tables);
}

/** So many rows of sockets that nothing is counted of. */
export function uncounted(rows: number): TrafficColumns {
  const table = new TrafficTable();
  table.clear(rows);
  table.fillTo(rows);
  return table.take();
}
