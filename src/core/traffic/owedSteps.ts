/** What a connection did that is not counted in any step of samples yet. */
interface Owed {
  readonly id: number;
  readonly sent: number;
  readonly received: number;
  /** Milliseconds over which that is to be spread. */
  readonly left: number;
}

/** Of what is left, so much need not be kept for another step: those are not all of the same length. */
const SOME = 0.1;

/**
 * Spreads bytes over steps of samples: a network namespace that is read every few samples has the bytes of several steps in
 * one. Divided by that step alone they would be a rate of some times as much, with nothing between.
 */
export class OwedSteps {
  readonly #owed = new Map<number, Owed>();

  get isEmpty(): boolean {
    return this.#owed.size === 0;
  }

  has(slot: number): boolean {
    return this.#owed.has(slot);
  }

  clear(): void {
    this.#owed.clear();
  }

  /**
   * What a connection's bytes are in a step of samples.
   * @param sent that was found out in this step, as received
   * @param over milliseconds in which it was sent
   * @param step milliseconds of the step, no more than those
   */
  share(
    slot: number,
    id: number,
    sent: number,
    received: number,
    over: number,
    step: number,
  ): { readonly sent: number; readonly received: number } {
    const owed = this.#owed.get(slot);
    const before = owed?.id === id ? owed : undefined;
    const all = { sent: sent + (before?.sent ?? 0), received: received + (before?.received ?? 0) };
    const time = sent + received > 0 || before === undefined ? over : before.left;
    const left = time - step;
    if (left < step * SOME) {
      this.#owed.delete(slot);
      return all;
    }
    const share = step / time;
    const now = { sent: Math.round(all.sent * share), received: Math.round(all.received * share) };
    this.#owed.set(slot, { id, sent: all.sent - now.sent, received: all.received - now.received, left });
    return now;
  }
}
