import type { ParseIssue } from '../model/issue';
import type { UnixTable } from '../model/unixTable';
import { CUT_ROW, type Problem, makeIssue } from './issues';
import { latin1, lineEnd } from './scan';

/** `Num: RefCount Protocol Flags Type St Inode`, then a blank and the path. */
const ROW =
  /\s*[0-9A-Fa-f]+:\s*([0-9A-Fa-f]+)\s+([0-9A-Fa-f]+)\s+([0-9A-Fa-f]+)\s+([0-9A-Fa-f]+)\s+([0-9A-Fa-f]+)(?:\s+(\d+))?/y;

const FIELDS = ['RefCount', 'Protocol', 'Flags', 'Type', 'St', 'Inode'] as const;
const BITS = [32, 32, 32, 16, 8, 53] as const;

/** Pointer, counters and inode of a row fit in this many bytes; the path that follows is copied, not decoded. */
const FIELDS_LIMIT = 120;

/**
 * Reads a whole /proc/net/unix file and adds its rows to `table`.
 *
 * The format is net/unix/af_unix.c:unix_seq_show(). Paths are kept as raw bytes: the kernel prints them unescaped
 * (a NUL as `@`), so a newline in a path makes a second line, which is reported as an issue. Never throws.
 * @returns what could not be read; the row is in the table where `rowKept` says so
 */
export function parseUnix(bytes: Uint8Array, table: UnixTable): ParseIssue[] {
  const issues: ParseIssue[] = [];
  const end = bytes.length;
  const header = lineEnd(bytes, 0, end);
  const hasInode = latin1(bytes, 0, Math.min(header, FIELDS_LIMIT)).includes('Inode');
  let line = 2;
  for (let start = header + 1; start < end; line++) {
    const stop = lineEnd(bytes, start, end);
    const field = addRow(bytes, start, stop, hasInode, table);
    const problem: Problem | undefined =
      field !== undefined
        ? { field, reason: 'is missing or unreadable', rowKept: false }
        : stop === end
          ? CUT_ROW
          : undefined;
    if (problem !== undefined) {
      issues.push(makeIssue(bytes, start, stop, line, stop === end, problem));
    }
    start = stop + 1;
  }
  return issues;
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
