import { addressAt, INET_PROTOCOLS, type InetTable } from '../model/inetTable';
import type { TrafficTable } from '../model/trafficTable';
import {
  AF_INET6,
  CLOSE_WAIT,
  EVERY_STATE,
  INFO,
  type InetDiagProtocol,
  inetRequest,
  LISTEN,
  MEMORY,
  MESSAGE,
} from './inetRequest';
import { addCounters, COOKIE } from './inetTraffic';
import { attribute, takeMessages } from './netlinkMessages';

const SYN_RECV = 3;

/** SK_MEMINFO_DROPS */
const DROPS = 8;

/** INET_DIAG_CGROUP_ID (Linux 5.8), which comes unasked; not of sockets in TIME_WAIT and SYN_RECV. */
const CGROUP_ID = 21;
const WORD = 2 ** 32;

/** Timers of a row: see `timer` in {@link InetTable}. */
const RETRANSMIT = 1;

/**
 * Which sockets of TCP are wanted; of UDP it is always all.
 * - `listening`: those that listen, which are in a small table of their own
 * - `listeningOrUnclosed`: those, and connections that the other end has closed alone, of which there should be few: the kernel
 *   looks at all, and tells of these
 * - `servers`: those without a foreign port, which netstat takes for listeners: nearly always the same, but the kernel
 *   looks at all
 */
export type Selection = 'all' | 'listening' | 'listeningOrUnclosed' | 'servers';

/** What to send for a list of sockets. TCP's is of both families. @param counted with what the kernel counts of TCP's */
export function inetDiagRequest(
  protocol: InetDiagProtocol,
  selection: Selection,
  littleEndian: boolean,
  counted = false,
): Uint8Array {
  const isTcp = protocol === 'tcp';
  return inetRequest(
    {
      protocol,
      states: isTcp ? statesOf(selection) : EVERY_STATE,
      attributes: isTcp ? (counted ? [INFO] : []) : [MEMORY],
      ports: isTcp && selection === 'servers' ? [['foreign port at most', 0]] : [],
    },
    littleEndian,
  );
}

function statesOf(selection: Selection): number {
  switch (selection) {
    case 'listening':
      return 1 << LISTEN;
    case 'listeningOrUnclosed':
      return (1 << LISTEN) | (1 << CLOSE_WAIT);
    case 'all':
    case 'servers':
      return EVERY_STATE;
  }
}

/**
 * Takes the kernel's answers and adds the sockets to a table: messages of netlink, in the machine's byte order but for
 * addresses and ports (sock_diag(7); include/uapi/linux/sock_diag.h, inet_diag.h). What it tells of a socket is what the
 * row of /proc/net tells, with these differences, which are seen to here:
 *
 * - a listener's Send-Q is its limit of waiting connections there, and 0 in /proc;
 * - a connection that is still being made (SYN_RECV) has no user there, and that of its listener in /proc;
 * - one counter stands for retransmits and probes there: of the timer that runs. That of a connection that is still
 *   being made counts all answers that were sent again, and in /proc those that a timer sent: this alone stays another.
 */
export class InetDiagReader {
  /** Rows of each family so far. */
  readonly rows = { ipv4: 0, ipv6: 0 };
  readonly #protocol: InetDiagProtocol;
  readonly #littleEndian: boolean;
  readonly #table: InetTable;
  readonly #traffic: TrafficTable | undefined;
  readonly #limits: Map<number, number> | undefined;

  /**
   * @param traffic gets a row for each of the table: what the kernel counts, where it was asked for that
   * @param limits gets how many connections may wait at each of TCP's listeners, by its inode
   */
  constructor(
    protocol: InetDiagProtocol,
    littleEndian: boolean,
    table: InetTable,
    traffic?: TrafficTable,
    limits?: Map<number, number>,
  ) {
    this.#protocol = protocol;
    this.#littleEndian = littleEndian;
    this.#table = table;
    this.#traffic = traffic;
    this.#limits = limits;
  }

