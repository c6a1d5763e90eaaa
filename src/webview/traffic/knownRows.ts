import type { TrafficRowsAnswer } from '../../core/model/traffic';

/** The rows that the page has, and its list of strings. */
export class KnownRows {
  readonly answer: TrafficRowsAnswer | undefined;
  readonly strings: readonly string[];
  /** Whether an answer could not be read, so that all must be asked for anew. */
  readonly isLost: boolean;
  /** Ids by place, of earlier answers too as long as the order is the same. */
  readonly #ids: ReadonlyMap<number, number>;

  constructor(
    answer: TrafficRowsAnswer | undefined,
    strings: readonly string[],
    ids: ReadonlyMap<number, number>,
    isLost = false,
  ) {
    this.answer = answer;
    this.strings = strings;
    this.#ids = ids;
    this.isLost = isLost;
  }

  get matching(): number {
    return this.answer?.matching ?? 0;
  }

  get ids(): ReadonlyMap<number, number> {
    return this.#ids;
  }

  /** The row in a place of the order, as far as the page has seen it. */
  readonly idAt = (place: number): number | undefined => this.#ids.get(place);

  /** All rows that are known, in their order. */
  all(): number[] {
    return [...this.#ids].sort(([a], [b]) => a - b).map(([, id]) => id);
  }

  /** No rows, with the strings of others: what the worker thinks that the page has. */
  with({ strings }: KnownRows): KnownRows {
    return new KnownRows(undefined, strings, new Map());
  }
}

export const NO_ROWS = new KnownRows(undefined, [], new Map());

/**
 * What the page has after an answer.
 * @param isHeld whether rows should have kept their places since the answer before
 */
export function takeRows(known: KnownRows, answer: TrafficRowsAnswer, isHeld: boolean): KnownRows {
  const { from, texts } = answer.strings;
  // Strings between were lost: nothing of the answer can be read, and all is asked for anew.
  if (from > known.strings.length) return new KnownRows(undefined, [], new Map(), true);
  const isSame = texts.length === 0 && from === known.strings.length;
  const strings = isSame ? known.strings : [...known.strings.slice(0, from), ...texts];
  const { sequence, kind } = known.answer ?? {};
  const goesOn =
    kind === answer.kind && (isHeld || sequence === answer.sequence) && isSameOrder(known, answer);
  const ids = new Map(goesOn ? known.ids : []);
  answer.ids.forEach((id, index) => ids.set(answer.first + index, id));
  for (const place of ids.keys()) if (place >= answer.matching) ids.delete(place);
  return new KnownRows(answer, strings, ids);
}

/** Whether all rows that were known before stand where they stood. */
function isSameOrder(known: KnownRows, { first, ids }: TrafficRowsAnswer): boolean {
  return ids.every((id, index) => (known.idAt(first + index) ?? id) === id);
}
