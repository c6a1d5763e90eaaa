import { INET_PROTOCOLS, type InetProtocol, type InetTable } from '../model/inetTable';
import type { ParseIssue } from '../model/issue';
import { parseInetLine } from './inetLine';
import type { InetMemory } from './inetMemory';
import { CUT_ROW, makeIssue } from './issues';
import { COLON, HEX, NEWLINE, NOT_HEX, SPACE, lineEnd, swap32 } from './scan';

/** How a table of /proc/net is to be read. */
export interface InetFormat {
  readonly protocol: InetProtocol;
  /** The byte order of the machine that wrote the file. */
  readonly littleEndian: boolean;
}

/**
 * Reads the rows from `from` to the end of `bytes`, for files that are read in pieces (cut at line ends).
 * @param firstLine 1-based number of the first of these lines
 * @param memory of the lines of the file before these, where netstat's own memory of them counts
 * @returns how many lines were read
 */
export function parseInetRows(
  bytes: Uint8Array,
  from: number,
  firstLine: number,
  format: InetFormat,
  table: InetTable,
  issues: ParseIssue[],
  memory?: InetMemory,
): number {
  const end = bytes.length;
  const protocol = INET_PROTOCOLS.indexOf(format.protocol);
  const words = format.protocol.endsWith('6') ? 4 : 1;
  const hasDrops = !format.protocol.startsWith('tcp');
  const view = new DataView(bytes.buffer, bytes.byteOffset, end);
  let line = firstLine;
  /** Row of the line before, where it was laid out as kernels do. */
  let regular = -1;
  for (let start = from; start < end; line++) {
    const next = fastRow(bytes, view, start, end, protocol, words, hasDrops, format.littleEndian, table);
    if (next > 0) {
      start = next;
      regular = table.length - 1;
      continue;
    }
    if (regular >= 0) memory?.learn(table, regular);
    regular = -1;
    const stop = lineEnd(bytes, start, end);
    const problems = parseInetLine(bytes, start, stop, protocol, format.littleEndian, table, memory);
    if (stop === end && problems.length === 0) problems.push(CUT_ROW);
    for (const problem of problems) issues.push(makeIssue(bytes, start, stop, line, stop === end, problem));
    start = stop + 1;
  }
  if (regular >= 0) memory?.learn(table, regular);
  return line - firstLine;
}

/**
 * Reads one row laid out exactly as the kernel does: fixed columns up to the retransmits, decimals after them. With the
 * tolerant parser alone a pass over files took 2.6 of its CPU time with 10,000 sockets, and `netstat -anp` 1.04.
 * @returns where the next line starts, or 0 (and no row added) where anything at all differs
 */
