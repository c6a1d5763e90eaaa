/** Bits of a digit: its counts fit into the processor's first cache. */
const BITS = 11;
const DIGITS = 3;
const SIZE = 2 ** BITS;
const MASK = SIZE - 1;

/** Where the upper half of a float lies among its two words. */
const UPPER = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** The bit of a float's upper word that tells it is negative. */
const SIGN = 0x80000000;

/** Behind all other keys, whatever the direction: what is not known comes last. */
export const UNKNOWN_KEY = 0xffffffff;

/**
 * Puts things in the order of their keys; equal ones stay in the order that they have.
 * @param count things are 0 to count - 1
 * @param keys lists of unsigned words, one for each thing; the first list decides
 */
export function sortedByKeys(count: number, keys: readonly Uint32Array[]): Uint32Array {
  let order = new Uint32Array(count);
  let spare = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  const counts = new Uint32Array(SIZE * DIGITS);
  for (const words of keys.toReversed()) {
    countDigits(words, count, counts);
    for (let digit = 0; digit < DIGITS; digit++) {
      const starts = counts.subarray(digit * SIZE, (digit + 1) * SIZE);
      if (!makeStarts(starts, count)) continue;
      distribute(order, spare, words, starts, digit * BITS);
      [order, spare] = [spare, order];
    }
  }
  return order;
}

/** So few things are put in order by comparing them. */
const FEW = 48;

/**
 * What {@link sortedByKeys} has at places `first` to before `end`, without putting the rest in order: of things of which a few
 * are in sight, most are looked at once.
 */
export function sortedWindow(
  count: number,
  keys: readonly Uint32Array[],
  first: number,
  end: number,
): Uint32Array {
  const [from, to] = [Math.min(Math.max(0, first), count), Math.min(Math.max(first, end), count)];
  const window = new Window(keys, from, new Uint32Array(Math.max(0, to - from)));
  // Few are put in order where they are.
  window.put(count > FEW ? numbersBelow(count) : numbersBelow(count).slice(), 0, 0);
  return window.things;
}

/** Places of an order that are being filled. */
class Window {
  readonly things: Uint32Array;
  readonly #keys: readonly Uint32Array[];
  readonly #levels: number;
  readonly #from: number;
  readonly #to: number;

  constructor(keys: readonly Uint32Array[], from: number, things: Uint32Array) {
    this.things = things;
    this.#keys = keys;
    this.#levels = keys.length * DIGITS;
    this.#from = from;
    this.#to = from + things.length;
  }

