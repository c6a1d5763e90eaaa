import type { HolderSource } from '../../../core/netstat/context/environment';
import type { ProcReader } from '../../reader';
import type { ProcessTimes } from '../../system/processTimes';
import { Ownerless } from './ownerless';
import { Revalidator } from './revalidator';
import { type Holder, SocketFiles } from './socketFiles';
import type { SocketLinks } from './socketLinks';

/** Sockets without an owner that are remembered at most; beyond that they are searched for again. */
const MOST_OWNERLESS = 1 << 16;

/**
 * Who holds sockets, for who learns of sockets one by one and shows each at once: {@link Owners} for a command. A socket
 * without an owner is searched for in the pass that has it, all processes long; what was searched for in two passes
 * in vain has none here.
 */
export class HolderCache implements HolderSource {
  readonly #files: SocketFiles;
  readonly #revalidator: Revalidator;
  readonly #reader: ProcReader;
  readonly #times: Pick<ProcessTimes, 'of'> | undefined;
  /** How long the processes had run when they were last looked at, and those that ran since the look before. */
  #ranFor = new Map<Holder, number>();
  #haveRun: ReadonlySet<Holder> = new Set();
  readonly #ownerless = new Ownerless();
  /** Processes whose links are denied, and the user under whom their directory could be listed or not. */
  readonly #listings = new WeakMap<Holder, { readonly uid: number; readonly isDenied: boolean }>();

  /**
   * @param links how the links of /proc/PID/fd are read; by the reader where left out
   * @param times tell what processes of this /proc have run, where that can be asked
   */
  constructor(reader: ProcReader, links?: SocketLinks, times?: Pick<ProcessTimes, 'of'>) {
    this.#reader = reader;
    this.#times = times;
    // netstat finds nobody where the main thread has ended.
    this.#files = new SocketFiles(reader, links, false);
    this.#revalidator = new Revalidator(this.#files);
  }

  look(): ReturnType<HolderSource['look']> {
    const files = this.#files;
    if (files.pass > 0 && !files.countsFiles) return undefined;
    // Before anything is read: who runs meanwhile has run when it is looked at next.
    this.#noteTimes();
    files.look(false);
    if (!files.countsFiles) return undefined;
    this.#revalidator.verifySome();
    // What they open they may have closed again before anybody searches for its owner.
    this.#revalidator.read(this.#active());
    this.#ownerless.begin(MOST_OWNERLESS);
    return { holders: files.holders, isDenied: files.holders.some((holder) => this.#isDenied(holder)) };
  }

  /** A table was read: what processes held before that may be another thing than what they held by then. */
  noteTable(): void {
    this.#files.turn++;
  }

  search(inode: number, likely: number | undefined): readonly Holder[] {
    if (this.#ownerless.has(inode) || this.#ownerless.wasMissed(inode)) return [];
    const relative = likely === undefined ? undefined : this.#files.get(likely);
    const all: Holder[] = [];
    let isFound = false;
    const groups = [
      () => (relative === undefined ? [] : [relative]),
      () => this.#active(),
      () => this.#files.holders,
    ];
    this.#revalidator.search(groups, (read) => {
      all.push(...read);
      isFound = read.some(({ inodes }) => inodes.includes(inode));
      return isFound;
    });
    if (!isFound) this.#ownerless.note(inode, this.#ownerless.wasMissedBefore(inode));
    return all;
  }

  /**
   * Whether something of the process that only itself can change may be another thing than in the last look: its name,
   * its files.
   */
  mayHaveChanged(pid: number): boolean {
    const holder = this.#files.get(pid);
    return holder === undefined || !this.#ranFor.has(holder) || this.#haveRun.has(holder);
  }

  /** Who has not run has the same files as before; where that is not told, it are those that changed lately. */
  #active(): Holder[] {
    return this.#files.holders.filter(
      (holder) =>
        this.#revalidator.isActive(holder) || this.#haveRun.has(holder) || holder.pid === process.pid,
    );
  }

  #noteTimes(): void {
    const times = this.#times;
    if (times === undefined) return;
    const [ranFor, haveRun] = [new Map<Holder, number>(), new Set<Holder>()];
    for (const holder of this.#files.holders) {
      // Kernel threads have nothing open.
      if (holder.size === 0) continue;
      const time = times.of(holder.pid);
      if (time !== this.#ranFor.get(holder)) haveRun.add(holder);
      ranFor.set(holder, time);
    }
    [this.#ranFor, this.#haveRun] = [ranFor, haveRun];
  }

  /** What netstat goes by is whether the directory can be listed: its links may be denied all the same. */
  #isDenied(holder: Holder): boolean {
    if (!holder.denied) return false;
    const { pid, uid } = holder;
    let known = this.#listings.get(holder);
    if (known?.uid !== uid) {
      known = { uid, isDenied: this.#reader.list(`${pid}/fd`).status === 'denied' };
      this.#listings.set(holder, known);
    }
    return known.isDenied;
  }
}
