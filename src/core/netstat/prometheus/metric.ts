/** The values of a sample's labels, by their names. */
export type Labels = Readonly<Record<string, string>>;

/**
 * A metric as Prometheus takes it. Its name tells the rest: one that ends in `_total` is of a counter, others of a gauge; and
 * before that stands the unit, where it has one.
 */
export interface Metric {
  readonly name: string;
  /** In words, on one line. */
  readonly help: string;
  readonly samples: readonly Sample[];
}

export type Sample = readonly [labels: Labels, value: number | bigint];

/** Sums by labels. */
export class Sums {
  readonly #sums = new Map<string, [Labels, number | bigint]>();

  /**
   * @param labels each time with the same names in the same order
   * @param value each time a number, or each time a bigint
   */
  add(labels: Labels, value: number | bigint): void {
    const key = Object.values(labels).join('\0');
    const sum = this.#sums.get(key);
    if (sum === undefined) this.#sums.set(key, [labels, value]);
    else sum[1] = typeof value === 'bigint' ? BigInt(sum[1]) + value : Number(sum[1]) + value;
  }

  get samples(): readonly Sample[] {
    return [...this.#sums.values()];
  }

  /** The same sums by other labels. */
  by(labelsOf: (labels: Labels) => Labels): Sums {
    const others = new Sums();
    for (const [labels, sum] of this.samples) others.add(labelsOf(labels), sum);
    return others;
  }
}
