import type { EditorWindow } from '../../../core/model/editorWindow';
import type { Ancestor, ProcessOwner } from '../../../core/model/process';
import type { Container, Membership } from '../../../core/model/membership';
import { MOST_PARENTS, type ParentFacts } from '../../../core/programs/facts';
import { parseCgroup } from '../../../core/procfs/cgroup';
import { commandLineOf } from '../../../core/procfs/commandLine';
import { latin1 } from '../../../core/procfs/scan';
import { hasLostMainThread, type ProcessStat } from '../../../core/procfs/processStat';
import type { ProcReader } from '../../reader';
import { decode } from '../../text';
import { OwnerDescriptions, type OwnerDescriptionTools } from './ownerDescriptions';
import { readProcessStat } from './processList';
import type { Holder } from './socketFiles';
import { folderOf, livingThread } from './threads';
import { isSameShare, originIn, windowShare } from './windowShare';

/** Each pass reads one owner in so many again: exec and prctl change a name without a trace. */
const ROUND = 30;

/** Kinds of /proc/PID/cgroup whose meaning is kept. */
const MOST_MEMBERSHIPS = 1_024;

const NO_WINDOW: EditorWindow = { editorPid: 0, roots: [], folders: [] };

/** A process above an owner. */
interface Above extends ParentFacts {
  readonly parentPid: number;
}

interface Known {
  readonly owner: ProcessOwner;
  readonly holder: Holder;
  /** Passes in which it is still read again, since it began only now. */
  readonly young: number;
}

/** Programs are started by others, whose names they have until then, and rename themselves soon after. */
const YOUNG = 2;

/** What is known of processes, read from /proc/PID/{stat,cmdline,exe,cwd} when asked for. */
export class Processes {
  readonly #reader: ProcReader;
  #known = new Map<number, Known>();
  #pass = 0;
  #window = NO_WINDOW;
  #isWindowNew = false;
  /** When the latest process began of those that were seen, in ticks; nothing is young in the first pass. */
  #latestStart = Infinity;
  #isSettling = false;
  readonly #memberships = new Map<string, Membership>();
  /** Of this pass alone: parents of processes, since many processes have them in common. */
  readonly #parents = new Map<number, number>();
  /** Of this pass alone, too: what stands above processes, whose names it tells. */
  readonly #above = new Map<number, Above | undefined>();
  readonly #descriptions: OwnerDescriptions | undefined;

  /** @param describing what owners are described with; left out, they are not */
  constructor(reader: ProcReader, describing?: Omit<OwnerDescriptionTools, 'parentsOf'>) {
    this.#reader = reader;
    const parentsOf = (owner: ProcessOwner): ParentFacts[] => this.#parentsAbove(owner);
    this.#descriptions = describing && new OwnerDescriptions({ ...describing, parentsOf });
  }

  /** Whether some of the owners have not been described yet, though they may be. */
  get areDescriptionsMissing(): boolean {
    return this.#descriptions?.areMissing ?? false;
  }

  /** Whether the next pass reads processes again that began only now. */
  get isSettling(): boolean {
    return this.#isSettling;
  }

  /** From now on processes are told apart by what they are to that window. */
  setWindow(window: EditorWindow): void {
    this.#window = window;
    this.#isWindowNew = true;
  }

