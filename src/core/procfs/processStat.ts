import { NEWLINE, SPACE, latin1 } from './scan';

/** What /proc/PID/stat tells of a process' identity. */
export interface ProcessStat {
  readonly pid: number;
  /** At most 15 bytes, any bytes. */
  readonly comm: Uint8Array;
  /** One letter of proc(5): R running, S sleeping, Z zombie, X dead … */
  readonly state: string;
  readonly parentPid: number;
  /** How many threads it has, the main one that has ended among them. */
  readonly threads: number;
  /** Whether it is a thread of the kernel's own. */
  readonly isKernelThread: boolean;
  /** Whether it runs what its parent did when it was forked, and has loaded no program since. */
  readonly isFork: boolean;
  /** Clock ticks after boot. */
  readonly startTime: number;
}

/** Flags of include/linux/sched.h that have not moved since 2.6.27. */
const PF_FORKNOEXEC = 0x40;
const PF_KTHREAD = 0x20_0000;

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
  const threads = numberAt(bytes, fieldAt(bytes, close + 2, 17));
  const flags = numberAt(bytes, fieldAt(bytes, close + 2, 6));
  const [isKernelThread, isFork] = [(flags & PF_KTHREAD) !== 0, (flags & PF_FORKNOEXEC) !== 0];
  const startTime = numberAt(bytes, fieldAt(bytes, close + 2, 19));
  if (!Number.isInteger(pid) || !Number.isInteger(parentPid) || !Number.isInteger(startTime))
    return undefined;
  const comm = bytes.slice(open + 1, close);
  return { pid, comm, state, parentPid, threads, isKernelThread, isFork, startTime };
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

/**
 * Whether the process has ended: a zombie waits for its parent to notice, and holds nothing. One whose main thread alone
 * has ended seems to be a zombie, too, and does not: the others go on.
 */
export function hasEnded({ state, threads }: ProcessStat): boolean {
  return state === 'X' || state === 'x' || (state === 'Z' && !(threads > 1));
}

/** Whether the main thread has ended and others go on. What /proc/PID tells of files and memory is the main thread's: nothing. */
export function hasLostMainThread({ state, threads }: ProcessStat): boolean {
  return state === 'Z' && threads > 1;
}
