/** Counts cases, those that were identical, and those left out with their reasons; prints all of it. */
export class Tally {
  readonly #name: string;
  readonly #leftOut = new Map<string, number>();
  #cases = 0;
  #identical = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Runs a case, which throws where anything differs. */
  async count(run: () => void | Promise<void>): Promise<void> {
    this.#cases++;
    await run();
    this.#identical++;
  }

  /** Notes a case that is not compared, where there is a reason. */
  leavesOut(reason: string | undefined): boolean {
    if (reason !== undefined) this.#leftOut.set(reason, (this.#leftOut.get(reason) ?? 0) + 1);
    return reason !== undefined;
  }

  print(): void {
    console.log(`\n${this.#name}: ${this.#cases}, of them identical: ${this.#identical}`);
    for (const [reason, count] of this.#leftOut) console.log(`  not compared: ${count} (${reason})`);
  }
}
