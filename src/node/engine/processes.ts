import type { Ancestor, ProcessOwner } from '../../core/model/process';
import { type ProcessStat, parseProcessStat } from '../../core/procfs/processStat';
import type { ProcReader } from '../reader';
import { decode } from '../text';

/** Passes after which even a process that looks unchanged is read again: a program can rewrite its arguments. */
const PASSES_TO_TRUST = 15;

interface Known {
  readonly owner: ProcessOwner;
  readonly comm: string;
  readonly pass: number;
}

/** What is known of processes, read from /proc/PID/{stat,status,cmdline,cwd} when asked for. */
export class Processes {
  readonly #reader: ProcReader;
  #known = new Map<number, Known>();
  #pass = 0;

  constructor(reader: ProcReader) {
    this.#reader = reader;
  }

  /** The processes named, without those that have ended meanwhile. Forgets all others. */
  describe(pids: Iterable<number>): Map<number, ProcessOwner> {
    this.#pass++;
    const known = new Map<number, Known>();
    const owners = new Map<number, ProcessOwner>();
    for (const pid of pids) {
      const entry = this.#describe(pid);
      if (entry === undefined) continue;
      known.set(pid, entry);
      owners.set(pid, entry.owner);
    }
    this.#known = known;
    return owners;
  }

  /** Identity and state of a process as they are now, or nothing where it is gone. */
  stat(pid: number): ProcessStat | undefined {
    const file = this.#reader.read(`${pid}/stat`);
    return file.status === 'ok' ? parseProcessStat(file.value) : undefined;
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
        chain.push({ pid: stat.pid, startTime: stat.startTime, comm: decode(stat.comm) });
      }
    }
    return chain;
  }

  #describe(pid: number): Known | undefined {
    const stat = this.stat(pid);
    if (stat === undefined) return undefined;
    const comm = decode(stat.comm);
    const known = this.#known.get(pid);
    if (
      known?.owner.startTime === stat.startTime &&
      known.comm === comm &&
      known.owner.parentPid === stat.parentPid &&
      this.#pass - known.pass < PASSES_TO_TRUST
    ) {
      return known;
    }
    const workingDirectory = this.#reader.readLink(`${pid}/cwd`);
    const owner: ProcessOwner = {
      pid,
      startTime: stat.startTime,
      parentPid: stat.parentPid,
      uid: this.#effectiveUid(pid),
      comm,
      commandLine: this.#commandLine(pid),
      ...(workingDirectory.status === 'ok' ? { workingDirectory: workingDirectory.value } : {}),
    };
    return { owner, comm, pass: this.#pass };
  }

  /** From /proc/PID/status: the owner of /proc/PID itself is root for every process that may not be dumped. */
  #effectiveUid(pid: number): number {
    const file = this.#reader.read(`${pid}/status`);
    const line = file.status === 'ok' ? /^Uid:\t\d+\t(\d+)/m.exec(decode(file.value)) : null;
    return Number(line?.[1] ?? 0);
  }

  #commandLine(pid: number): string[] {
    const file = this.#reader.read(`${pid}/cmdline`);
    if (file.status !== 'ok' || file.value.length === 0) return [];
    const text = decode(file.value);
    return (text.endsWith('\0') ? text.slice(0, -1) : text).split('\0');
  }
}
