import {
  type Columns,
  growColumns,
  joinColumns,
  newColumns,
  sliceColumns,
  trimColumns,
} from '../model/columns';

/** What a message is of, as a number of the column `kind`. */
export const DESTROYED_KINDS = {
  connection: 0,
  /** A listener, or a socket that was bound and never connected: they look the same. Its foreign end is all 0. */
  listenerOrBound: 1,
  /** A connect that was answered with a reset. */
  refused: 2,
} as const;

const LAYOUT = {
  /** One of {@link DESTROYED_KINDS}; all but connections only where they are asked for. */
  kind: [Uint8Array, 1],
  cookie: [Float64Array, 1],
  isIPv6: [Uint8Array, 1],
  localAddress: [Uint32Array, 4],
  remoteAddress: [Uint32Array, 4],
  localPort: [Uint16Array, 1],
  remotePort: [Uint16Array, 1],
  /** As in the traffic table; `received` without what says that the other end was done. NaN where nothing is told. */
  sent: [Float64Array, 1],
  received: [Float64Array, 1],
  /**
   * 1 where `received` may be one byte more. The kernel counts the other end's FIN there, unless it came after this end
   * had closed, been acknowledged and become a socket in TIME_WAIT: a message alone does not tell which of both it was.
   */
  receivedDoubt: [Uint8Array, 1],
  /**
   * How many of its SYN and FIN the other end acknowledged. 2: it connected, and ended with FIN. 1: it was accepted and
   * ended with FIN, or it connected and was aborted by the other end. 0: it was aborted; as of kernels before 4.19, too.
   */
  acknowledged: [Uint8Array, 1],
  retransmitted: [Uint32Array, 1],
  roundTrip: [Uint32Array, 1],
  /** 1 where the figures are no more than a lower bound: the connection is known to have been aborted. */
  isAborted: [Uint8Array, 1],
  /** When the message was read, in milliseconds since 1970. */
  at: [Float64Array, 1],
} as const;

const FIRST_ROOM = 64;

/** Sockets of TCP that were closed, as the kernel told of them. */
export type DestroyedColumns = Columns<typeof LAYOUT>;

/** A growing table of them. */
export class DestroyedTable {
  columns: DestroyedColumns = newColumns(LAYOUT, FIRST_ROOM);
  length = 0;

  /** Makes room for one more row and returns its index; all its fields must be set. */
  add(): number {
    if (this.length === this.columns.at.length) this.columns = growColumns(LAYOUT, this.columns);
    return this.length++;
  }

  /** Gives all rows away and goes on without any. */
  take(): DestroyedColumns {
    const taken = trimColumns(LAYOUT, this.columns, this.length);
    this.columns = newColumns(LAYOUT, FIRST_ROOM);
    this.length = 0;
    return taken;
  }
}

/** The rows of several tables as one. */
export function joinDestroyed(tables: readonly DestroyedColumns[]): DestroyedColumns {
  return tables.length === 1 && tables[0] !== undefined ? tables[0] : joinColumns(LAYOUT, tables);
}

/** A copy of these rows, in that order. */
export function sliceDestroyed(columns: DestroyedColumns, rows: ArrayLike<number>): DestroyedColumns {
  return sliceColumns(LAYOUT, columns, rows.length, rows);
}

/** Connections alone. */
export function connectionsOf(rows: DestroyedColumns): DestroyedColumns {
  const { kind } = rows;
  if (kind.every((each) => each === DESTROYED_KINDS.connection)) return rows;
  const all = Array.from(kind.keys());
  return sliceDestroyed(
    rows,
    all.filter((row) => kind[row] === DESTROYED_KINDS.connection),
  );
}

/** What was told since it was asked last. */
export interface Destroyed {
  readonly rows: DestroyedColumns;
  /** Messages that the kernel could not deliver. */
  readonly lost: number;
  /** Whether anybody listened all the while; else connections closed unseen. */
  readonly isWhole: boolean;
}
