import type { ProcReader } from '../../reader';
import { DescriptorGuess, NOTHING_LEFT } from './descriptorGuess';
import { ABSENT, DENIED, FileLinks, type SocketLinks } from './socketLinks';
import { folderOf } from './threads';

const NONE = new Float64Array(0);

export type SocketsOfProcess =
  | { readonly status: 'ok'; readonly inodes: Float64Array }
  | { readonly status: 'absent' | 'denied' | 'failed' };

/** Reads which sockets a process holds, from the links of /proc/PID/fd: for the engine, signals and the command alike. */
export class Descriptors {
  /** How often reading was denied. */
  denials = 0;
  /** Whether the process that was read last was seen to have no file open at all. */
  foundNone = false;
  /**
   * Whether links of the process that was read last may not be looked at: it may hold more than was found. Where its
   * directory can be listed all the same, as a process' that has the user's uid and more capabilities, reading it is `ok`.
   */
  sawDenied = false;
  readonly #reader: ProcReader;
  readonly #links: SocketLinks;
  readonly #guess: DescriptorGuess;
  #found = new Float64Array(256);
  #length = 0;

  /** Notes the socket behind a descriptor, and says what it found as {@link SocketLinks.inodeOf} does. */
  readonly #noteLink = (descriptor: number): number => {
    const inode = this.#links.inodeOf(descriptor);
    if (inode <= 0) {
      if (inode === DENIED) this.sawDenied = true;
      return inode;
    }
    if (this.#length === this.#found.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#found);
      this.#found = larger;
    }
    this.#found[this.#length++] = inode;
    return inode;
  };

  /** @param links how the links are read; by the reader where left out */
  constructor(reader: ProcReader, links: SocketLinks = new FileLinks(reader)) {
    this.#reader = reader;
    this.#links = links;
    this.#guess = new DescriptorGuess(links.absentCost);
  }

  /**
   * The inodes of the process' sockets, ascending, each once.
   * @param count how many files it has open, 0 where the kernel does not tell; the directory then is listed
   * @param thread whose files are read, where it is not the main thread
   */
  read(pid: number, count: number, thread?: number): SocketsOfProcess {
    this.#length = 0;
    this.foundNone = false;
    this.sawDenied = false;
    try {
      const opened = this.#links.open(pid, thread);
      if (opened < 0) return this.#without(opened);
      // What was opened just now is one more of this process' own files, with any number.
      const next = pid === process.pid ? 0 : this.#guess.read(count, this.#noteLink);
      if (next < 0) return this.#without(next);
      if (next !== NOTHING_LEFT) return this.#list(folderOf(pid, thread), next);
      return { status: 'ok', inodes: this.#inodes() };
    } finally {
      this.#links.close();
    }
  }

  /** Reads the links from number `next` on as the directory lists them. */
  #list(folder: string, next: number): SocketsOfProcess {
    const list = this.#reader.list(`${folder}/fd`);
    if (list.status === 'denied') this.denials++;
    if (list.status !== 'ok') return { status: list.status };
    this.foundNone = list.value.length === 0;
    // Node sorts the names as text.
    const numbers = Float64Array.from(list.value, Number).sort();
    for (const descriptor of numbers) if (descriptor >= next) this.#noteLink(descriptor);
    this.#guess.learn(numbers);
    return { status: 'ok', inodes: this.#inodes() };
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
