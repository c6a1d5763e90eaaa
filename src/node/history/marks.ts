/** Which rows of a table are marked, by id: a bit each, since there may be hundreds of thousands. */
export class Marks {
  readonly #last: number;
  readonly #bits: Uint8Array;

  /** @param last the greatest id; what is above it is taken for marked */
  constructor(last: number) {
    this.#last = last;
    this.#bits = new Uint8Array((last >> 3) + 1);
  }

  add(id: number): void {
    if (id <= this.#last) this.#bits[id >> 3] = (this.#bits[id >> 3] ?? 0) | (1 << (id & 7));
  }

  has(id: number): boolean {
    return id > this.#last || ((this.#bits[id >> 3] ?? 0) & (1 << (id & 7))) !== 0;
  }
}
