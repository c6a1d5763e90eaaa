import { addressAt, INET_PROTOCOLS, type InetProtocol, type InetTable } from '../model/inetTable';

/**
 * The kernel's socket diagnosis for Internet sockets: messages of netlink, in the machine's byte order but for addresses
 * and ports (sock_diag(7); include/uapi/linux/netlink.h, sock_diag.h, inet_diag.h). What it tells of a socket is what
 * the row of /proc/net tells, with these differences, which are seen to here:
 *
 * - a listener's Send-Q is its limit of waiting connections there, and 0 in /proc;
 * - a connection that is still being made (SYN_RECV) has no user there, and that of its listener in /proc;
 * - one counter stands for retransmits and probes there: of the timer that runs. That of a connection that is still
 *   being made counts all answers that were sent again, and in /proc those that a timer sent: this alone stays another.
 */
export type InetDiagProtocol = Extract<InetProtocol, 'tcp' | 'udp' | 'udp6'>;

/** include/net/tcp_states.h; 0 to 12 without BOUND_INACTIVE, sockets that /proc/net does not list. */
const EVERY_STATE = 0x1fff;
const LISTEN = 10;
const SYN_RECV = 3;

const AF_INET = 2;
const AF_INET6 = 10;
const IPPROTO_UDP = 17;

const TCPDIAG_GETSOCK = 18;
const SOCK_DIAG_BY_FAMILY = 20;
const NLM_F_REQUEST_DUMP = 0x301;
const NLMSG_ERROR = 2;
const NLMSG_DONE = 3;

/** INET_DIAG_REQ_BYTECODE: the attribute with a condition, in two words of struct inet_diag_bc_op. */
const CONDITION = 1;
/** INET_DIAG_BC_D_LE: goes on where the foreign port is not above the one in the word that follows. */
const FOREIGN_PORT_AT_MOST = 5;

/** INET_DIAG_SKMEMINFO, whose ninth number counts the datagrams dropped (SK_MEMINFO_DROPS). */
const MEMORY = 7;
const DROPS = 8;

const HEADER = 16;
const MESSAGE = 72;

/** Timers of a row: see `timer` in {@link InetTable}. */
const RETRANSMIT = 1;

/**
 * Which sockets of TCP are wanted; of UDP it is always all.
 * - `listening`: those that listen, which are in a small table of their own
 * - `servers`: those without a foreign port, which netstat takes for listeners: nearly always the same, but the kernel
 *   looks at all
 */
export type Selection = 'all' | 'listening' | 'servers';

/**
 * What to send for a list of sockets. TCP's is of both families: one walk through the kernel's hash table, by the
 * older request; the newer one knows a family at a time.
 */
