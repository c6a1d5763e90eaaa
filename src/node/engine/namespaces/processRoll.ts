import type { ProcReader } from '../../reader';
import { listPids } from '../owners/processList';
import type { Holder } from '../owners/socketFiles';
import type { KnownProcess } from './processNamespaces';

/** A process, and the holder that it turned out to be: another one has the pid where that is another object. */
interface Enrolled extends KnownProcess {
  holder?: Holder;
}

/**
 * The processes of a machine as objects, listed before it is known what they hold: to look for new namespaces comes before
 * reading their sockets, and that before looking for owners.
 */
export class ProcessRoll {
  readonly #reader: ProcReader;
  #byPid = new Map<number, Enrolled>();
  #listing: number | undefined;

  constructor(reader: ProcReader) {
    this.#reader = reader;
  }

  /**
   * All that there are. One that took the pid of another in between passes for it until {@link settle}.
   * @param listing the number of a list of them, while which stands none came or went; nothing where nobody looked
   */
  list(listing: number | undefined): Iterable<KnownProcess> {
    const isSame = listing !== undefined && listing === this.#listing;
    this.#listing = listing;
    if (isSame) return this.#byPid.values();
    const pids = listPids(this.#reader);
    const before = this.#byPid;
    this.#byPid = new Map();
    for (const pid of pids.status === 'ok' ? pids.value : [])
      this.#byPid.set(pid, before.get(pid) ?? { pid });
    return this.#byPid.values();
  }

  /** Tells who was found to hold what: a pid that is another process' is another object from now on. */
  settle(holders: readonly Holder[]): void {
    for (const holder of holders) {
      const process = this.#byPid.get(holder.pid);
      if (process === undefined) continue;
      process.holder ??= holder;
      if (process.holder !== holder) this.#byPid.set(holder.pid, { pid: holder.pid, holder });
    }
  }
}
