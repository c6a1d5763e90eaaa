/** Sockets that are remembered at most. */
export const MOST_TOLD = 20_000;

/**
 * Sockets whose connection is told of already, and whose last word the kernel may still say, hours later: one that was reset
 * leaves the tables at once, and is destroyed when its program closes it. The oldest are forgotten where there are many.
 */
export class ToldBefore {
  readonly #numbers = new Set<number>();

  /** @param number a cookie, or below 0 a number of its ends where none is known */
  add(number: number): void {
    this.#numbers.add(number);
    if (this.#numbers.size <= MOST_TOLD) return;
    const [oldest] = this.#numbers;
    if (oldest !== undefined) this.#numbers.delete(oldest);
  }

  has(number: number): boolean {
    return this.#numbers.has(number);
  }

  /** Whether it was one, which is then said to the end. */
  take(number: number): boolean {
    return this.#numbers.delete(number);
  }

  clear(): void {
    this.#numbers.clear();
  }
}
