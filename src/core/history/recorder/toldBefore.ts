/** Sockets that are remembered at most. */
export const MOST_TOLD = 20_000;

/**
 * Sockets whose connection is told of already, and whose last word the kernel may still say, hours later: one that was reset
 * leaves the tables at once, and is destroyed when its program closes it. The oldest are forgotten where there are many.
 */
export class ToldBefore {
  readonly #counts = new Map<number | string, number>();

  /** @param key a cookie; below 0 a number of its ends; or what is known of it where its other end was cut off */
  add(key: number | string): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    if (this.#counts.size <= MOST_TOLD) return;
    const [oldest] = this.#counts.keys();
    if (oldest !== undefined) this.#counts.delete(oldest);
  }

  has(key: number | string): boolean {
    return this.#counts.has(key);
  }

  /** Whether it was one, which is then said to the end. */
  take(key: number | string): boolean {
    const count = this.#counts.get(key) ?? 0;
    if (count > 1) this.#counts.set(key, count - 1);
    else this.#counts.delete(key);
    return count > 0;
  }

  clear(): void {
    this.#counts.clear();
  }
}
