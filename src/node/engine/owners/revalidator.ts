import type { Holder, SocketFiles } from './socketFiles';

/** A process that changed in the last so many passes counts as active. */
const ACTIVE_PASSES = 10;

/** Each pass reads one process in so many again; more of them where the kernel does not count open files. */
const ROUND = 30;
const ROUND_WITHOUT_COUNTS = 10;

/** Reads processes again whose count of open files tells nothing new. */
export class Revalidator {
  readonly #files: SocketFiles;
  /** Those still to be read again in this round of verification. */
  #toVerify: Holder[] = [];

  constructor(files: SocketFiles) {
    this.#files = files;
  }

  /** Whether the process was seen to open or close something lately. */
  isActive(holder: Holder): boolean {
    return this.#files.pass - holder.changedAt <= ACTIVE_PASSES;
  }

  /** Reads those of the processes that were not read in this turn, and gives them back. */
  read(holders: readonly Holder[]): Holder[] {
    const again = holders.filter((holder) => !this.#files.isSettled(holder));
    for (const holder of again) this.#files.readAgain(holder);
    return again;
  }

  /**
   * Reads one group of processes after the other again, the likely ones first, until no more is needed.
   * @param isEnough is told whom a group left to be read
   */
  search(groups: readonly (() => readonly Holder[])[], isEnough: (read: readonly Holder[]) => boolean): void {
    for (const group of groups) {
      const read = this.read(group());
      if (read.length > 0 && isEnough(read)) return;
    }
  }

  /** Reads the next share of all processes. */
  verifySome(): void {
    const { holders, countsFiles } = this.#files;
    const round = countsFiles ? ROUND : ROUND_WITHOUT_COUNTS;
    if (this.#toVerify.length === 0) this.#toVerify = [...holders];
    const some = this.#toVerify.splice(-Math.ceil(holders.length / round));
    this.read(some.filter((holder) => this.#files.get(holder.pid) === holder));
  }
}
