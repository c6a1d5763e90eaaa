import type { UnitProcess } from '../../../core/owners/facts';
import { commandLineOf } from '../../../core/procfs/commandLine';
import { hasEnded, parseProcessStat } from '../../../core/procfs/processStat';
import { parseUsers } from '../../../core/procfs/processUsers';
import type { ProcReader } from '../../reader';
import { decode } from '../../text';
import { networkOf } from '../namespaces/networkOf';
import type { Surroundings } from '../owners/surroundings';
import type { GroupTree } from './groupTree';

/** In a group with more processes none would be named, and they are counted alone. */
const MOST_PROCESSES = 256;

/** Groups of a unit that are looked into. */
const MOST_GROUPS = 1_024;

/** The processes of a unit. */
export interface FoundProcesses {
  readonly count: number;
  /** Nothing where they are too many, or some of them may not be looked at. */
  readonly processes: readonly UnitProcess[] | undefined;
}

/** Reads who is in a unit's groups, from their `cgroup.procs` and /proc, as far as anyone may. */
export class UnitProcesses {
  readonly #tree: GroupTree;
  readonly #reader: ProcReader;
  readonly #visibility: Pick<Surroundings, 'hidepid' | 'procPids'>;
  #namespace: number | undefined;

  /** @param visibility whether /proc hides processes that groups name, or is of other pids than those */
  constructor(tree: GroupTree, reader: ProcReader, visibility: Pick<Surroundings, 'hidepid' | 'procPids'>) {
    this.#tree = tree;
    this.#reader = reader;
    this.#visibility = visibility;
  }

  /**
   * @param path of the unit's own group in the tree
   * @param describes whether one of them may be named; else they are counted alone
   * @param lookedIntoIn the turn in which the descriptors of a process were read last, -1 if they may not be; asked later
   */
  read(path: string, describes: boolean, lookedIntoIn: (pid: number) => number): FoundProcesses {
    const pids = this.#pidsBelow(path);
    const mayTell = describes && this.#visibility.procPids === 'own';
    if (pids === undefined || pids.length > MOST_PROCESSES || !mayTell)
      return { count: pids?.length ?? 0, processes: undefined };
    const namespace = (this.#namespace ??= networkOf(this.#reader, 'self'));
    const processes: UnitProcess[] = [];
    let hidden = 0;
    for (const pid of pids) {
      const found = pid === 0 ? 'hidden' : this.#describe(pid, namespace, lookedIntoIn);
      if (found === 'hidden') hidden++;
      else if (found !== 'ended') processes.push(found);
    }
    return { count: processes.length + hidden, processes: hidden === 0 ? processes : undefined };
  }

  /** Those of all groups from there on, and 0 for each of another pid namespace; nothing where some are not told. */
  #pidsBelow(path: string): number[] | undefined {
    const pids = new Set<number>();
    let others = 0;
    const paths = [path];
    for (let next = paths.pop(), groups = 0; next !== undefined; next = paths.pop(), groups++) {
      const [own, below] = [this.#tree.pids(next), this.#below(next)];
      if (own === undefined || below === undefined || groups > MOST_GROUPS) return undefined;
      for (const pid of own) {
        if (pid === 0) others++;
        else pids.add(pid);
      }
      paths.push(...below);
    }
    return [...pids, ...Array<number>(others).fill(0)];
  }

  /** Paths of the groups right below; nothing where they may not be listed. */
  #below(path: string): readonly string[] | undefined {
    if ((this.#tree.directory(path)?.links ?? 0) <= 2) return [];
    return this.#tree.children(path)?.map((name) => `${path}/${name}`);
  }

  #describe(
    pid: number,
    namespace: number | undefined,
    lookedIntoIn: (pid: number) => number,
  ): UnitProcess | 'hidden' | 'ended' {
    const reader = this.#reader;
    const file = reader.readOnce(`${pid}/stat`);
    const stat = file.status === 'ok' ? parseProcessStat(file.value) : undefined;
    // Where /proc hides nothing, what is not there has ended meanwhile; else, and where it is denied, nobody knows.
    if (stat === undefined) return file.status === 'absent' && !this.#visibility.hidepid ? 'ended' : 'hidden';
    if (hasEnded(stat)) return 'ended';
    const comm = decode(stat.comm);
    const own = networkOf(reader, pid);
    let commandLine: readonly string[] | undefined;
    let uid: number | undefined;
    let users: readonly number[] | undefined;
    return {
      pid,
      startTime: stat.startTime,
      parentPid: stat.parentPid,
      comm,
      isFork: stat.isFork,
      isInNamespace: own === namespace || own === undefined || namespace === undefined,
      get lookedIntoIn() {
        return lookedIntoIn(pid);
      },
      // These are read where they are asked for: most units have one process.
      get uid() {
        return (uid ??= readUid(reader, pid));
      },
      get users() {
        return (users ??= readUsers(reader, pid));
      },
      get commandLine() {
        return (commandLine ??= readCommandLine(reader, pid));
      },
    };
  }
}

/** In place of the user of a process that cannot be asked any more: he may have anything. */
const ROOT = 0;

/** The directory is its effective user's, which takes less than to read about all of them. */
function readUid(reader: ProcReader, pid: number): number {
  const stat = reader.stat(`${pid}`);
  return stat.status === 'ok' ? stat.value.uid : ROOT;
}

function readUsers(reader: ProcReader, pid: number): readonly number[] {
  const file = reader.read(`${pid}/status`);
  return (file.status === 'ok' ? parseUsers(file.value) : undefined) ?? [ROOT];
}

function readCommandLine(reader: ProcReader, pid: number): readonly string[] {
  const file = reader.readOnce(`${pid}/cmdline`);
  return file.status === 'ok' ? commandLineOf(decode(file.value)) : [];
}