  /** Puts things that are equal in all digits before a level, in the order that they have, at their places from one on. */
  put(things: Uint32Array, at: number, level: number): void {
    const [from, to, levels] = [this.#from, this.#to, this.#levels];
    if (at >= to || at + things.length <= from) return;
    if (things.length > FEW && level < levels) return this.#split(things, at, level);
    if (things.length > 1 && level < levels) insertionSort(things, this.#keys, Math.floor(level / DIGITS));
    const before = Math.max(0, from - at);
    this.things.set(things.subarray(before, Math.min(things.length, to - at)), at + before - from);
  }

  #split(things: Uint32Array, at: number, level: number): void {
    const [from, to] = [this.#from, this.#to];
    const words = this.#keys[Math.floor(level / DIGITS)] ?? new Uint32Array();
    const shift = (DIGITS - 1 - (level % DIGITS)) * BITS;
    const counts = new Uint32Array(SIZE);
    countDigit(things, words, shift, counts);
    // What lies before the window is left out, and what lies behind it.
    let [lowest, skipped] = [0, 0];
    while (at + skipped + (counts[lowest] ?? 0) <= from) skipped += counts[lowest++] ?? 0;
    let [highest, kept] = [lowest, counts[lowest] ?? 0];
    while (highest + 1 < SIZE && at + skipped + kept < to) kept += counts[++highest] ?? 0;
    const isOne = kept === things.length && counts[lowest] === kept;
    if (isOne) return this.put(things, at, level + 1);
    const inside = partOf(things, words, shift, counts, lowest, highest, kept);
    let start = 0;
    for (let digit = lowest; digit <= highest; digit++) {
      // Each count is where its digit ends now.
      const stop = counts[digit] ?? 0;
      if (stop > start) this.put(inside.subarray(start, stop), at + skipped + start, level + 1);
      start = stop;
    }
  }
}

let numbers = new Uint32Array(0);

/** 0 and on, the same each time: nobody may change them. */
function numbersBelow(count: number): Uint32Array {
  if (numbers.length < count) {
    numbers = new Uint32Array(count + (count >>> 2));
    for (let i = 0; i < numbers.length; i++) numbers[i] = i;
  }
  return numbers.subarray(0, count);
}

/** The place of a thing in the order that {@link sortedByKeys} makes. */
export function placeByKeys(count: number, keys: readonly Uint32Array[], thing: number): number {
  let place = 0;
  for (let other = 0; other < count; other++) if (isBefore(keys, 0, other, thing)) place++;
  return place;
}

/** @param from the first of the lists in which they may differ */
function isBefore(keys: readonly Uint32Array[], from: number, a: number, b: number): boolean {
  for (let at = from; at < keys.length; at++) {
    const words = keys[at];
    const [first, second] = [words?.[a] ?? 0, words?.[b] ?? 0];
    if (first !== second) return first < second;
  }
  return a < b;
}

function insertionSort(things: Uint32Array, keys: readonly Uint32Array[], from: number): void {
  for (let i = 1; i < things.length; i++) {
    const thing = things[i] ?? 0;
    let at = i;
    for (; at > 0 && isBefore(keys, from, thing, things[at - 1] ?? 0); at--) things[at] = things[at - 1] ?? 0;
    things[at] = thing;
  }
}

function countDigit(things: Uint32Array, words: Uint32Array, shift: number, counts: Uint32Array): void {
  for (let i = 0; i < things.length; i++) {
    const digit = ((words[things[i] ?? 0] ?? 0) >>> shift) & MASK;
    counts[digit] = (counts[digit] ?? 0) + 1;
  }
}

/**
 * Of things those with digits from the lowest to the highest, by their digits.
 * @param counts of each digit, which become where it ends among them
 * @param kept how many they are
 */
function partOf(
  things: Uint32Array,
  words: Uint32Array,
  shift: number,
  counts: Uint32Array,
  lowest: number,
  highest: number,
  kept: number,
): Uint32Array {
  let start = 0;
  for (let digit = lowest; digit <= highest; digit++) {
    const own = counts[digit] ?? 0;
    counts[digit] = start;
    start += own;
  }
  const inside = new Uint32Array(kept);
  for (let i = 0; i < things.length; i++) {
    const thing = things[i] ?? 0;
    const digit = ((words[thing] ?? 0) >>> shift) & MASK;
    if (digit < lowest || digit > highest) continue;
    const at = counts[digit] ?? 0;
    inside[at] = thing;
    counts[digit] = at + 1;
  }
  return inside;
}

/**
 * Numbers as keys that have their order; NaN is last either way.
 * @returns two lists of words for {@link sortedByKeys}
 */
export function numberKeys(values: Float64Array, isDescending: boolean): [Uint32Array, Uint32Array] {
  const count = values.length;
  const words = new Uint32Array(values.buffer, values.byteOffset, count * 2);
  const [upper, lower] = [new Uint32Array(count), new Uint32Array(count)];
  // Floats have the order of their bits, but that negative ones run backwards and lie behind the others.
  for (let i = 0; i < count; i++) {
    const value = values[i] ?? 0;
    if (Number.isNaN(value)) {
      upper[i] = lower[i] = UNKNOWN_KEY;
      continue;
    }
    // There are two zeros, which are equal.
    const high = value === 0 ? 0 : (words[i * 2 + UPPER] ?? 0);
    const isNegative = high >>> 31 === 1;
    const flip = isNegative === isDescending ? 0 : UNKNOWN_KEY;
    upper[i] = high ^ flip ^ (isNegative ? 0 : SIGN);
    lower[i] = (words[i * 2 + 1 - UPPER] ?? 0) ^ flip;
  }
  return [upper, lower];
}

function countDigits(words: Uint32Array, count: number, counts: Uint32Array): void {
  counts.fill(0);
  for (let i = 0; i < count; i++) {
    const word = words[i] ?? 0;
    const [low, middle, high] = [
      word & MASK,
      SIZE + ((word >>> BITS) & MASK),
      SIZE * 2 + (word >>> (BITS * 2)),
    ];
    counts[low] = (counts[low] ?? 0) + 1;
    counts[middle] = (counts[middle] ?? 0) + 1;
    counts[high] = (counts[high] ?? 0) + 1;
  }
}

/** Turns counts into where each begins. @returns whether there is more than one of them */
function makeStarts(counts: Uint32Array, count: number): boolean {
  let start = 0;
  for (let digit = 0; digit < SIZE; digit++) {
    const own = counts[digit] ?? 0;
    if (own === count) return false;
    counts[digit] = start;
    start += own;
  }
  return true;
}

function distribute(
  order: Uint32Array,
  into: Uint32Array,
  words: Uint32Array,
  starts: Uint32Array,
  shift: number,
): void {
  for (let i = 0; i < order.length; i++) {
    const thing = order[i] ?? 0;
    const digit = ((words[thing] ?? 0) >>> shift) & MASK;
    const at = starts[digit] ?? 0;
    into[at] = thing;
    starts[digit] = at + 1;
  }
}

/** The things of a list that pass, in its order. A typed array's own filter takes three times as long. */
export function passing(list: Uint32Array, test: (thing: number) => boolean): Uint32Array {
  const found = new Uint32Array(list.length);
  let count = 0;
  for (let i = 0; i < list.length; i++) {
    const thing = list[i] ?? 0;
    if (test(thing)) found[count++] = thing;
  }
  return found.subarray(0, count);
}

/** Rows by their rising ids, which are whole numbers. @param ids by row number */
export function risingRows(rows: Uint32Array, ids: Float64Array): Uint32Array {
  const own = new Float64Array(rows.length);
  let isRising = true;
  let highest = 0;
  for (let i = 0; i < rows.length; i++) {
    const id = ids[rows[i] ?? 0] ?? 0;
    own[i] = id;
    if (id < highest) isRising = false;
    else highest = id;
  }
  if (isRising) return rows;
  // Seldom is there a higher one: one word has half the digits of a float.
  const keys = highest <= UNKNOWN_KEY ? [Uint32Array.from(own)] : numberKeys(own, false);
  return rowsAt(rows, sortedByKeys(rows.length, keys));
}

/** The rows at these places of a list. */
export function rowsAt(rows: Uint32Array, places: Uint32Array): Uint32Array {
  const found = new Uint32Array(places.length);
  for (let i = 0; i < places.length; i++) found[i] = rows[places[i] ?? 0] ?? 0;
  return found;
}
