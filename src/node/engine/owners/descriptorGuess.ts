import { DENIED, FAILED } from './socketLinks';

/** Of so many processes read lately, how many were found to miss numbers; see {@link DescriptorGuess}. */
const MEMORY = 32;

/** Instead of a number from which on to list: none is left. */
export const NOTHING_LEFT = Number.POSITIVE_INFINITY;

/**
 * Reads descriptors without listing their directory, for which the kernel builds an entry a file: where it is known how
 * many files a process has open, their numbers can be guessed. Most processes use 0, 1, 2 … with few gaps, and behind a
 * wide one those that they inherited, which are those of their relatives. Where that does not find all, the rest is
 * listed; where it often does not, nothing is guessed but for one process in some.
 *
 * With every directory listed instead, among 500 processes with 1,000 and with 10,000 sockets of all kinds, a full scan of
 * the engine took 1.18 and 1.17 of its CPU time, and `netstat -anp` 1.07. Where programs had inherited a descriptor, as
 * those of an editor's terminals do, it took 1.19 and 1.09, and guesses of 0, 1, 2 … alone would take as much as none. Without
 * system calls it took 0.96 with 1,000 sockets and 1.09 with 10,000. Measured by `npm run bench:builds`.
 */
export class DescriptorGuess {
  readonly #absentCost: number;
  #misses = 0;
  #turn = 0;
  /** What the process that was listed last has behind a wide gap. */
  #inherited: number[] = [];

  /** @param absentCost how many links can be read in the time that it takes to find out that there is none */
  constructor(absentCost: number) {
    this.#absentCost = absentCost;
  }

  /**
   * Reads the links of one process.
   * @param count how many files it has open, 0 where that is not known
   * @param readLink notes the socket behind a descriptor, however often it is asked; below 0 as `SocketLinks.inodeOf`
   * @returns from which number on the directory is to be listed, {@link NOTHING_LEFT}, or why the process cannot be read:
   *   {@link DENIED} or {@link FAILED}
   */
  read(count: number, readLink: (descriptor: number) => number): number {
    const tries = count > 0 && (this.#misses * 4 <= MEMORY || this.#turn++ % MEMORY === 0);
    if (!tries) return 0;
    const inherited = this.#inherited;
    const dense = count - inherited.length;
    let inVain = this.#mostInVain(count);
    let next = 0;
    let open = 0;
    for (let triesInherited = inherited.length > 0; open < count; next++) {
      if (open === dense && triesInherited) {
        triesInherited = false;
        if (inherited.every((descriptor) => descriptor >= next && readLink(descriptor) >= 0)) {
          open = count;
          break;
        }
      }
      const found = readLink(next);
      if (found === DENIED || found === FAILED) return found;
      if (found >= 0) open++;
      else if (--inVain < 0) break;
    }
    this.#misses = Math.max(0, Math.min(MEMORY, this.#misses + (open < count ? 1 : -1)));
    return open < count ? next : NOTHING_LEFT;
  }

  /** Learns from a process that was listed. @param numbers of its descriptors, ascending */
  learn(numbers: Float64Array): void {
    const most = this.#mostInVain(numbers.length);
    const behind = numbers.findIndex((descriptor, i) => descriptor - i > most);
    this.#inherited = behind === -1 ? [] : [...numbers.subarray(behind)];
  }

  /** How many numbers of a process may be asked for in vain: more would cost what a listing does. */
  #mostInVain(count: number): number {
    return Math.floor(count / this.#absentCost);
  }
}