function fastRow(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
  protocol: number,
  words: number,
  hasDrops: boolean,
  littleEndian: boolean,
  table: InetTable,
): number {
  let at = start;
  while (bytes[at] === SPACE) at++;
  const number = at;
  while (isDigit(bytes[at])) at++;
  const local = at + 2;
  const remote = local + words * 8 + 6;
  const state = remote + words * 8 + 6;
  const queues = state + 3;
  const timer = queues + 18;
  const retransmits = timer + 12;
  const uid = retransmits + 8;
  if (
    uid + 20 > end ||
    at === number ||
    bytes[at] !== COLON ||
    bytes[local - 1] !== SPACE ||
    bytes[remote - 6] !== COLON ||
    bytes[remote - 1] !== SPACE ||
    bytes[state - 6] !== COLON ||
    bytes[state - 1] !== SPACE ||
    bytes[queues - 1] !== SPACE ||
    bytes[queues + 8] !== COLON ||
    bytes[timer - 1] !== SPACE ||
    bytes[timer + 2] !== COLON ||
    bytes[retransmits - 1] !== SPACE ||
    bytes[uid] !== SPACE
  ) {
    return 0;
  }
  bad = 0;
  const row = table.add();
  const columns = table.columns;
  for (let word = 0; word < words; word++) {
    const mine = hex8(bytes, view, local + word * 8);
    const theirs = hex8(bytes, view, remote + word * 8);
    columns.localAddress[row * 4 + word] = littleEndian ? swap32(mine) : mine;
    columns.remoteAddress[row * 4 + word] = littleEndian ? swap32(theirs) : theirs;
  }
  for (let word = words; word < 4; word++) {
    columns.localAddress[row * 4 + word] = 0;
    columns.remoteAddress[row * 4 + word] = 0;
  }
  columns.protocol[row] = protocol;
  columns.isIPv6[row] = words === 4 ? 1 : 0;
  columns.localPort[row] = hex4(bytes, remote - 5);
  columns.remotePort[row] = hex4(bytes, state - 5);
  columns.state[row] = hex2(bytes, state);
  columns.txQueue[row] = hex8(bytes, view, queues);
  columns.rxQueue[row] = hex8(bytes, view, queues + 9);
  columns.timer[row] = hex2(bytes, timer);
  columns.timerWhen[row] = hex8(bytes, view, timer + 3);
  columns.retransmits[row] = hex8(bytes, view, retransmits);
  position = uid;
  columns.uid[row] = decimal(bytes, end);
  columns.timeout[row] = decimal(bytes, end);
  columns.inode[row] = decimal(bytes, end);
  columns.drops[row] = hasDrops ? lastDecimal(bytes, end) : 0;
  columns.cgroup[row] = 0;
  columns.cookie[row] = 0;
  const newline = bytes.indexOf(NEWLINE, position);
  if ((bad & NOT_HEX) !== 0 || newline === -1) {
    table.length--;
    return 0;
  }
  return newline + 1;
}

/** "0000" as a number of four bytes. */
const FOUR_ZEROS = 0x30303030;

/** Where the decimal scanners stand, and whether any scanner met a byte it could not read ({@link NOT_HEX}). */
let position = 0;
let bad = 0;

function hex2(bytes: Uint8Array, at: number): number {
  const high = HEX[bytes[at] ?? 0] ?? NOT_HEX;
  const low = HEX[bytes[at + 1] ?? 0] ?? NOT_HEX;
  bad |= high | low;
  return (high << 4) | low;
}

function hex4(bytes: Uint8Array, at: number): number {
  return (hex2(bytes, at) << 8) | hex2(bytes, at + 2);
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** Most of these numbers are 0: that is seen at a glance. */
function hex8(bytes: Uint8Array, view: DataView, at: number): number {
  if (view.getUint32(at) === FOUR_ZEROS && view.getUint32(at + 4) === FOUR_ZEROS) return 0;
  return ((hex4(bytes, at) << 16) | hex4(bytes, at + 4)) >>> 0;
}

/** Skips blanks and reads an unsigned decimal of at most 32 bits that ends in a blank or at the line's end. */
function decimal(bytes: Uint8Array, end: number): number {
  while (bytes[position] === SPACE) position++;
  const first = position;
  let value = 0;
  let digit: number;
  while (position < end && (digit = (bytes[position] ?? 0) - 0x30) >= 0 && digit <= 9) {
    value = value * 10 + digit;
    position++;
  }
  const after = bytes[position];
  if (first === position || value > 0xffffffff) bad = NOT_HEX;
  else if (position < end && after !== SPACE && after !== NEWLINE) bad = NOT_HEX;
  return value;
}

/** The third field from here: `ref pointer drops` (net/ipv4/udp.c:udp4_format_sock()); 0 on kernels before 2.6.27. */
function lastDecimal(bytes: Uint8Array, end: number): number {
  for (let field = 0; field < 2; field++) {
    while (bytes[position] === SPACE) position++;
    while (position < end && bytes[position] !== SPACE && bytes[position] !== NEWLINE) position++;
  }
  while (bytes[position] === SPACE) position++;
  return position < end && bytes[position] !== NEWLINE ? decimal(bytes, end) : 0;
}
