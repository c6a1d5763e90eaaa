/** Spreads inodes over the slots: 2 to the 32nd, divided by the golden ratio. */
const FACTOR = 0x9e3779b1;

/** Inodes to small numbers: open addressing over typed arrays. 0 is no inode and is never found. */
export class InodeMap {
  #keys = new Float64Array(0);
  #values = new Uint32Array(0);
  #mask = 0;
  size = 0;

  /** @param expected how many inodes to make room for at first */
  constructor(expected = 1024) {
    this.#makeRoom(capacityFor(expected));
  }

  /** Forgets all of them and makes room for so many; far more room than that is given back. */
  clear(expected = 0): void {
    this.size = 0;
    const capacity = capacityFor(expected);
    if (capacity > this.#keys.length || capacity * 8 < this.#keys.length) this.#makeRoom(capacity);
    else this.#keys.fill(0);
  }

  /** The value of an inode, or -1. */
  get(inode: number): number {
    if (inode === 0) return -1;
    const keys = this.#keys;
    const mask = this.#mask;
    let slot = (Math.imul(inode, FACTOR) >>> 0) & mask;
    for (let key; (key = keys[slot]) !== inode; slot = (slot + 1) & mask) if (key === 0) return -1;
    return this.#values[slot] ?? -1;
  }

  has(inode: number): boolean {
    return this.get(inode) !== -1;
  }

  /** Stores a value for an inode other than 0. */
  set(inode: number, value: number): void {
    const slot = this.#slot(inode);
    if (this.#keys[slot] === inode) this.#values[slot] = value;
    else this.#insert(slot, inode, value);
  }

  /** The value of an inode other than 0; where it has none, it gets the given one. */
  getOrSet(inode: number, value: number): number {
    const slot = this.#slot(inode);
    if (this.#keys[slot] === inode) return this.#values[slot] ?? -1;
    this.#insert(slot, inode, value);
    return value;
  }

  #insert(free: number, inode: number, value: number): void {
    let slot = free;
    if (this.size * 2 >= this.#mask) {
      this.#grow();
      slot = this.#slot(inode);
    }
    this.#keys[slot] = inode;
    this.#values[slot] = value;
    this.size++;
  }

  #slot(inode: number): number {
    let slot = (Math.imul(inode, FACTOR) >>> 0) & this.#mask;
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== inode) slot = (slot + 1) & this.#mask;
    return slot;
  }

  /** In one block of memory, as columns are: see columns.ts. */
  #makeRoom(capacity: number): void {
    const block = new ArrayBuffer(capacity * 12);
    this.#keys = new Float64Array(block, 0, capacity);
    this.#values = new Uint32Array(block, capacity * 8, capacity);
    this.#mask = capacity - 1;
  }

  #grow(): void {
    const keys = this.#keys;
    const values = this.#values;
    this.#makeRoom(keys.length * 2);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] ?? 0;
      if (key === 0) continue;
      const slot = this.#slot(key);
      this.#keys[slot] = key;
      this.#values[slot] = values[i] ?? 0;
    }
  }
}

/** A power of two of which at most a half is used. */
function capacityFor(expected: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(16, expected * 2)));
}
