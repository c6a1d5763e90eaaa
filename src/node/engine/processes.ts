import type { Ancestor, ProcessOwner } from '../../core/model/process';
import { type ProcessStat, parseProcessStat } from '../../core/procfs/processStat';
import type { ProcReader } from '../reader';
import { decode } from '../text';
import type { Holder } from './socketFiles';

/** Each pass reads one owner in so many again: exec and prctl change a name without a trace. */
const ROUND = 30;

interface Known {
  readonly owner: ProcessOwner;
  readonly holder: Holder;
}

/** What is known of processes, read from /proc/PID/{stat,cmdline,cwd} when asked for. */
export class Processes {
  readonly #reader: ProcReader;
  #known = new Map<number, Known>();
  #pass = 0;

  constructor(reader: ProcReader) {
    this.#reader = reader;
  }

  /**
   * The processes named, without those that have ended meanwhile. Forgets all others.
   * @param fresh read all of them again
   */
  describe(holders: Iterable<Holder>, fresh: boolean): Map<number, ProcessOwner> {
    this.#pass++;
    const known = new Map<number, Known>();
    const owners = new Map<number, ProcessOwner>();
    for (const holder of holders) {
      const { pid } = holder;
      const entry = this.#known.get(pid);
      const isDue = fresh || holder.isSuspect || (pid + this.#pass) % ROUND === 0;
      const owner = entry?.holder === holder && !isDue ? entry.owner : this.#describe(holder, entry?.owner);
      if (owner === undefined) continue;
      known.set(pid, { owner, holder });
      owners.set(pid, owner);
    }
    this.#known = known;
    return owners;
  }

  /** Identity and state of a process as they are now, or nothing where it is gone. */
  stat(pid: number): ProcessStat | undefined {
    const file = this.#reader.readOnce(`${pid}/stat`);
    return file.status === 'ok' ? parseProcessStat(file.value) : undefined;
  }

  /** A process as it is now, or nothing where it is gone. */
  owner(pid: number): ProcessOwner | undefined {
    const stat = this.stat(pid);
    const directory = this.#reader.stat(`${pid}`);
    if (stat === undefined || directory.status !== 'ok') return undefined;
    return this.#owner(stat, directory.value.uid);
  }

  /** The parents of a process, nearest first, up to pid 1. */
  ancestors(pid: number): Ancestor[] {
    const chain: Ancestor[] = [];
    const seen = new Set([pid]);
    let stat = this.stat(pid);
    while (stat !== undefined && stat.parentPid > 0 && !seen.has(stat.parentPid)) {
      seen.add(stat.parentPid);
      stat = this.stat(stat.parentPid);
      if (stat !== undefined) {
        // The name lies in the reader's buffer: it is decoded before the next file is read.
        const ancestor = { pid: stat.pid, startTime: stat.startTime, comm: decode(stat.comm) };
        chain.push({ ...ancestor, commandLine: this.#commandLine(stat.pid) });
      }
    }
    return chain;
  }

  /** What is known of a process anew; the same object where nothing changed, so that it need not travel again. */
  #describe(holder: Holder, before: ProcessOwner | undefined): ProcessOwner | undefined {
    const stat = this.stat(holder.pid);
    if (stat === undefined) return undefined;
    holder.isSuspect = false;
    holder.startTime ??= stat.startTime;
    const owner = this.#owner(stat, this.#effectiveUid(holder));
    return before !== undefined && isSame(before, owner) ? before : owner;
  }

  /** @param stat as it was read just now: its name lies in the reader's buffer */
  #owner({ pid, startTime, parentPid, comm }: ProcessStat, uid: number): ProcessOwner {
    const workingDirectory = this.#reader.readLink(`${pid}/cwd`);
    return {
      pid,
      startTime,
      parentPid,
      uid,
      comm: decode(comm),
      commandLine: this.#commandLine(pid),
      ...(workingDirectory.status === 'ok' ? { workingDirectory: workingDirectory.value } : {}),
    };
  }

  /**
   * The files in /proc/PID seem to be root's where the process may not be dumped; the directory itself always is
   * its effective user's (fs/proc/base.c:task_dump_owner()).
   */
  #effectiveUid({ pid, uid }: Holder): number {
    if (uid !== 0) return uid;
    const stat = this.#reader.stat(`${pid}`);
    return stat.status === 'ok' ? stat.value.uid : uid;
  }

  #commandLine(pid: number): string[] {
    const file = this.#reader.readOnce(`${pid}/cmdline`);
    if (file.status !== 'ok' || file.value.length === 0) return [];
    const text = decode(file.value);
    return (text.endsWith('\0') ? text.slice(0, -1) : text).split('\0');
  }
}

function isSame(a: ProcessOwner, b: ProcessOwner): boolean {
  return (
    a.startTime === b.startTime &&
    a.parentPid === b.parentPid &&
    a.uid === b.uid &&
    a.comm === b.comm &&
    a.workingDirectory === b.workingDirectory &&
    a.commandLine.length === b.commandLine.length &&
    a.commandLine.every((word, i) => word === b.commandLine[i])
  );
}
