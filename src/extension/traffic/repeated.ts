/** Work that is done one at a time: what is asked for meanwhile is done once more, after it. */
export class Repeated {
  readonly #work: () => Promise<void>;
  #isWanted = false;
  #running: Promise<void> | undefined;

  /** @param work it does not reject */
  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Does it, now or once more; resolves when nothing is wanted any more. */
  run(): Promise<void> {
    this.#isWanted = true;
    this.#running ??= this.#whileWanted().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #whileWanted(): Promise<void> {
    while (this.#isWanted) {
      this.#isWanted = false;
      await this.#work();
    }
  }
}
