import { InodeMap } from '../../../core/model/inodeMap';

/** Instead of a length: the kernel knows no socket of this inode. */
const ABSENT = 0xffff_ffff;

/** What the kernel told of the names of UNIX sockets, by inode: kept as bytes, since they may be very many. */
export class UnixNames {
  readonly #slots = new InodeMap();
  #starts = new Uint32Array(256);
  #lengths = new Uint32Array(256);
  #bytes = new Uint8Array(4096);
  #used = 0;

  get size(): number {
    return this.#slots.size;
  }

  has(inode: number): boolean {
    return this.#slots.has(inode);
  }

  /** Whether the kernel knows no socket of an inode that was asked for. */
  isAbsent(inode: number): boolean {
    return this.#lengthOf(inode) === ABSENT;
  }

  isNameless(inode: number): boolean {
    return this.#lengthOf(inode) === 0;
  }

  /** Whether the name is that of the bytes [from, to), whose NULs may stand as they are: before Linux 4.11 they did. */
  isNamed(inode: number, bytes: Uint8Array, from: number, to: number): boolean {
    const slot = this.#slots.get(inode);
    if (slot === -1 || this.#lengths[slot] !== to - from) return false;
    const start = this.#starts[slot] ?? 0;
    for (let i = 0; i < to - from; i++) {
      if (this.#bytes[start + i] !== (bytes[from + i] || 0x40)) return false;
    }
    return true;
  }

  setAbsent(inode: number): void {
    this.#lengths[this.#slotFor(inode)] = ABSENT;
  }

  set(inode: number, bytes: Uint8Array, from: number, to: number): void {
    const slot = this.#slotFor(inode);
    const length = to - from;
    if (this.#used + length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#used + length));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    // Names are short: a view of each would cost more than its bytes.
    for (let i = 0; i < length; i++) this.#bytes[this.#used + i] = bytes[from + i] ?? 0;
    this.#starts[slot] = this.#used;
    this.#lengths[slot] = length;
    this.#used += length;
  }

  clear(): void {
    this.#slots.clear();
    this.#used = 0;
  }

  #lengthOf(inode: number): number | undefined {
    const slot = this.#slots.get(inode);
    return slot === -1 ? undefined : this.#lengths[slot];
  }

  #slotFor(inode: number): number {
    const slot = this.#slots.getOrSet(inode, this.#slots.size);
    if (slot >= this.#lengths.length) {
      this.#starts = doubled(this.#starts);
      this.#lengths = doubled(this.#lengths);
    }
    return slot;
  }
}

function doubled(column: Uint32Array): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(column.length * 2);
  grown.set(column);
  return grown;
}
