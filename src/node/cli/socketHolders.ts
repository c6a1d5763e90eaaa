import type { SocketsResult } from '../../core/netstat/context/environment';
import { DescriptorLinks } from '../engine/owners/descriptorLinks';
import { Descriptors } from '../engine/owners/descriptors';
import { HolderCache } from '../engine/owners/holderCache';
import { readProcPids } from '../engine/owners/procPids';
import { FileLinks, type SocketLinks } from '../engine/owners/socketLinks';
import type { FileReader } from '../reader';
import { ProcessTimes } from '../system/processTimes';
import type { SystemCallsOnce } from '../system/systemCallsOnce';
import { isKernels } from './isKernels';
import { noteWork } from './optimizer';

/**
 * Who holds sockets, for netstat: read as the engine reads it, by system calls where they can be had. They are loaded with
 * the first question.
 */
export class SocketHolders {
  /** What is kept between rounds, once it was asked for. */
  cache: HolderCache | undefined;
  readonly #reader: FileReader;
  readonly #proc: string;
  readonly #calls: SystemCallsOnce | undefined;
  #links: SocketLinks | undefined;
  #descriptors: Descriptors | undefined;
  #mayKeep: boolean | undefined;

  /**
   * @param reader reads the tree below `proc`
   * @param calls system calls, where that is this machine's
   */
  constructor(reader: FileReader, proc: string, calls?: SystemCallsOnce) {
    this.#reader = reader;
    this.#proc = proc;
    this.#calls = calls;
  }

  /** The sockets of one process. What netstat goes by is whether the directory can be listed: its links may be denied. */
  socketsOf(pid: number): SocketsResult {
    const links = this.#openLinks();
    const descriptors = (this.#descriptors ??= new Descriptors(this.#reader, links));
    const stat = links.stat(pid);
    const count = stat.status === 'ok' ? stat.value.size : 0;
    noteWork(count);
    const counted = descriptors.read(pid, count);
    const sockets = counted.status === 'denied' ? descriptors.read(pid, 0) : counted;
    if (sockets.status === 'ok') {
      return { ok: true, inodes: sockets.inodes, denied: descriptors.sawDenied };
    }
    return { ok: false, code: sockets.status === 'denied' ? 'EACCES' : 'ENOENT' };
  }

  /** Keeps them from now on. Elsewhere than in the kernel's /proc the size of a directory is no count of files. */
  keep(): HolderCache | undefined {
    this.#mayKeep ??= isKernels(this.#proc);
    if (!this.#mayKeep) return undefined;
    return (this.cache ??= new HolderCache(this.#reader, this.#openLinks(), this.#openTimes()));
  }

  #openLinks(): SocketLinks {
    if (this.#links !== undefined) return this.#links;
    const calls = this.#calls?.load();
    this.#links = calls === undefined ? new FileLinks(this.#reader) : new DescriptorLinks(calls);
    return this.#links;
  }

  /** A process that has another pid in its own eyes than in this /proc has another namespace's pids. */
  #openTimes(): ProcessTimes | undefined {
    const calls = this.#calls?.load();
    if (calls === undefined || readProcPids(this.#reader, process.pid) !== 'own') return undefined;
    const times = new ProcessTimes(calls);
    return Number.isNaN(times.of(process.pid)) ? undefined : times;
  }
}
