import {
  type Columns,
  growColumns,
  joinColumns,
  newColumns,
  sliceColumns,
  trimColumns,
  viewColumns,
} from './columns';

/**
 * The Internet socket tables of /proc/net, IPv4 and IPv6 in pairs; the index is the protocol's code in a table, and half
 * of it is the same for both families. SCTP has one table for both.
 */
export const INET_PROTOCOLS = [
  'tcp',
  'tcp6',
  'udp',
  'udp6',
  'udplite',
  'udplite6',
  'raw',
  'raw6',
  'icmp',
  'icmp6',
  'sctp',
] as const;

export type InetProtocol = (typeof INET_PROTOCOLS)[number];

const LAYOUT = {
  /** Index into {@link INET_PROTOCOLS}. */
  protocol: [Uint8Array, 1],
  /** 1 where the address is an IPv6 one (netstat decides by the address's length, not by the file). */
  isIPv6: [Uint8Array, 1],
  /** Four 32-bit words an address, most significant first; IPv4 in the first word alone. */
  localAddress: [Uint32Array, 4],
  remoteAddress: [Uint32Array, 4],
  /** Raw sockets: the IP protocol number. */
  localPort: [Uint16Array, 1],
  remotePort: [Uint16Array, 1],
  /** Raw state number, see include/net/tcp_states.h. */
  state: [Uint8Array, 1],
  /** TCP: unacknowledged bytes; others: send memory charged. */
  txQueue: [Uint32Array, 1],
  /** TCP: unread bytes, for a listener its accept queue; others: receive memory charged. */
  rxQueue: [Uint32Array, 1],
  /** Which timer runs: 0 none, 1 retransmit, 2 keepalive, 3 TIME_WAIT, 4 zero window probe. */
  timer: [Uint8Array, 1],
  /** Clock ticks (1/100 s) until the timer ends. */
  timerWhen: [Uint32Array, 1],
  retransmits: [Uint32Array, 1],
  uid: [Uint32Array, 1],
  /** Unanswered zero window probes; signed. */
  timeout: [Int32Array, 1],
  /** 64 bits in the format, though today's kernels number sockets with 32. */
  inode: [Float64Array, 1],
  /** Datagrams dropped (UDP, UDP-Lite, raw, ICMP); 0 where the kernel has no such column. */
  drops: [Uint32Array, 1],
  /** Id of the control group that the socket was made in; 0 where it is not told, see `core/netlink/inetDiag.ts`. */
  cgroup: [Float64Array, 1],
  /** The kernel's own number of the socket, which no other gets until the next boot; 0 where it is not told. */
  cookie: [Float64Array, 1],
} as const;

/** Rows that a table has room for at first. */
const FIRST_ROOM = 256;

/** The columns of Internet sockets: typed arrays of one length, fit for transfer between threads. */
export type InetColumns = Columns<typeof LAYOUT>;

/** A growing table of Internet sockets. Rows are columns; objects are made by {@link inetSocketAt} when shown. */
export class InetTable {
  columns: InetColumns = newColumns(LAYOUT, FIRST_ROOM);
  length = 0;

  /** Makes room for one more row and returns its index; all its fields must be set. */
  add(): number {
    if (this.length === this.columns.inode.length) this.columns = growColumns(LAYOUT, this.columns);
    return this.length++;
  }

  /** Adds a socket that is an object. */
  addSocket(socket: InetSocket): void {
    const row = this.add();
    const { columns } = this;
    columns.protocol[row] = INET_PROTOCOLS.indexOf(socket.protocol);
    columns.isIPv6[row] = socket.isIPv6 ? 1 : 0;
    columns.localAddress.set(socket.localAddress, row * 4);
    columns.localPort[row] = socket.localPort;
    columns.remoteAddress.set(socket.remoteAddress, row * 4);
    columns.remotePort[row] = socket.remotePort;
    columns.state[row] = socket.state;
    columns.txQueue[row] = socket.txQueue;
    columns.rxQueue[row] = socket.rxQueue;
    columns.timer[row] = socket.timer;
    columns.timerWhen[row] = socket.timerWhen;
    columns.retransmits[row] = socket.retransmits;
    columns.uid[row] = socket.uid;
    columns.timeout[row] = socket.timeout;
    columns.inode[row] = socket.inode;
    columns.drops[row] = socket.drops;
    columns.cgroup[row] = 0;
    columns.cookie[row] = 0;
  }

  /** Removes all rows and makes room for so many. */
  clear(expected = 0): void {
    this.length = 0;
    if (expected > this.columns.inode.length) this.columns = newColumns(LAYOUT, expected);
  }

  /** Gives all rows away and goes on without any. */
  take(): InetColumns {
    const taken = trimColumns(LAYOUT, this.columns, this.length);
    this.columns = newColumns(LAYOUT, FIRST_ROOM);
    this.length = 0;
    return taken;
  }

  /** A copy of the given rows, cut to size. */
  slice(rows?: ArrayLike<number>): InetColumns {
    return sliceColumns(LAYOUT, this.columns, this.length, rows);
  }
}

/** A copy of these rows, in that order. */
export function sliceInet(columns: InetColumns, rows: ArrayLike<number>): InetColumns {
  return sliceColumns(LAYOUT, columns, rows.length, rows);
}

/** The rows from one to before another, which share the memory of the table. */
export function viewInet(columns: InetColumns, first: number, end: number): InetColumns {
  return viewColumns(LAYOUT, columns, first, end);
}

/** The rows of several tables as one. */
export function joinInet(tables: readonly InetColumns[]): InetColumns {
  return joinColumns(LAYOUT, tables);
}

/** One Internet socket as an object, for what is shown. */
export interface InetSocket {
  readonly protocol: InetProtocol;
  readonly isIPv6: boolean;
  readonly localAddress: AddressWords;
  readonly localPort: number;
  readonly remoteAddress: AddressWords;
  readonly remotePort: number;
  readonly state: number;
  readonly txQueue: number;
  readonly rxQueue: number;
  readonly timer: number;
  readonly timerWhen: number;
  readonly retransmits: number;
  readonly uid: number;
  readonly timeout: number;
  readonly inode: number;
  readonly drops: number;
}

/** An address as four 32-bit words, most significant first; IPv4 in the first word alone. */
export type AddressWords = readonly [number, number, number, number];

/** Row `row` of the columns as an object. Undefined behaviour beyond the last row. */
export function inetSocketAt(columns: InetColumns, row: number): InetSocket {
  const at = (column: ArrayLike<number>): number => column[row] ?? 0;
  return {
    protocol: INET_PROTOCOLS[at(columns.protocol)] ?? 'tcp',
    isIPv6: at(columns.isIPv6) === 1,
    localAddress: addressAt(columns.localAddress, row),
    localPort: at(columns.localPort),
    remoteAddress: addressAt(columns.remoteAddress, row),
    remotePort: at(columns.remotePort),
    state: at(columns.state),
    txQueue: at(columns.txQueue),
    rxQueue: at(columns.rxQueue),
    timer: at(columns.timer),
    timerWhen: at(columns.timerWhen),
    retransmits: at(columns.retransmits),
    uid: at(columns.uid),
    timeout: at(columns.timeout),
    inode: at(columns.inode),
    drops: at(columns.drops),
  };
}

/** The four words of row `row` of an address column. */
export function addressAt(column: Uint32Array, row: number): AddressWords {
  const first = row * 4;
  return [column[first] ?? 0, column[first + 1] ?? 0, column[first + 2] ?? 0, column[first + 3] ?? 0];
}
