import type { ParseIssue } from '../model/issue';
import type { UnixTable } from '../model/unixTable';
import { CUT_ROW, type Problem, makeIssue } from './issues';
import type { UnixMemory } from './unixLine';
import { COLON, HEX, NEWLINE, NOT_HEX, SPACE, latin1, lineEnd } from './scan';

/** `Num: RefCount Protocol Flags Type St Inode`, then a blank and the path. */
const ROW =
  /\s*[0-9A-Fa-f]+:\s*([0-9A-Fa-f]+)\s+([0-9A-Fa-f]+)\s+([0-9A-Fa-f]+)\s+([0-9A-Fa-f]+)\s+([0-9A-Fa-f]+)(?:\s+(\d+))?/y;

const ZERO = 0x30;

const FIELDS = ['RefCount', 'Protocol', 'Flags', 'Type', 'St', 'Inode'] as const;
const BITS = [32, 32, 32, 16, 8, 53] as const;

/** Pointer, counters and inode of a row fit in this many bytes; the path that follows is copied, not decoded. */
const FIELDS_LIMIT = 120;

/**
 * Reads a /proc/net/unix file that comes whole or in pieces, cut at line ends. Never throws.
 *
 * The format is net/unix/af_unix.c:unix_seq_show(). Paths are kept as raw bytes: the kernel prints them unescaped
 * (a NUL as `@`), so a newline in a path makes a second line, which is reported as an issue.
 */
export class UnixReader {
  /** What could not be read so far; the row is in the table where `rowKept` says so. */
  readonly issues: ParseIssue[] = [];
  readonly #table: UnixTable;
  readonly #memory: UnixMemory | undefined;
  /** 1-based number of the next line. */
  #line = 1;
  #hasInode = false;
  /** Rows of the table that the memory knows. */
  #learnt = 0;

  /**
   * @param table where the rows go
   * @param memory reads what is not laid out as kernels do, as netstat would
   */
  constructor(table: UnixTable, memory?: UnixMemory) {
    this.#table = table;
    this.#memory = memory;
  }

