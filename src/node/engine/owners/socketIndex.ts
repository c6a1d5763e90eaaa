import { InodeMap } from '../../../core/model/inodeMap';
import type { PassMemory } from './passMemory';

const NO_UID = 0xffffffff;

/** The sockets of one pass that owners are asked for: each inode has a number from 0. */
export class SocketIndex {
  /** Inode to its number. */
  readonly numbers = new InodeMap();
  /** By number: the inode, and the user of the socket where the table tells it. */
  inodes = new Float64Array(0);
  #uids = new Uint32Array(0);
  count = 0;
  readonly #memory: PassMemory;

  constructor(memory: PassMemory) {
    this.#memory = memory;
  }

  /** Begins a pass with at most so many rows. */
  begin(rows: number): void {
    this.count = 0;
    this.numbers.clear(rows);
    this.inodes = this.#memory.zeros(Float64Array, 'inodes', rows);
    this.#uids = this.#memory.zeros(Uint32Array, 'uids', rows);
    this.#uids.fill(NO_UID);
  }

  /**
   * Adds the sockets of a table.
   * @param uids their users, where the table has such a column
   * @returns the number of each row's inode, -1 where it has none
   */
  add(inodes: Float64Array, uids?: Uint32Array): Int32Array {
    const numbers = new Int32Array(inodes.length);
    for (let row = 0; row < inodes.length; row++) {
      const inode = inodes[row] ?? 0;
      if (inode === 0) {
        numbers[row] = -1;
        continue;
      }
      const number = this.numbers.getOrSet(inode, this.count);
      numbers[row] = number;
      if (number !== this.count) continue;
      this.inodes[number] = inode;
      if (uids !== undefined) this.#uids[number] = uids[row] ?? NO_UID;
      this.count++;
    }
    return numbers;
  }

  uidOf(number: number): number | undefined {
    const uid = this.#uids[number];
    return uid === NO_UID ? undefined : uid;
  }
}