export function inetDiagRequest(
  protocol: InetDiagProtocol,
  selection: Selection,
  littleEndian: boolean,
): Uint8Array {
  const isTcp = protocol === 'tcp';
  const hasCondition = isTcp && selection === 'servers';
  const bytes = new Uint8Array(HEADER + (isTcp ? 60 : 56) + (hasCondition ? 12 : 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length, littleEndian);
  view.setUint16(4, isTcp ? TCPDIAG_GETSOCK : SOCK_DIAG_BY_FAMILY, littleEndian);
  view.setUint16(6, NLM_F_REQUEST_DUMP, littleEndian);
  if (isTcp) {
    // struct inet_diag_req: the family is not looked at, the states stand behind the socket's identity.
    bytes[HEADER] = AF_INET;
    view.setUint32(HEADER + 52, selection === 'listening' ? 1 << LISTEN : EVERY_STATE, littleEndian);
  } else {
    // struct inet_diag_req_v2
    bytes[HEADER] = protocol === 'udp6' ? AF_INET6 : AF_INET;
    bytes[HEADER + 1] = IPPROTO_UDP;
    bytes[HEADER + 2] = 1 << (MEMORY - 1);
    view.setUint32(HEADER + 4, EVERY_STATE, littleEndian);
  }
  if (hasCondition) {
    const at = HEADER + 60;
    view.setUint16(at, 12, littleEndian);
    view.setUint16(at + 2, CONDITION, littleEndian);
    bytes[at + 4] = FOREIGN_PORT_AT_MOST;
    // Where to go on: behind both words, which accepts the socket, or further, which refuses it.
    bytes[at + 5] = 8;
    view.setUint16(at + 6, 12, littleEndian);
  }
  return bytes;
}

/** Takes the kernel's answers and adds the sockets to a table. */
export class InetDiagReader {
  /** Rows of each family so far. */
  readonly rows = { ipv4: 0, ipv6: 0 };
  readonly #protocol: InetDiagProtocol;
  readonly #littleEndian: boolean;
  readonly #table: InetTable;

  constructor(protocol: InetDiagProtocol, littleEndian: boolean, table: InetTable) {
    this.#protocol = protocol;
    this.#littleEndian = littleEndian;
    this.#table = table;
  }

  /**
   * Takes what one recv(2) gave.
   * @returns whether more is to come; 'refused' where the kernel reports an error or says what cannot be understood
   */
  take(bytes: Uint8Array): 'more' | 'done' | 'refused' {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at + HEADER <= bytes.length;) {
      const length = view.getUint32(at, this.#littleEndian);
      const type = view.getUint16(at + 4, this.#littleEndian);
      if (length < HEADER || at + length > bytes.length) return 'refused';
      if (type === NLMSG_DONE) return isFailed(view, at, length, this.#littleEndian) ? 'refused' : 'done';
      if (type === NLMSG_ERROR || length < HEADER + MESSAGE) return 'refused';
      this.#add(bytes, view, at + HEADER, at + length);
      at += (length + 3) & ~3;
    }
    return 'more';
  }

  /** struct inet_diag_msg */
  #add(bytes: Uint8Array, view: DataView, at: number, end: number): void {
    const littleEndian = this.#littleEndian;
    const isIPv6 = bytes[at] === AF_INET6;
    if (isIPv6) this.rows.ipv6++;
    else this.rows.ipv4++;
    const isTcp = this.#protocol === 'tcp';
    const row = this.#table.add();
    const { columns } = this.#table;
    columns.protocol[row] = isTcp ? (isIPv6 ? TCP6 : TCP) : isIPv6 ? UDP6 : UDP;
    columns.isIPv6[row] = isIPv6 ? 1 : 0;
    const words = isIPv6 ? 4 : 1;
    for (let word = 0; word < 4; word++) {
      columns.localAddress[row * 4 + word] = word < words ? view.getUint32(at + 8 + word * 4) : 0;
      columns.remoteAddress[row * 4 + word] = word < words ? view.getUint32(at + 24 + word * 4) : 0;
    }
    columns.localPort[row] = view.getUint16(at + 4);
    columns.remotePort[row] = view.getUint16(at + 6);
    const state = bytes[at + 1] ?? 0;
    const timer = bytes[at + 2] ?? 0;
    const counter = bytes[at + 3] ?? 0;
    columns.state[row] = state;
    columns.timer[row] = timer;
    columns.retransmits[row] = timer === RETRANSMIT ? counter : 0;
    columns.timeout[row] = timer === RETRANSMIT ? 0 : counter;
    // Milliseconds, and hundredths of a second in /proc. Kernels before 5.16 leave it as it was where no timer runs, and
    // have it below 0 where one has just run out.
    columns.timerWhen[row] = timer === 0 ? 0 : Math.max(0, view.getInt32(at + 52, littleEndian)) / 10;
    columns.rxQueue[row] = view.getUint32(at + 56, littleEndian);
    columns.txQueue[row] = isTcp && state === LISTEN ? 0 : view.getUint32(at + 60, littleEndian);
    columns.uid[row] = view.getUint32(at + 64, littleEndian);
    columns.inode[row] = view.getUint32(at + 68, littleEndian);
    columns.drops[row] = isTcp ? 0 : dropsOf(view, at + MESSAGE, end, littleEndian);
  }
}

const [TCP, TCP6, UDP, UDP6] = (['tcp', 'tcp6', 'udp', 'udp6'] as const).map((protocol) =>
  INET_PROTOCOLS.indexOf(protocol),
) as [number, number, number, number];

/** A list that ended early says so where it ends: NLMSG_DONE carries an error below 0. */
function isFailed(view: DataView, at: number, length: number, littleEndian: boolean): boolean {
  return length >= HEADER + 4 && view.getInt32(at + HEADER, littleEndian) < 0;
}

/** Attributes follow the message, each with its length and type (rtnetlink(7)). */
function dropsOf(view: DataView, from: number, end: number, littleEndian: boolean): number {
  for (let at = from; at + 4 <= end;) {
    const length = view.getUint16(at, littleEndian);
    if (length < 4) break;
    if (view.getUint16(at + 2, littleEndian) === MEMORY && length >= 4 + (DROPS + 1) * 4) {
      return view.getUint32(at + 4 + DROPS * 4, littleEndian);
    }
    at += (length + 3) & ~3;
  }
  return 0;
}

/** Gives connections of TCP that are being made the user of their listener, as the kernel does in /proc/net. */
export function completeUsers(table: InetTable): void {
  const { columns, length } = table;
  const isHalfOpen = (row: number): boolean =>
    columns.state[row] === SYN_RECV && columns.inode[row] === 0 && isTcp(columns.protocol[row]);
  const halfOpen = Array.from({ length }, (_, row) => row).filter(isHalfOpen);
  if (halfOpen.length === 0) return;
  const users = new Map<string, number>();
  for (let row = 0; row < length; row++) {
    if (columns.state[row] === LISTEN && isTcp(columns.protocol[row]))
      users.set(`${columns.localPort[row]} ${addressOf(columns.localAddress, row)}`, columns.uid[row] ?? 0);
  }
  for (const row of halfOpen) {
    const port = columns.localPort[row];
    const uid =
      users.get(`${port} ${addressOf(columns.localAddress, row)}`) ?? users.get(`${port} ${EVERY_ADDRESS}`);
    columns.uid[row] = uid ?? 0;
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
