import type { UnitProcess } from '../../../core/owners/inferOwner';
import { commandLineOf } from '../../../core/procfs/commandLine';
import { hasEnded } from '../../../core/procfs/processStat';
import type { ProcReader } from '../../reader';
import { decode } from '../../text';
import { readProcessStat } from '../owners/processList';
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
  readonly #hidepid: boolean;
  #namespace: number | undefined;

  /** @param hidepid whether /proc hides processes that groups name */
  constructor(tree: GroupTree, reader: ProcReader, hidepid: boolean) {
    this.#tree = tree;
    this.#reader = reader;
    this.#hidepid = hidepid;
  }

  /**
   * @param path of the unit's own group in the tree
   * @param describes whether one of them may be named; else they are counted alone
   * @param isLookedInto whether the descriptors of a process could be read in this pass
   */
  read(path: string, describes: boolean, isLookedInto: (pid: number) => boolean): FoundProcesses {
    const pids = this.#pidsBelow(path);
    if (pids === undefined || pids.length > MOST_PROCESSES || !describes)
      return { count: pids?.length ?? 0, processes: undefined };
    const namespace = (this.#namespace ??= this.#namespaceOf('self'));
    const processes: UnitProcess[] = [];
    let hidden = 0;
    for (const pid of pids) {
      const found = pid === 0 ? 'hidden' : this.#describe(pid, namespace, isLookedInto(pid));
      if (found === 'hidden') hidden++;
      else if (found !== 'ended') processes.push(found);
    }
    return { count: processes.length + hidden, processes: hidden === 0 ? processes : undefined };
  }

  /** Those of all groups from there on; nothing where they are not told. */
  #pidsBelow(path: string): number[] | undefined {
    const pids: number[] = [];
    const paths = [path];
    for (let next = paths.pop(), groups = 0; next !== undefined; next = paths.pop(), groups++) {
      const own = this.#tree.pids(next);
      // A threaded group's processes are those of its domain, which is above it.
      if (own === undefined && next === path) return undefined;
      if (own !== undefined) for (const pid of own) pids.push(pid);
      if (groups > MOST_GROUPS) return undefined;
      const directory = this.#tree.directory(next);
      if (directory === undefined || directory.links <= 2) continue;
      for (const name of this.#tree.children(next)) paths.push(`${next}/${name}`);
    }
    return [...new Set(pids)];
  }

  #describe(pid: number, namespace: number, isLookedInto: boolean): UnitProcess | 'hidden' | 'ended' {
    const reader = this.#reader;
    const directory = reader.stat(`${pid}`);
    const stat = directory.status === 'ok' ? readProcessStat(reader, pid) : undefined;
    if (directory.status !== 'ok' || stat === undefined) return this.#hidepid ? 'hidden' : 'ended';
    const comm = decode(stat.comm);
    if (hasEnded(stat)) return 'ended';
    let commandLine: readonly string[] | undefined;
    return {
      pid,
      startTime: stat.startTime,
      parentPid: stat.parentPid,
      uid: directory.value.uid,
      comm,
      isInNamespace: this.#namespaceOf(String(pid)) === namespace,
      isLookedInto,
      /** Read where it is asked for: most units have one process. */
      get commandLine() {
        return (commandLine ??= readCommandLine(reader, pid));
      },
    };
  }

  /** The inode of a network namespace's tables stands for it; unlike its link in ns/ anyone may ask for it. */
  #namespaceOf(process: string): number {
    const stat = this.#reader.stat(`${process}/net/tcp`);
    return stat.status === 'ok' ? stat.value.inode : -1;
  }
}

function readCommandLine(reader: ProcReader, pid: number): readonly string[] {
  const file = reader.readOnce(`${pid}/cmdline`);
  return file.status === 'ok' ? commandLineOf(decode(file.value)) : [];
}
