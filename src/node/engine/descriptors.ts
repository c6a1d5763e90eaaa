import type { ProcReader } from '../reader';

const NONE = new Float64Array(0);

/** Of so many processes read lately, how many were found to miss numbers; see {@link Descriptors.read}. */
const MEMORY = 32;

type LinkStatus = 'ok' | 'absent' | 'denied';

export type SocketsOfProcess =
  { readonly status: 'ok'; readonly inodes: Float64Array } | { readonly status: 'absent' | 'denied' };

/** Reads which sockets a process holds, from the links of /proc/PID/fd. */
export class Descriptors {
  /** How often reading was denied. */
  denials = 0;
  readonly #reader: ProcReader;
  #found = new Float64Array(256);
  #length = 0;
  #misses = 0;
  #turn = 0;
  #inherited: number[] = [];

  constructor(reader: ProcReader) {
    this.#reader = reader;
  }

  /**
   * The inodes of the process' sockets, ascending, each once.
   *
   * Most processes use the numbers 0, 1, 2 … without a gap, and behind a gap the numbers that they inherited, which
   * are those of their relatives. Where the count is known these are read without listing the directory, which makes
   * the kernel build an entry a file; where that does not find all, the rest is listed. Where it often does not, it
   * is left out but for one process in some.
   * @param count how many files it has open, 0 where the kernel does not tell
   */
  read(pid: number, count: number): SocketsOfProcess {
    this.#length = 0;
    const tries = count > 0 && (this.#misses * 4 <= MEMORY || this.#turn++ % MEMORY === 0);
    let next = 0;
    let open = 0;
    let status: LinkStatus = 'ok';
    if (tries) {
      const dense = count - this.#inherited.length;
      for (; open < count && status === 'ok'; next++) {
        if (open === dense && this.#readInherited(pid, next)) open = count;
        else if ((status = this.#readLink(pid, next)) === 'ok') open++;
      }
      if (status === 'denied') return this.#denied();
      this.#misses = Math.max(0, Math.min(MEMORY, this.#misses + (open < count ? 1 : -1)));
      if (open >= count) return { status: 'ok', inodes: this.#inodes() };
    }
    return this.#list(pid, next);
  }

  /** Reads the links from number `next` on as the directory lists them. */
  #list(pid: number, next: number): SocketsOfProcess {
    const list = this.#reader.list(`${pid}/fd`);
    if (list.status === 'absent') return { status: 'absent' };
    if (list.status !== 'ok') return this.#denied();
    const numbers = list.value.map(Number);
    for (const descriptor of numbers) if (descriptor >= next) this.#readLink(pid, descriptor);
    // The kernel lists them in ascending order.
    const dense = numbers.findIndex((descriptor, i) => descriptor !== i);
    this.#inherited = dense === -1 ? [] : numbers.slice(dense);
    return { status: 'ok', inodes: this.#inodes() };
  }

  /** Reads what would be behind the gap if this process were like the last one that was listed. */
  #readInherited(pid: number, next: number): boolean {
    const before = this.#length;
    const isLike =
      this.#inherited.length > 0 &&
      this.#inherited.every((descriptor) => descriptor >= next && this.#readLink(pid, descriptor) === 'ok');
    if (!isLike) this.#length = before;
    return isLike;
  }

  #readLink(pid: number, descriptor: number): LinkStatus {
    const link = this.#reader.readLink(`${pid}/fd/${descriptor}`);
    if (link.status !== 'ok') return link.status === 'denied' ? 'denied' : 'absent';
    const inode = socketInode(link.value);
    if (inode === 0) return 'ok';
    if (this.#length === this.#found.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#found);
      this.#found = larger;
    }
    this.#found[this.#length++] = inode;
    return 'ok';
  }

  #denied(): SocketsOfProcess {
    this.denials++;
    return { status: 'denied' };
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

/** "socket:[123]" to 123, or the old "[0000]:123"; 0 for any other link. */
export function socketInode(link: string): number {
  if (link.startsWith('socket:[')) return decimal(link, 8, link.length - 1);
  if (link.startsWith('[0000]:')) return decimal(link, 7, link.length);
  return 0;
}

function decimal(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return 0;
    value = value * 10 + digit;
  }
  return value;
}
