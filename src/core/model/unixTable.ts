import { type Columns, growColumns, joinColumns, newColumns, sliceColumns, trimColumns } from './columns';

const LAYOUT = {
  refCount: [Uint32Array, 1],
  /** Always 0 on current kernels. */
  protocol: [Uint32Array, 1],
  /** Bits of include/linux/net.h: 0x10000 accepting connections, 0x20000 waiting, 0x40000 no space. */
  flags: [Uint32Array, 1],
  /** 1 stream, 2 datagram, 3 raw, 4 rdm, 5 seqpacket. */
  type: [Uint16Array, 1],
  /** 0 free, 1 unconnected, 2 connecting, 3 connected, 4 disconnecting. */
  state: [Uint8Array, 1],
  /** 64 bits in the format, though today's kernels number sockets with 32. */
  inode: [Float64Array, 1],
  pathStart: [Uint32Array, 1],
  pathLength: [Uint32Array, 1],
} as const;

/** Rows that a table has room for at first. */
const FIRST_ROOM = 256;

/** The columns of UNIX sockets; paths lie one behind another in `paths`, as the raw bytes of /proc/net/unix. */
export type UnixColumns = Columns<typeof LAYOUT> & { paths: Uint8Array };

/** A growing table of UNIX sockets. */
export class UnixTable {
  columns: Columns<typeof LAYOUT> = newColumns(LAYOUT, FIRST_ROOM);
  length = 0;
  paths = new Uint8Array(4096);
  pathsLength = 0;

  /** Makes room for one more row and returns its index; all its fields must be set. */
  add(): number {
    if (this.length === this.columns.inode.length) this.columns = growColumns(LAYOUT, this.columns);
    return this.length++;
  }

  /** Stores the bytes [from, to) as the path of row `row`. */
  setPath(row: number, bytes: Uint8Array, from: number, to: number): void {
    const length = to - from;
    if (this.pathsLength + length > this.paths.length) {
      const grown = new Uint8Array(Math.max(this.paths.length * 2, this.pathsLength + length));
      grown.set(this.paths);
      this.paths = grown;
    }
    this.paths.set(bytes.subarray(from, to), this.pathsLength);
    this.columns.pathStart[row] = this.pathsLength;
    this.columns.pathLength[row] = length;
    this.pathsLength += length;
  }

  /** Removes all rows and makes room for so many. */
  clear(expected = 0): void {
    this.length = 0;
    this.pathsLength = 0;
    if (expected > this.columns.inode.length) this.columns = newColumns(LAYOUT, expected);
  }

  /** Gives all rows away, with a copy of their paths, and goes on without any. */
  take(): UnixColumns {
    const columns = trimColumns(LAYOUT, this.columns, this.length);
    const paths = this.paths.slice(0, this.pathsLength);
    this.columns = newColumns(LAYOUT, FIRST_ROOM);
    this.clear();
    return { ...columns, paths };
  }
}

/** A copy of these rows, in that order; all paths are kept, unless there is no row. */
export function sliceUnix(columns: UnixColumns, rows: ArrayLike<number>): UnixColumns {
  const paths = rows.length === 0 ? new Uint8Array(0) : columns.paths.slice();
  return { ...sliceColumns(LAYOUT, columns, rows.length, rows), paths };
}

/** The rows of several tables as one. */
export function joinUnix(tables: readonly UnixColumns[]): UnixColumns {
  const columns = joinColumns(LAYOUT, tables);
  const paths = new Uint8Array(tables.reduce((bytes, table) => bytes + table.paths.length, 0));
  let [row, at] = [0, 0];
  for (const table of tables) {
    paths.set(table.paths, at);
    for (const end = row + table.inode.length; row < end; row++) {
      columns.pathStart[row] = (columns.pathStart[row] ?? 0) + at;
    }
    at += table.paths.length;
  }
  return { ...columns, paths };
}

/** One UNIX socket as an object. The path is raw bytes: the kernel lets any byte in; empty where unnamed. */
export interface UnixSocket {
  readonly refCount: number;
  readonly protocol: number;
  readonly flags: number;
  readonly type: number;
  readonly state: number;
  readonly inode: number;
  readonly path: Uint8Array;
}

/** Row `row` of the columns as an object. Undefined behaviour beyond the last row. */
export function unixSocketAt(columns: UnixColumns, row: number): UnixSocket {
  const at = (column: ArrayLike<number>): number => column[row] ?? 0;
  const start = at(columns.pathStart);
  return {
    refCount: at(columns.refCount),
    protocol: at(columns.protocol),
    flags: at(columns.flags),
    type: at(columns.type),
    state: at(columns.state),
    inode: at(columns.inode),
    path: columns.paths.subarray(start, start + at(columns.pathLength)),
  };
}
