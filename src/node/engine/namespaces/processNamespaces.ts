import type { ProcReader } from '../../reader';
import { listPids } from '../owners/processList';
import { networkOfProcess } from './networkOf';

/** Each pass looks at one process in so many again: setns(2) and unshare(2) leave no trace. */
const ROUND = 30;

/** Where all are in one, as on most machines: hardly any process will go where nobody is. */
const LONELY_ROUND = 120;

/** A process between two passes: another object stands for another process, though it has the same pid. */
export interface KnownProcess {
  readonly pid: number;
}

/**
 * A network namespace. The object stands for it: inodes are given away at once when a namespace ends, so one that follows
 * it with the same inode is another object.
 */
export interface ProcessNamespace {
  readonly inode: number;
  /** Those that are known to be in it, in the order in which they were found. */
  readonly processes: ReadonlySet<KnownProcess>;
}

interface Namespace extends ProcessNamespace {
  readonly processes: Set<KnownProcess>;
}

interface Known {
  namespace: Namespace | undefined;
  /** The pass after which it is looked at again in any case: where it is new, or was found to have left. */
  since: number;
}

/**
 * Which processes are in which network namespace. A process is looked at when it is new, once more a pass later (runc,
 * nsenter and `ip netns exec` enter theirs between fork and exec), and then in turn. A namespace without a known process is
 * forgotten.
 */
export class ProcessNamespaces {
  readonly #reader: Pick<ProcReader, 'stat' | 'list'>;
  readonly #known = new Map<KnownProcess, Known>();
  readonly #byInode = new Map<number, Namespace>();
  #pass = 0;
  #newcomers = 0;

  constructor(reader: Pick<ProcReader, 'stat' | 'list'>) {
    this.#reader = reader;
  }

  /** Those that are known, by the order in which they were found. */
  get all(): readonly ProcessNamespace[] {
    return [...this.#byInode.values()];
  }

  /** Whether some were looked at for the first time, and are to be looked at once more. */
  get isWaiting(): boolean {
    return this.#newcomers > 0;
  }

  /** The namespace of a process; undefined where it was not looked at, has ended meanwhile or is hidden. */
  of(process: KnownProcess): ProcessNamespace | undefined {
    return this.#known.get(process)?.namespace;
  }

  /**
   * A pass.
   * @param processes all that there are; each stays the same object for as long as it is the same process
   * @param fresh whether all are looked at again
   */
  look(processes: Iterable<KnownProcess>, fresh = false): void {
    this.#pass++;
    const round = this.#byInode.size > 1 ? ROUND : LONELY_ROUND;
    const all = new Set(processes);
    for (const process of this.#known.keys()) if (!all.has(process)) this.#forget(process);
    const due: KnownProcess[] = [];
    const added: KnownProcess[] = [];
    for (const process of all) {
      const known = this.#known.get(process);
      if (known === undefined) added.push(process);
      else if (fresh || this.#pass === known.since + 1 || (process.pid + this.#pass) % round === 0)
        due.push(process);
    }
    this.#newcomers = added.length;
    // Those that are known come first: a namespace that ended is then forgotten before another one has its inode.
    const confirmed = new Set<Namespace>();
    for (const process of due) this.#lookAt(process, confirmed);
    for (const process of added) {
      this.#known.set(process, { namespace: undefined, since: this.#pass });
      this.#lookAt(process, confirmed);
    }
  }

  /** Looks at one again, of which something else tells that it has left. */
  lookAgain(process: KnownProcess): void {
    this.#lookAt(process, new Set());
  }

  #lookAt(process: KnownProcess, confirmed: Set<Namespace>): void {
    const known = this.#known.get(process);
    if (known === undefined) return;
    const inode = this.#inodeOf(process);
    if (known.namespace?.inode === inode && known.namespace !== undefined) {
      confirmed.add(known.namespace);
      return;
    }
    this.#leave(process, known);
    if (inode === undefined) return;
    known.namespace = this.#at(inode, confirmed);
    known.namespace.processes.add(process);
  }

  /** The namespace that has this inode now: the one that had it, where a process is in it still. */
  #at(inode: number, confirmed: Set<Namespace>): Namespace {
    const before = this.#byInode.get(inode);
    if (before !== undefined && this.#isThere(before, confirmed)) return before;
    const namespace: Namespace = { inode, processes: new Set() };
    this.#byInode.set(inode, namespace);
    confirmed.add(namespace);
    return namespace;
  }

  #isThere(namespace: Namespace, confirmed: Set<Namespace>): boolean {
    if (confirmed.has(namespace)) return true;
    for (const process of namespace.processes) {
      if (this.#inodeOf(process) === namespace.inode) {
        confirmed.add(namespace);
        return true;
      }
      const known = this.#known.get(process);
      if (known === undefined) continue;
      this.#leave(process, known);
      known.since = this.#pass;
    }
    return false;
  }

  #inodeOf({ pid }: KnownProcess): number | undefined {
    return networkOfProcess(this.#reader, pid)?.inode;
  }

  #forget(process: KnownProcess): void {
    const known = this.#known.get(process);
    this.#known.delete(process);
    if (known !== undefined) this.#leave(process, known);
  }

  #leave(process: KnownProcess, known: Known): void {
    const { namespace } = known;
    known.namespace = undefined;
    if (namespace === undefined) return;
    namespace.processes.delete(process);
    if (namespace.processes.size > 0 || this.#byInode.get(namespace.inode) !== namespace) return;
    this.#byInode.delete(namespace.inode);
  }
}

/** The network namespaces of all processes at this moment, for a single question. */
export function namespacesOfAll(reader: ProcReader): readonly ProcessNamespace[] {
  const namespaces = new ProcessNamespaces(reader);
  const pids = listPids(reader);
  namespaces.look(pids.status === 'ok' ? Array.from(pids.value, (pid) => ({ pid })) : []);
  return namespaces.all;
}
