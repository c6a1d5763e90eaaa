import { addressAt, type AddressWords, type InetColumns } from '../../model/inetTable';

/** The addresses of a table as small numbers, each distinct address one: what is known of it is kept once. */
export class AddressIds {
  readonly local: Uint32Array;
  readonly foreign: Uint32Array;
  readonly #columns: InetColumns;
  /** Hash slots: 0 where free, else one more than the id. */
  readonly #slots: Uint32Array;
  /** Where each id was seen first: the row, twice, one more for the foreign end. */
  readonly #places: number[] = [];

  constructor(columns: InetColumns) {
    const rows = columns.inode.length;
    this.#columns = columns;
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(rows * 4 + 2)));
    this.local = this.#number(columns.localAddress, 0);
    this.foreign = this.#number(columns.remoteAddress, 1);
  }

  /** How many distinct addresses there are; ids are below it. */
  get count(): number {
    return this.#places.length;
  }

  addressOf(id: number): AddressWords {
    const place = this.#places[id] ?? 0;
    return addressAt(this.#column(place), place >>> 1);
  }

  isIPv6(id: number): boolean {
    return this.#columns.isIPv6[(this.#places[id] ?? 0) >>> 1] === 1;
  }

  #number(column: Uint32Array, end: 0 | 1): Uint32Array {
    const ids = new Uint32Array(column.length / 4);
    for (let row = 0; row < ids.length; row++) ids[row] = this.#idOf(column, row, end);
    return ids;
  }

  #idOf(column: Uint32Array, row: number, end: 0 | 1): number {
    const mask = this.#slots.length - 1;
    for (let slot = this.#hash(column, row) & mask; ; slot = (slot + 1) & mask) {
      const found = this.#slots[slot] ?? 0;
      if (found === 0) {
        this.#places.push(row * 2 + end);
        this.#slots[slot] = this.#places.length;
        return this.#places.length - 1;
      }
      if (this.#isSame(column, row, this.#places[found - 1] ?? 0)) return found - 1;
    }
  }

  #hash(column: Uint32Array, row: number): number {
    let hash = this.#columns.isIPv6[row] ?? 0;
    for (let word = row * 4; word < row * 4 + 4; word++) {
      hash = Math.imul(hash ^ (column[word] ?? 0), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash >>> 0;
  }

  #isSame(column: Uint32Array, row: number, place: number): boolean {
    const other = this.#column(place);
    const otherRow = place >>> 1;
    if (this.#columns.isIPv6[row] !== this.#columns.isIPv6[otherRow]) return false;
    for (let word = 0; word < 4; word++) {
      if (column[row * 4 + word] !== other[otherRow * 4 + word]) return false;
    }
    return true;
  }

  #column(place: number): Uint32Array {
    return (place & 1) === 0 ? this.#columns.localAddress : this.#columns.remoteAddress;
  }
}
