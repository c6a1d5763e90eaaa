import { hasEnded, hasLostMainThread } from '../../../core/procfs/processStat';
import type { ProcReader } from '../../reader';
import { Descriptors, type SocketsOfProcess } from './descriptors';
import { listPids, readProcessStat } from './processList';
import { FileLinks, type SocketLinks } from './socketLinks';
import { folderOf, livingThread } from './threads';

/** In place of a directory's inode: it may not even be looked at, or its process has ended. */
const HIDDEN = -1;
const GONE = -2;

/** In place of a size that is not to be relied on. */
const UNKNOWN = -1;

const NONE = new Float64Array(0);

/** What is remembered of one process between passes. */
export interface Holder {
  readonly pid: number;
  /** Whose files are looked at where the main thread has ended and others go on; nothing where it lives. */
  thread: number | undefined;
  /** It was found to be what never has files: a thread of the kernel's, or a process that has ended. */
  isBare: boolean;
  /** Inode, user and size of its /proc/PID/fd when last seen; the size counts open files on Linux 6.2 and later. */
  directory: number;
  uid: number;
  size: number;
  /** Unknown as long as nobody had to tell this process from another with its pid. */
  startTime: number | undefined;
  /** Inodes of its sockets, each once. */
  inodes: Float64Array;
  denied: boolean;
  /** When its descriptors were last read, see {@link SocketFiles.turn}. */
  readAt: number;
  /** The pass in which they were last seen to change. */
  changedAt: number;
  /** How many of the sockets of the last pass it holds. */
  hits: number;
  /** Something was found of it that its count of files did not tell, so its name may be another one too. */
  isSuspect: boolean;
}

/** The sockets that the processes of a machine hold, read from /proc/PID/fd and kept between passes. */
export class SocketFiles {
  /** Those seen in the last pass, pids ascending. */
  holders: Holder[] = [];
  /** Counts the passes. */
  pass = 0;
  /** Counts the times from which on it may be news what a process holds: a pass is one, or several. */
  turn = 0;
  /** Counts the looks that found other processes than the one before. */
  changes = 0;
  /** Whether this kernel tells the number of open files. */
  countsFiles = false;
  readonly #reader: ProcReader;
  readonly #links: SocketLinks;
  readonly #descriptors: Descriptors;
  #byPid = new Map<number, Holder>();
  #vanished = 0;
  readonly #followsThreads: boolean;

  /**
   * @param links how the links of /proc/PID/fd are read; by the reader where left out
   * @param followsThreads whether a process whose main thread has ended is looked at by another one
   */
  constructor(reader: ProcReader, links: SocketLinks = new FileLinks(reader), followsThreads = true) {
    this.#reader = reader;
    this.#followsThreads = followsThreads;
    this.#links = links;
    this.#descriptors = new Descriptors(reader, links);
  }

  get denied(): number {
    let count = 0;
    for (const holder of this.holders) if (holder.denied) count++;
    return count;
  }

  /** Processes that ended while they were looked at. */
  get vanished(): number {
    return this.#vanished + this.holders.filter((holder) => holder.directory === GONE).length;
  }

  /** How often a process' descriptors were asked for in vain since the start. */
  get denials(): number {
    return this.#descriptors.denials;
  }

  get(pid: number): Holder | undefined {
    return this.#byPid.get(pid);
  }