  /** Reads the next piece; the first line of the first one is the header. */
  take(bytes: Uint8Array): void {
    const end = bytes.length;
    for (let start = this.#line === 1 ? this.#takeHeader(bytes) : 0; start < end; this.#line++) {
      const next = this.#hasInode ? fastRow(bytes, start, end, this.#table) : 0;
      if (next > 0) {
        start = next;
        continue;
      }
      // The last of the rows so far, which is the one before, unless no row came of the lines since.
      if (this.#table.length > this.#learnt) this.#memory?.learn(this.#table, this.#table.length - 1);
      const stop = lineEnd(bytes, start, end);
      const problem = this.#addRow(bytes, start, stop, stop === end);
      if (problem !== undefined) {
        this.issues.push(makeIssue(bytes, start, stop, this.#line, stop === end, problem));
      }
      start = stop + 1;
      this.#learnt = this.#table.length;
    }
  }

  /** @returns where the first row starts */
  #takeHeader(bytes: Uint8Array): number {
    const stop = lineEnd(bytes, 0, bytes.length);
    this.#hasInode = latin1(bytes, 0, Math.min(stop, FIELDS_LIMIT)).includes('Inode');
    this.#line = 2;
    return stop + 1;
  }

  #addRow(bytes: Uint8Array, start: number, stop: number, isCut: boolean): Problem | undefined {
    if (this.#memory !== undefined) {
      const problem = this.#memory.addRow(bytes, start, stop, this.#hasInode, this.#table);
      return problem ?? (isCut ? CUT_ROW : undefined);
    }
    const field = addRow(bytes, start, stop, this.#hasInode, this.#table);
    if (field !== undefined) return { field, reason: 'is missing or unreadable', rowKept: false };
    return isCut ? CUT_ROW : undefined;
  }
}

/** Widths of RefCount, Protocol, Flags, Type and St as all kernels print them, each with the blank behind it. */
const FAST_WIDTH = 9 + 9 + 9 + 5 + 3;

/**
 * Reads one row laid out exactly as the kernel does. With the regular expression alone a pass took 1.17 of its CPU time, and
 * `netstat -anp` 1.09, with 2,000 UNIX sockets among 10,000.
 * @returns where the next line starts, or 0 (and no row added) where anything at all differs
 */
function fastRow(bytes: Uint8Array, start: number, end: number, table: UnixTable): number {
  let at = start;
  while (at < end && (HEX[bytes[at] ?? 0] ?? NOT_HEX) !== NOT_HEX) at++;
  const fields = at + 2;
  let inodeAt = fields + FAST_WIDTH;
  if (at === start || inodeAt >= end || bytes[at] !== COLON || bytes[at + 1] !== SPACE) return 0;
  if (
    bytes[fields + 8] !== SPACE ||
    bytes[fields + 17] !== SPACE ||
    bytes[fields + 26] !== SPACE ||
    bytes[fields + 31] !== SPACE ||
    bytes[fields + 34] !== SPACE
  ) {
    return 0;
  }
  while (bytes[inodeAt] === SPACE) inodeAt++;
  let pathAt = inodeAt;
  let inode = 0;
  for (let digit; pathAt < end && (digit = (bytes[pathAt] ?? 0) - 0x30) >= 0 && digit <= 9; pathAt++) {
    inode = inode * 10 + digit;
  }
  const after = bytes[pathAt];
  const stop = bytes.indexOf(NEWLINE, pathAt);
  if (pathAt === inodeAt || inode > Number.MAX_SAFE_INTEGER || stop === -1) return 0;
  if (after !== SPACE && after !== NEWLINE) return 0;
  const refCount = hex(bytes, fields, 8);
  const protocol = hex(bytes, fields + 9, 8);
  const flags = hex(bytes, fields + 18, 8);
  const type = hex(bytes, fields + 27, 4);
  const state = hex(bytes, fields + 32, 2);
  if (refCount < 0 || protocol < 0 || flags < 0 || type < 0 || state < 0) return 0;
  const row = table.add();
  const columns = table.columns;
  columns.refCount[row] = refCount;
  columns.protocol[row] = protocol;
  columns.flags[row] = flags;
  columns.type[row] = type;
  columns.state[row] = state;
  columns.inode[row] = inode;
  table.setPath(row, bytes, Math.min(pathAt + 1, stop), stop);
  return stop + 1;
}

/** A number of so many hexadecimal digits, or -1. */
function hex(bytes: Uint8Array, from: number, digits: number): number {
  let value = 0;
  let i = from;
  // Most of these numbers are small.
  while (bytes[i] === ZERO && i < from + digits) i++;
  for (; i < from + digits; i++) {
    const digit = HEX[bytes[i] ?? 0] ?? NOT_HEX;
    if (digit === NOT_HEX) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/** Adds the row of one line. Returns nothing, or the first field that could not be read. */
function addRow(
  bytes: Uint8Array,
  start: number,
  stop: number,
  hasInode: boolean,
  table: UnixTable,
): string | undefined {
  ROW.lastIndex = 0;
  const text = latin1(bytes, start, Math.min(stop, start + FIELDS_LIMIT));
  const match = ROW.exec(text);
  if (match === null) return 'line';
  if (hasInode && match[6] === undefined) return 'Inode';
  const values: number[] = [];
  for (const [index, bits] of BITS.entries()) {
    const value = Number.parseInt(match[index + 1] ?? '0', index === 5 ? 10 : 16);
    if (value >= 2 ** bits) return FIELDS[index];
    values.push(value);
  }
  const row = table.add();
  const columns = table.columns;
  columns.refCount[row] = values[0] ?? 0;
  columns.protocol[row] = values[1] ?? 0;
  columns.flags[row] = values[2] ?? 0;
  columns.type[row] = values[3] ?? 0;
  columns.state[row] = values[4] ?? 0;
  columns.inode[row] = hasInode ? (values[5] ?? 0) : 0;
  table.setPath(row, bytes, Math.min(start + ROW.lastIndex + 1, stop), stop);
  return undefined;
}
