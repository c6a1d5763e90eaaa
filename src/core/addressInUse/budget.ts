/** How many characters of output are looked at in a second. The dearest lines take some 100 ms of it for so many. */
const CHARACTERS = 250_000;

/** Holds what is looked at of output to an amount a second, so that a program that floods terminals costs no more. */
export class Budget {
  readonly #now: () => number;
  #second = Number.NEGATIVE_INFINITY;
  #left = 0;

  /** @param now a clock's time in milliseconds; it may go back */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes so many characters from what is left of this second. @returns whether so many were left */
  take(characters: number): boolean {
    const second = Math.floor(this.#now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#left = CHARACTERS;
    }
    if (characters > this.#left) return false;
    this.#left -= characters;
    return true;
  }
}