  /**
   * Looks at all processes once and reads the descriptors of those that are new or whose count of files changed.
   * @param fresh read those of all, also where they were denied before
   */
  look(fresh: boolean): void {
    this.pass++;
    this.turn++;
    this.#vanished = 0;
    const byPid = new Map<number, Holder>();
    const pids = listPids(this.#reader);
    for (const pid of pids.status === 'ok' ? pids.value : []) {
      const holder = this.#lookAt(pid, fresh);
      if (holder === undefined) this.#vanished++;
      else byPid.set(pid, holder);
    }
    if (byPid.size !== this.#byPid.size) this.changes++;
    this.#byPid = byPid;
    this.holders = [...byPid.values()];
  }

  /** Whether reading the process' descriptors in this turn would tell nothing new. */
  isSettled(holder: Holder): boolean {
    return holder.readAt === this.turn || holder.denied || (this.countsFiles && holder.size === 0);
  }

  /** The turn in which the process' descriptors were read last, or its having none seen; -1 if they may not be. */
  lookedIntoIn(pid: number): number {
    const holder = this.#byPid.get(pid);
    if (holder === undefined || holder.denied) return -1;
    return this.isSettled(holder) ? this.turn : holder.readAt;
  }

  /** Another process turned out to have the pid: the next pass reads it as a new one. */
  forget(holder: Holder): void {
    holder.directory = GONE;
    holder.startTime = undefined;
  }

  /** Reads the descriptors of a process again; one that has ended holds nothing from now on. */
  readAgain(holder: Holder): void {
    const result = this.#read(holder);
    holder.readAt = this.turn;
    holder.denied = result.status === 'denied' || this.#descriptors.sawDenied;
    const inodes = result.status === 'ok' ? result.inodes : NONE;
    if (!sameInodes(holder.inodes, inodes)) {
      holder.changedAt = this.pass;
      holder.isSuspect = true;
    }
    holder.inodes = inodes;
    if (result.status === 'absent') {
      holder.directory = GONE;
    } else if (result.status === 'failed') {
      // As where this process has no descriptor left to look with: the next pass finds another count, and looks again.
      holder.size = UNKNOWN;
    } else if (holder.denied) {
      holder.startTime ??= readProcessStat(this.#reader, holder.pid)?.startTime;
    }
  }

  #lookAt(pid: number, fresh: boolean): Holder | undefined {
    const known = this.#byPid.get(pid);
    let stat = this.#links.stat(pid, known?.thread);
    if (stat.status === 'absent' && known?.thread !== undefined) {
      // That thread has ended, and another one may go on.
      known.thread = undefined;
      stat = this.#links.stat(pid);
    }
    if (stat.status === 'absent') return undefined;
    const { inode, uid, size } = stat.status === 'ok' ? stat.value : { inode: HIDDEN, uid: 0, size: 0 };
    if (size > 0) this.countsFiles = true;
    if (known === undefined) return this.#meet(pid, inode, uid, size, undefined);
    // Another user's process, and one that changed its user, may be closed to this one, or be no more.
    const sameUser = known.uid === uid;
    const sameCount = known.size === size;
    if (known.directory !== inode) {
      // The kernel drops such directories from its caches and makes them anew: only the start time tells.
      const startTime = readProcessStat(this.#reader, pid)?.startTime;
      if (startTime === undefined) return undefined;
      if (startTime !== known.startTime) return this.#meet(pid, inode, uid, size, startTime);
      known.directory = inode;
    }
    known.uid = uid;
    known.size = size;
    if (fresh || !sameUser || (!sameCount && !known.denied)) {
      const wasSuspect = known.isSuspect;
      this.readAgain(known);
      known.isSuspect = wasSuspect;
      if (!sameCount) known.changedAt = this.pass;
    }
    return known.directory === GONE ? undefined : known;
  }

  #meet(
    pid: number,
    directory: number,
    uid: number,
    size: number,
    startTime: number | undefined,
  ): Holder | undefined {
    const { pass, turn } = this;
    this.changes++;
    const holder: Holder = {
      pid,
      thread: undefined,
      isBare: false,
      directory,
      uid,
      size,
      startTime,
      inodes: NONE,
      denied: directory === HIDDEN,
      readAt: turn,
      changedAt: pass,
      hits: 0,
      isSuspect: false,
    };
    if (holder.denied) return holder;
    // Kernel threads have nothing open, and there are hundreds of them.
    if (size > 0 || !this.countsFiles || this.#followThread(holder)) this.readAgain(holder);
    // When those changed that were there before the first pass nobody knows.
    if (pass === 1) holder.changedAt = Number.NEGATIVE_INFINITY;
    return holder.directory === GONE ? undefined : holder;
  }

  #read(holder: Holder): SocketsOfProcess {
    const { pid, thread } = holder;
    const result = this.#descriptors.read(pid, holder.size, thread);
    // Once the main thread has ended, /proc/PID/fd is empty and root's.
    const seemsEmpty = result.status === 'denied' ? holder.uid === 0 : this.#descriptors.foundNone;
    if (thread !== undefined || holder.size > 0 || !seemsEmpty || !this.#followThread(holder)) return result;
    return this.#descriptors.read(pid, holder.size, holder.thread);
  }

  /** Has the files of another thread be looked at where the main one has ended, and says whether that is so. */
  #followThread(holder: Holder): boolean {
    const { pid } = holder;
    if (!this.#followsThreads || holder.isBare) return false;
    const process = readProcessStat(this.#reader, pid);
    if (process === undefined) return false;
    holder.isBare = process.isKernelThread || hasEnded(process);
    const thread = hasLostMainThread(process) ? livingThread(this.#reader, pid) : undefined;
    const directory = thread === undefined ? undefined : this.#reader.stat(`${folderOf(pid, thread)}/fd`);
    if (directory?.status !== 'ok') return false;
    const { inode, uid, size } = directory.value;
    Object.assign(holder, { thread, directory: inode, uid, size });
    return true;
  }
}

function sameInodes(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((inode, i) => inode === b[i]);
}
