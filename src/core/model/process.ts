import type { ProgramDescription } from '../programs/facts';
import type { Membership } from './membership';

/** A process that holds a socket. Its identity is `pid` together with `startTime`: pids are reused. */
export interface ProcessOwner {
  readonly pid: number;
  /** Field 22 of /proc/PID/stat: clock ticks (1/100 s) after boot. */
  readonly startTime: number;
  readonly parentPid: number;
  /** Effective user id. */
  readonly uid: number;
  /** At most 15 bytes, chosen by the process itself: hostile, clean before showing. */
  readonly comm: string;
  /** The arguments. Empty for kernel threads and where the process hides it. May hold secrets: never log. */
  readonly commandLine: readonly string[];
  /**
   * The file that it runs (/proc/PID/exe); absent where reading it was denied, and for kernel threads. Unlike the names,
   * no process has one that it does not run.
   */
  readonly executable?: string;
  /** Working directory; absent where reading it was denied. */
  readonly workingDirectory?: string;
  /** What manages it; absent where its control group could not be read. */
  readonly membership?: Membership;
  /** Set where it is the asking editor window's: it runs in one of its folders, or has {@link windowRoots}. */
  readonly isMine?: true;
  /** Those of the window's roots that it descends from, or is, nearest first. */
  readonly windowRoots?: readonly number[];
  /**
   * What a person would call it; absent where it is not recognised, and in the first snapshot, which does not wait for
   * names. Shown by `core/programs/personName.ts`, and never in a question that has consequences.
   */
  readonly description?: ProgramDescription;
}

/** What tells a process from others: pids are given away again. */
export type Identified = Pick<ProcessOwner, 'pid' | 'startTime'>;

/** The same as text, for maps and sets. */
export function processKey({ pid, startTime }: Identified): string {
  return `${pid} ${startTime}`;
}

/** Whether both are the same process, and not one that has the pid of the other. */
export function isSame(a: Identified, b: Identified): boolean {
  return a.pid === b.pid && a.startTime === b.startTime;
}

/** A process in a parent chain, nearest first. */
export interface Ancestor {
  readonly pid: number;
  readonly startTime: number;
  readonly comm: string;
  /** As a {@link ProcessOwner}'s: Node's processes are named by it, which call themselves after a thread. */
  readonly commandLine: readonly string[];
}

/** A process below another. */
export interface Descendant extends ProcessOwner {
  /** 1 for a child, 2 for a child's child. */
  readonly depth: number;
}

/**
 * Why a socket has no known owner:
 * - `denied`: the descriptors of some processes may not be read by this user
 * - `hidepid`: /proc hides other users' processes (mount option hidepid)
 * - `kernel`: the kernel itself owns it, no process does
 * - `pidNamespace`: its process lives in another pid namespace, which this /proc does not show
 * - `gone`: no process holds it any more, or it closed while the tables were read
 * - `untold`: the kernel does not tell of its family which socket is which process'
 * - `outsideGroups`: it was made in a control group that this process' control group namespace does not show
 * - `madeUp`: a program may have written its row into /proc/net/unix: the kernel knows no such socket, or another row has
 *   its inode
 */
export type NoOwnerReason =
  'denied' | 'hidepid' | 'kernel' | 'pidNamespace' | 'gone' | 'untold' | 'outsideGroups' | 'madeUp';
