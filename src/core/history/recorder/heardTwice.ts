/** Milliseconds in which one word may be heard twice: where one thread stops to listen, and another one begins. */
const TOGETHER = 5000;

/** Words that are remembered at most before older ones are forgotten: twice as many, 3 MB. */
const MOST = 50_000;

/** The sockets that were told of lately, by their cookies: what two threads heard is taken once. */
export class HeardTwice {
  #recent = new Set<number>();
  #before: ReadonlySet<number> = new Set();
  #since = 0;

  /** Whether it was told of before; from now on it was. @param at milliseconds since 1970 */
  note(cookie: number, at: number): boolean {
    // A kernel that does not number them tells them no better.
    if (cookie === 0) return false;
    if (this.#recent.has(cookie) || this.#before.has(cookie)) return true;
    if (Math.abs(at - this.#since) > TOGETHER || this.#recent.size >= MOST) {
      this.#before = this.#recent;
      this.#recent = new Set();
      this.#since = at;
    }
    this.#recent.add(cookie);
    return false;
  }
}