  /** What of the window a process came from, by its name; nothing where it was started elsewhere. */
  originOf(owner: ProcessOwner): ReturnType<typeof originIn> {
    return originIn(owner, this.#window);
  }

  /**
   * The processes named, without those that have ended meanwhile. Forgets all others.
   * @param fresh read all of them again
   * @param isHurried whether what people call them is left to the next pass
   */
  describe(holders: Iterable<Holder>, fresh: boolean, isHurried = false): Map<number, ProcessOwner> {
    this.#pass++;
    this.#parents.clear();
    this.#above.clear();
    const all = fresh || this.#isWindowNew;
    this.#isWindowNew = false;
    const known = new Map<number, Known>();
    const owners = new Map<number, ProcessOwner>();
    let latest = 0;
    this.#isSettling = false;
    for (const holder of holders) {
      const { pid } = holder;
      const entry = this.#known.get(pid);
      const before = entry?.holder === holder ? entry : undefined;
      const young = before === undefined ? 0 : before.young;
      const isDue = all || holder.isSuspect || young > 0 || (pid + this.#pass) % ROUND === 0;
      const owner = before !== undefined && !isDue ? before.owner : this.#describe(holder, entry?.owner);
      if (owner === undefined) continue;
      owners.set(pid, owner);
      if (owner.startTime > latest) latest = owner.startTime;
      if (owner === before?.owner && young === 0) {
        known.set(pid, before);
        continue;
      }
      const isNew = before === undefined && owner.startTime > this.#latestStart;
      const left = isNew ? YOUNG : Math.max(0, young - 1);
      known.set(pid, { owner, holder, young: left });
      if (left > 0) this.#isSettling = true;
      if (owner !== before?.owner) this.#descriptions?.changed(pid);
    }
    this.#latestStart = latest;
    const described = isHurried ? [] : (this.#descriptions?.describe(owners, fresh) ?? []);
    for (const pid of described) {
      const [entry, owner] = [known.get(pid), owners.get(pid)];
      if (entry !== undefined && owner !== undefined) known.set(pid, { ...entry, owner });
    }
    this.#known = known;
    return owners;
  }

  /** Identity and state of a process as they are now, or nothing where it is gone. */
  stat(pid: number): ProcessStat | undefined {
    return readProcessStat(this.#reader, pid);
  }

  /** A process as it is now, or nothing where it is gone. */
  owner(pid: number): ProcessOwner | undefined {
    const stat = this.stat(pid);
    const directory = this.#reader.stat(`${pid}`);
    if (stat === undefined || directory.status !== 'ok') return undefined;
    this.#parents.clear();
    const thread = hasLostMainThread(stat) ? livingThread(this.#reader, pid) : undefined;
    return this.#owner(stat, thread, directory.value.uid, this.#known.get(pid)?.owner);
  }

  /** Which container a process is in by its control group, if any. */
  container(pid: number): Container | undefined {
    return this.#membership(String(pid)).membership?.container;
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
        const thread = hasLostMainThread(stat) ? livingThread(this.#reader, stat.pid) : undefined;
        chain.push({ ...ancestor, commandLine: this.#commandLine(folderOf(stat.pid, thread)) });
      }
    }
    return chain;
  }

  /** What names go by of the processes above one, nearest first: those of one pass have most of them in common. */
  #parentsAbove({ pid, parentPid }: ProcessOwner): ParentFacts[] {
    const chain: ParentFacts[] = [];
    for (let at = parentPid; at > 0 && at !== pid && chain.length < MOST_PARENTS;) {
      if (!this.#above.has(at)) this.#above.set(at, this.#readAbove(at));
      const above = this.#above.get(at);
      if (above === undefined) break;
      chain.push(above);
      at = above.parentPid;
    }
    return chain;
  }

  #readAbove(pid: number): Above | undefined {
    const stat = this.stat(pid);
    if (stat === undefined) return undefined;
    const { parentPid } = stat;
    const comm = decode(stat.comm);
    const folder = folderOf(pid, hasLostMainThread(stat) ? livingThread(this.#reader, pid) : undefined);
    const executable = this.#reader.readLink(`${folder}/exe`);
    return {
      ...{ parentPid, comm, commandLine: this.#commandLine(folder) },
      ...(executable.status === 'ok' && { executable: executable.value }),
    };
  }

  /** What is known of a process anew; the same object where nothing changed, so that it need not travel again. */
  #describe(holder: Holder, before: ProcessOwner | undefined): ProcessOwner | undefined {
    const stat = this.stat(holder.pid);
    if (stat === undefined) return undefined;
    holder.isSuspect = false;
    holder.startTime ??= stat.startTime;
    const owner = this.#owner(stat, holder.thread, this.#effectiveUid(holder), before);
    return before !== undefined && isSame(before, owner) ? before : owner;
  }

  /**
   * @param stat as it was read just now: its name lies in the reader's buffer
   * @param thread the one that tells of the process where the main thread has ended
   * @param before what had the pid when it was looked at last
   */
  #owner(
    { pid, startTime, parentPid, comm }: ProcessStat,
    thread: number | undefined,
    uid: number,
    before: ProcessOwner | undefined,
  ): ProcessOwner {
    const folder = folderOf(pid, thread);
    const executable = this.#reader.readLink(`${folder}/exe`);
    const workingDirectory = this.#reader.readLink(`${folder}/cwd`);
    const owner: ProcessOwner = {
      pid,
      startTime,
      parentPid,
      uid,
      comm: decode(comm),
      commandLine: this.#commandLine(folder),
      ...(executable.status === 'ok' ? { executable: executable.value } : {}),
      ...(workingDirectory.status === 'ok' ? { workingDirectory: workingDirectory.value } : {}),
      ...this.#membership(folder),
    };
    this.#parents.set(pid, parentPid);
    const known = before?.startTime === startTime ? before : undefined;
    return { ...owner, ...windowShare(owner, this.#window, known, (child) => this.#parentOf(child)) };
  }

  /** The parent of a process, as it was in this pass; 0 where it is gone. */
  #parentOf(pid: number): number {
    const known = this.#parents.get(pid);
    if (known !== undefined) return known;
    const parent = this.stat(pid)?.parentPid ?? 0;
    this.#parents.set(pid, parent);
    return parent;
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

  /** Most processes share what their groups tell, so that it is understood once. */
  #membership(folder: string): Pick<ProcessOwner, 'membership'> {
    const file = this.#reader.readOnce(`${folder}/cgroup`);
    if (file.status !== 'ok') return {};
    const text = latin1(file.value, 0, file.value.length);
    let membership = this.#memberships.get(text);
    if (membership === undefined) {
      if (this.#memberships.size >= MOST_MEMBERSHIPS) this.#memberships.clear();
      membership = parseCgroup(file.value);
      this.#memberships.set(text, membership);
    }
    return { membership };
  }

  #commandLine(folder: string): string[] {
    const file = this.#reader.readOnce(`${folder}/cmdline`);
    return file.status === 'ok' ? commandLineOf(decode(file.value)) : [];
  }
}

function isSame(a: ProcessOwner, b: ProcessOwner): boolean {
  return (
    a.startTime === b.startTime &&
    a.parentPid === b.parentPid &&
    a.uid === b.uid &&
    a.comm === b.comm &&
    a.executable === b.executable &&
    a.workingDirectory === b.workingDirectory &&
    a.membership?.unit === b.membership?.unit &&
    a.membership?.container?.id === b.membership?.container?.id &&
    isSameShare(a, b) &&
    a.commandLine.length === b.commandLine.length &&
    a.commandLine.every((word, i) => word === b.commandLine[i])
  );
}
