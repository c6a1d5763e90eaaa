/** Sockets that ended by the kernel's word, by their inodes: the tables of a pass that began before it may have them still. */
export class EndedSockets {
  readonly #at = new Map<number, number>();

  /** @param at when the word was read, in milliseconds since 1970 */
  add(number: number, at: number): void {
    this.#at.set(number, at);
  }

  /** Whether a row of a pass is of one. @param start when the pass began */
  has(number: number, start: number): boolean {
    const at = this.#at.get(number);
    return at !== undefined && start <= at;
  }

  /** No pass that began before this one is taken any more. */
  forget(start: number): void {
    for (const [number, at] of this.#at) if (at < start) this.#at.delete(number);
  }
}
