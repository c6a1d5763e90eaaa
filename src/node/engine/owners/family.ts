import type { ProcessIdentity } from '../../../core/model/engine';
import type { Descendant, ProcessOwner } from '../../../core/model/process';
import { hasEnded, type ProcessStat } from '../../../core/procfs/processStat';
import type { ProcReader } from '../../reader';
import type { Processes } from './processes';
import { listPids } from './processList';

type Kin = Pick<ProcessStat, 'pid' | 'startTime'>;

/** All programs that run, by pid: what has no command line is a thread of the kernel, or has ended. */
export function programs(reader: ProcReader, processes: Processes): ProcessOwner[] {
  const pids = listPids(reader);
  if (pids.status !== 'ok')
    throw new Error(`/proc could not be listed (${pids.code}): no process can be told.`);
  return [...pids.value]
    .flatMap((pid) => processes.owner(pid) ?? [])
    .filter(({ commandLine }) => commandLine.length > 0);
}

/** Whether it names a process that may be signalled: everything descends from pid 1, and below it stand groups. */
export function isSignallable(pid: number): boolean {
  return Number.isInteger(pid) && pid > 1;
}

/**
 * Whether a chain of parents leads from a process to one that runs, both known by pid and start time.
 *
 * Nobody is older than his parent: a parent that started later has the pid of one that ended while we looked.
 */
export function descendsFrom(processes: Processes, process: ProcessIdentity, root: ProcessIdentity): boolean {
  let child = processes.stat(process.pid);
  if (child?.startTime !== process.startTime) return false;
  const seen = new Set([child.pid]);
  do {
    const parent: ProcessStat | undefined = processes.stat(child.parentPid);
    if (parent === undefined || !isSignallable(parent.pid) || seen.has(parent.pid)) return false;
    if (parent.startTime > child.startTime || hasEnded(parent)) return false;
    seen.add(parent.pid);
    child = parent;
  } while (child.pid !== root.pid);
  return child.startTime === root.startTime;
}

/**
 * All processes below one, as a tree is read: each after its parent, siblings by age. Zombies have ended and are left
 * out. None where the root has ended or was replaced.
 */
export function descendants(reader: ProcReader, processes: Processes, root: ProcessIdentity): Descendant[] {
  const children = childrenByParent(reader, processes);
  const stat = processes.stat(root.pid);
  if (!isSignallable(root.pid) || stat?.startTime !== root.startTime || hasEnded(stat)) return [];
  const found: Descendant[] = [];
  const seen = new Set([root.pid]);
  const collect = (parent: Kin, depth: number): void => {
    for (const child of children.get(parent.pid) ?? []) {
      if (child.startTime < parent.startTime || seen.has(child.pid)) continue;
      seen.add(child.pid);
      const owner = processes.owner(child.pid);
      if (owner?.startTime === child.startTime && owner.parentPid === parent.pid) {
        found.push({ ...owner, depth });
      }
      collect(child, depth + 1);
    }
  };
  collect(root, 1);
  return found;
}

function childrenByParent(reader: ProcReader, processes: Processes): Map<number, Kin[]> {
  const pids = listPids(reader);
  const children = new Map<number, Kin[]>();
  for (const each of pids.status === 'ok' ? pids.value : []) {
    const stat = processes.stat(each);
    if (stat === undefined || hasEnded(stat)) continue;
    const { pid, parentPid, startTime } = stat;
    const siblings = children.get(parentPid);
    if (siblings === undefined) children.set(parentPid, [{ pid, startTime }]);
    else siblings.push({ pid, startTime });
  }
  for (const siblings of children.values()) {
    siblings.sort((a, b) => a.startTime - b.startTime || a.pid - b.pid);
  }
  return children;
}
