import { rowsAt } from './radix';

/** An order that was shown: which row stood where. */
export interface KeptOrder {
  /** Rising. */
  readonly ids: Float64Array;
  /** The place of each of them in the order. */
  readonly places: Uint32Array;
}

/** Rows of which an order is made: by rising ids, and their ids by row number. */
export interface IdentifiedRows {
  readonly rising: Uint32Array;
  readonly ids: Float64Array;
}

/** What is kept of an order of rows. */
function keptOrder({ rising, ids }: IdentifiedRows, order: Uint32Array): KeptOrder {
  const placeOf = new Uint32Array(ids.length);
  for (let place = 0; place < order.length; place++) placeOf[order[place] ?? 0] = place;
  return { ids: pick(ids, rising), places: rowsAt(placeOf, rising) };
}

/**
 * Rows in their places: those that stood in the order before come as they did, the others behind them.
 * @param wanted the same rows in the order that they would have
 */
function inPlaces(before: KeptOrder, { rising, ids }: IdentifiedRows, wanted: Uint32Array): Uint32Array {
  const kept = new Int32Array(before.ids.length).fill(-1);
  const isKept = new Uint8Array(ids.length);
  let at = 0;
  for (let i = 0; i < rising.length; i++) {
    const row = rising[i] ?? 0;
    const id = ids[row] ?? 0;
    while (at < before.ids.length && (before.ids[at] ?? 0) < id) at++;
    if (before.ids[at] !== id) continue;
    kept[before.places[at++] ?? 0] = row;
    isKept[row] = 1;
  }
  const order = new Uint32Array(wanted.length);
  let length = 0;
  for (let place = 0; place < kept.length; place++) {
    const row = kept[place] ?? -1;
    if (row !== -1) order[length++] = row;
  }
  for (let i = 0; i < wanted.length; i++) {
    const row = wanted[i] ?? 0;
    if (isKept[row] === 0) order[length++] = row;
  }
  return order;
}

/** Whether two orders are the same. */
export function areSameOrder(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length) return false;
  for (let place = 0; place < a.length; place++) if (a[place] !== b[place]) return false;
  return true;
}

function pick(values: Float64Array, rows: Uint32Array): Float64Array {
  const picked = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i] ?? 0] ?? 0;
  return picked;
}

/** Rows that have an order, which is made once somebody asks for all of it. */
export interface OrderableRows extends IdentifiedRows {
  readonly sorted: { readonly all: Uint32Array };
}

/** What a place of the page showed last, so that its rows can keep their places. */
export class HeldOrder {
  #question = '';
  #sequence = 0;
  #rows: OrderableRows | undefined;
  /** Where they had another order than their own. */
  #held: Uint32Array | undefined;

  /**
   * The order to be shown, which is remembered.
   * @param question whose order it is: with another one, rows are put in order anew
   * @param sequence of the sample, in which row numbers mean the same
   * @returns nothing where it is the rows' own
   */
  next(rows: OrderableRows, question: string, sequence: number, isHeld: boolean): Uint32Array | undefined {
    const held = isHeld ? this.peek(rows, question, sequence) : undefined;
    this.#question = question;
    this.#sequence = sequence;
    this.#rows = rows;
    this.#held = held;
    return held;
  }

  /** The same for rows that keep their places, without remembering it. */
  peek(rows: OrderableRows, question: string, sequence: number): Uint32Array | undefined {
    if (this.#rows === undefined || question !== this.#question) return undefined;
    const order = this.#held ?? this.#rows.sorted.all;
    return sequence === this.#sequence
      ? order
      : inPlaces(keptOrder(this.#rows, order), rows, rows.sorted.all);
  }
}
