import { latin1 } from './scan';

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
  const fields = latin1(bytes, close + 2, bytes.length)
    .trimEnd()
    .split(' ');
  const pid = Number(latin1(bytes, 0, open).trim());
  const parentPid = Number(fields[1]);
  const startTime = Number(fields[19]);
  if (!Number.isInteger(pid) || !Number.isInteger(parentPid) || !Number.isInteger(startTime))
    return undefined;
  return { pid, comm: bytes.slice(open + 1, close), state: fields[0] ?? '', parentPid, startTime };
}

/** Whether the process has ended: a zombie waits for its parent to notice, and holds nothing. */
export function hasEnded(stat: ProcessStat): boolean {
  return stat.state === 'Z' || stat.state === 'X' || stat.state === 'x';
}