  /**
   * Takes what one recv(2) gave.
   * @returns whether more is to come; 'refused' where the kernel reports an error or says what cannot be understood
   */
  take(bytes: Uint8Array): 'more' | 'done' | 'refused' {
    return takeMessages(bytes, this.#littleEndian, MESSAGE, (view, from, end) => this.#add(view, from, end));
  }

  /** struct inet_diag_msg. Small fields are read together: each reading of a view is a call until it is optimized. */
  #add(view: DataView, at: number, end: number): void {
    const littleEndian = this.#littleEndian;
    const bytes = view.getUint32(at);
    const isIPv6 = bytes >>> 24 === AF_INET6;
    const state = (bytes >>> 16) & 0xff;
    const timer = (bytes >>> 8) & 0xff;
    const counter = bytes & 0xff;
    if (isIPv6) this.rows.ipv6++;
    else this.rows.ipv4++;
    const isTcp = this.#protocol === 'tcp';
    const row = this.#table.add();
    const { columns } = this.#table;
    columns.protocol[row] = isTcp ? (isIPv6 ? TCP6 : TCP) : isIPv6 ? UDP6 : UDP;
    columns.isIPv6[row] = isIPv6 ? 1 : 0;
    const { localAddress, remoteAddress } = columns;
    const words = isIPv6 ? 4 : 1;
    for (let word = 0, to = row * 4; word < 4; word++, to++) {
      localAddress[to] = word < words ? view.getUint32(at + 8 + word * 4) : 0;
      remoteAddress[to] = word < words ? view.getUint32(at + 24 + word * 4) : 0;
    }
    const ports = view.getUint32(at + 4);
    columns.localPort[row] = ports >>> 16;
    columns.remotePort[row] = ports;
    columns.state[row] = state;
    columns.timer[row] = timer;
    columns.retransmits[row] = timer === RETRANSMIT ? counter : 0;
    columns.timeout[row] = timer === RETRANSMIT ? 0 : counter;
    // Milliseconds, and hundredths of a second in /proc. Kernels before 5.16 leave it as it was where no timer runs, and
    // have it below 0 where one has just run out.
    columns.timerWhen[row] = timer === 0 ? 0 : Math.max(0, view.getInt32(at + 52, littleEndian)) / 10;
    columns.rxQueue[row] = view.getUint32(at + 56, littleEndian);
    const isListener = isTcp && state === LISTEN;
    columns.txQueue[row] = isListener ? 0 : view.getUint32(at + 60, littleEndian);
    columns.uid[row] = view.getUint32(at + 64, littleEndian);
    columns.inode[row] = view.getUint32(at + 68, littleEndian);
    if (isListener) this.#limits?.set(columns.inode[row] ?? 0, view.getUint32(at + 60, littleEndian));
    columns.drops[row] = isTcp ? 0 : dropsOf(view, at + MESSAGE, end, littleEndian);
    columns.cgroup[row] = cgroupOf(view, at + MESSAGE, end, littleEndian);
    columns.cookie[row] =
      view.getUint32(at + COOKIE + 4, littleEndian) * WORD + view.getUint32(at + COOKIE, littleEndian);
    if (this.#traffic !== undefined) addCounters(this.#traffic, view, at, end, littleEndian);
  }
}

const [TCP, TCP6, UDP, UDP6] = (['tcp', 'tcp6', 'udp', 'udp6'] as const).map((protocol) =>
  INET_PROTOCOLS.indexOf(protocol),
) as [number, number, number, number];

function dropsOf(view: DataView, from: number, end: number, littleEndian: boolean): number {
  const memory = attribute(view, from, end, MEMORY, (DROPS + 1) * 4, littleEndian);
  return memory?.getUint32(DROPS * 4, littleEndian) ?? 0;
}

/**
 * The id is 64 bits in a place that is aligned to 32. A view made for the attribute alone takes ten times as long, and another
 * call to read them 1.2 times as long for the whole row.
 */
function cgroupOf(view: DataView, from: number, end: number, littleEndian: boolean): number {
  for (let at = from; at + 12 <= end;) {
    const length = view.getUint16(at, littleEndian);
    if (view.getUint16(at + 2, littleEndian) === CGROUP_ID && length === 12) {
      const [low, high] = littleEndian ? [at + 4, at + 8] : [at + 8, at + 4];
      return view.getUint32(high, littleEndian) * WORD + view.getUint32(low, littleEndian);
    }
    if (length < 4) return 0;
    at += (length + 3) & ~3;
  }
  return 0;
}

/**
 * Gives connections of TCP that are being made the user of their listener, as the kernel does in /proc/net, and its
 * control group: they have none of their own yet.
 */
export function completeHalfOpen(table: InetTable): void {
  const { columns, length } = table;
  const halfOpen: number[] = [];
  for (let row = 0; row < length; row++) {
    if (columns.state[row] !== SYN_RECV || columns.inode[row] !== 0) continue;
    if (isTcp(columns.protocol[row])) halfOpen.push(row);
  }
  if (halfOpen.length === 0) return;
  const listeners = new Map<string, number>();
  const key = (protocol: number, row: number, address: string): string =>
    `${protocol} ${columns.localPort[row]} ${address}`;
  for (let row = 0; row < length; row++) {
    const protocol = columns.protocol[row] ?? 0;
    if (columns.state[row] === LISTEN && isTcp(protocol))
      listeners.set(key(protocol, row, addressOf(columns.localAddress, row)), row);
  }
  for (const row of halfOpen) {
    const own = columns.protocol[row] ?? 0;
    const addresses = [addressOf(columns.localAddress, row), EVERY_ADDRESS];
    // A listener of IPv6 may serve IPv4 too, where none of IPv4 does.
    const possible = [own, own === TCP ? TCP6 : TCP].flatMap((protocol) =>
      addresses.map((address) => listeners.get(key(protocol, row, address))),
    );
    const listener = possible.find((found) => found !== undefined);
    columns.uid[row] = listener === undefined ? 0 : (columns.uid[listener] ?? 0);
    columns.cgroup[row] = listener === undefined ? 0 : (columns.cgroup[listener] ?? 0);
  }
}

function isTcp(protocol: number | undefined): boolean {
  return protocol === TCP || protocol === TCP6;
}

const EVERY_ADDRESS = '0,0,0,0';

/** An address of either family as text: one of IPv4 that a listener of IPv6 has is the same as without IPv6. */
function addressOf(column: Uint32Array, row: number): string {
  const [first, second, third, fourth] = addressAt(column, row);
  return String(
    first === 0 && second === 0 && third === 0xffff ? [fourth, 0, 0, 0] : [first, second, third, fourth],
  );
}
