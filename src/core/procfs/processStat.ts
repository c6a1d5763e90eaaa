import { NEWLINE, SPACE, latin1 } from './scan';

/** What /proc/PID/stat tells of a process' identity. */
export interface ProcessStat {
  readonly pid: number;
  /** At most 15 bytes, any bytes. */
  readonly comm: Uint8Array;
  /** One letter of proc(5): R running, S sleeping, Z zombie, X dead … */
  readonly state: string;
  readonly parentPid: number;
  /** Clock ticks after boot. */
  readonly startTime: number;
}

/**
 * Reads a /proc/PID/stat file, see proc_pid_stat(5). The name stands in parentheses and may hold some itself, so it
 * ends at the last one.
 * @returns nothing where the text is not such a line
 */
export function parseProcessStat(bytes: Uint8Array): ProcessStat | undefined {
  const open = bytes.indexOf(0x28);
  const close = bytes.lastIndexOf(0x29);
  if (open < 0 || close < open) return undefined;
  const pid = Number(latin1(bytes, 0, open).trim());
  const state = latin1(bytes, close + 2, fieldEnd(bytes, close + 2));
  const parentPid = numberAt(bytes, fieldAt(bytes, close + 2, 1));
  const startTime = numberAt(bytes, fieldAt(bytes, close + 2, 19));
  if (!Number.isInteger(pid) || !Number.isInteger(parentPid) || !Number.isInteger(startTime))
    return undefined;
  return { pid, comm: bytes.slice(open + 1, close), state, parentPid, startTime };
}

/** Where the field that stands `count` blanks behind `from` begins. */
function fieldAt(bytes: Uint8Array, from: number, count: number): number {
  let at = from;
  for (let passed = 0; passed < count && at < bytes.length; at++) if (bytes[at] === SPACE) passed++;
  return at;
}

function fieldEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== SPACE && bytes[at] !== NEWLINE) at++;
  return at;
}

/** The decimal there, or NaN. */
function numberAt(bytes: Uint8Array, from: number): number {
  return from < bytes.length ? Number(latin1(bytes, from, fieldEnd(bytes, from)) || Number.NaN) : Number.NaN;
}

/** Whether the process has ended: a zombie waits for its parent to notice, and holds nothing. */
export function hasEnded(stat: ProcessStat): boolean {
  return stat.state === 'Z' || stat.state === 'X' || stat.state === 'x';
}
