import type { ProcReader } from '../../reader';
import { ABSENT, DENIED, FAILED, FileLinks, type SocketLinks } from './socketLinks';
import { folderOf } from './threads';

const NONE = new Float64Array(0);

/** Of so many processes read lately, how many were found to miss numbers; see {@link Descriptors.read}. */
const MEMORY = 32;

export type SocketsOfProcess =
  | { readonly status: 'ok'; readonly inodes: Float64Array }
  | { readonly status: 'absent' | 'denied' | 'failed' };

/** Reads which sockets a process holds, from the links of /proc/PID/fd. */
export class Descriptors {
  /** How often reading was denied. */
  denials = 0;
  /** Whether the process that was read last was seen to have no file open at all. */
  foundNone = false;
  readonly #reader: ProcReader;
  readonly #links: SocketLinks;
  #found = new Float64Array(256);
  #length = 0;
  #misses = 0;
  #turn = 0;
  #inherited: number[] = [];

  /** @param links how the links are read; by the reader unless told */
  constructor(reader: ProcReader, links: SocketLinks = new FileLinks(reader)) {
    this.#reader = reader;
    this.#links = links;
  }

  /**
   * The inodes of the process' sockets, ascending, each once.
   *
   * Most processes use the numbers 0, 1, 2 … with few gaps, and behind a wide one those that they inherited, which are
   * those of their relatives. Where the count is known these are read without listing the directory, which makes
   * the kernel build an entry a file; where that does not find all, the rest is listed. Where it often does not, it
   * is left out but for one process in some.
   * @param count how many files it has open, 0 where the kernel does not tell
   * @param thread whose files are read, where it is not the main thread
   */
  read(pid: number, count: number, thread?: number): SocketsOfProcess {
    this.#length = 0;
    this.foundNone = false;
    try {
      const opened = this.#links.open(pid, thread);
      if (opened < 0) return this.#without(opened);
      const folder = folderOf(pid, thread);
      // What was opened just now is one more of this process' own files, with any number.
      return pid === process.pid ? this.#list(folder, 0) : this.#read(folder, count);
    } finally {
      this.#links.close();
    }
  }

  #read(folder: string, count: number): SocketsOfProcess {
    const tries = count > 0 && (this.#misses * 4 <= MEMORY || this.#turn++ % MEMORY === 0);
    if (!tries) return this.#list(folder, 0);
    const dense = count - this.#inherited.length;
    let patience = this.#patienceFor(count);
    let triesInherited = true;
    let next = 0;
    let open = 0;
    while (open < count) {
      if (open === dense && triesInherited) {
        triesInherited = false;
        if (this.#readInherited(next)) {
          open = count;
          break;
        }
      }
      const found = this.#readLink(next);
      if (found === DENIED || found === FAILED) return this.#without(found);
      if (found >= 0) open++;
      else if (--patience < 0) break;
      next++;
    }
    this.#misses = Math.max(0, Math.min(MEMORY, this.#misses + (open < count ? 1 : -1)));
    return open < count ? this.#list(folder, next) : { status: 'ok', inodes: this.#inodes() };
  }

  /** Reads the links from number `next` on as the directory lists them. */
  #list(folder: string, next: number): SocketsOfProcess {
    const list = this.#reader.list(`${folder}/fd`);
    if (list.status === 'denied') this.denials++;
    if (list.status !== 'ok') return { status: list.status };
    this.foundNone = list.value.length === 0;
    // Node sorts the names as text.
    const numbers = Float64Array.from(list.value, Number).sort();
    for (const descriptor of numbers) if (descriptor >= next) this.#readLink(descriptor);
    const patience = this.#patienceFor(numbers.length);
    const behind = numbers.findIndex((descriptor, i) => descriptor - i > patience);
    this.#inherited = behind === -1 ? [] : [...numbers.subarray(behind)];
    return { status: 'ok', inodes: this.#inodes() };
  }

  /** How many numbers of a process may be asked for in vain: more would cost what a listing does. */
  #patienceFor(count: number): number {
    return Math.floor(count / this.#links.absentCost);
  }

  /** Reads what would be behind the gap if this process were like the last one that was listed. */
  #readInherited(next: number): boolean {
    const before = this.#length;
    const isLike =
      this.#inherited.length > 0 &&
      this.#inherited.every((descriptor) => descriptor >= next && this.#readLink(descriptor) >= 0);
    if (!isLike) this.#length = before;
    return isLike;
  }

  /** Notes the socket behind a descriptor, and says what it found as {@link SocketLinks.inodeOf} does. */
  #readLink(descriptor: number): number {
    const inode = this.#links.inodeOf(descriptor);
    if (inode <= 0) return inode;
    if (this.#length === this.#found.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#found);
      this.#found = larger;
    }
    this.#found[this.#length++] = inode;
    return inode;
  }

  /** @param reason one of those that stand instead of an inode */
  #without(reason: number): SocketsOfProcess {
    if (reason === DENIED) this.denials++;
    return { status: reason === DENIED ? 'denied' : reason === ABSENT ? 'absent' : 'failed' };
  }

  /** A copy of what was found; a descriptor that was duplicated counts once. */
  #inodes(): Float64Array {
    if (this.#length === 0) return NONE;
    const sorted = this.#found.slice(0, this.#length).sort();
    let count = 1;
    for (let i = 1; i < sorted.length; i++) {
      const inode = sorted[i] ?? 0;
      if (inode !== sorted[count - 1]) sorted[count++] = inode;
    }
    return count === sorted.length ? sorted : sorted.slice(0, count);
  }
}
