import { compareText } from '../query/page/compareText';
import { numberKeys, UNKNOWN_KEY } from './radix';

/** Codes up to which there is a list by code, however few rows there are. */
const MOST_SPARSE = 4096;

/** Keys of rows by a number of each, NaN where it is not known. */
export function keysOfNumbers(
  rows: Uint32Array,
  value: (row: number) => number,
  isDescending: boolean,
): Uint32Array[] {
  const values = room(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = value(rows[i] ?? 0);
  return numberKeys(values, isDescending);
}

/** The same of numbers that lie in a list. @param places of each row in the list; -1 where nothing is known of it */
export function keysOfListed(
  rows: Uint32Array,
  places: Int32Array,
  list: Float64Array | Uint32Array,
  isDescending: boolean,
): Uint32Array[] {
  const values = room(rows.length);
  // To ask a function for each number makes an object of it.
  for (let i = 0; i < rows.length; i++) {
    const place = places[rows[i] ?? 0] ?? -1;
    values[i] = place < 0 ? Number.NaN : (list[place] ?? Number.NaN);
  }
  return numberKeys(values, isDescending);
}

let spare = new Float64Array(0);

/** Room for numbers that are turned into keys at once: what is not made anew each time is not to be collected either. */
function room(count: number): Float64Array {
  if (spare.length < count) spare = new Float64Array(count + (count >>> 2));
  return spare.subarray(0, count);
}

/**
 * Keys of rows by texts that many of them share.
 * @param code equal for rows with the same text
 * @param text of such a code; empty where nothing is known
 */
export function keysOfTexts(
  rows: Uint32Array,
  code: (row: number) => number,
  text: (code: number) => string,
  isDescending: boolean,
): Uint32Array[] {
  const codes = room(rows.length);
  let [lowest, highest] = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    const own = code(rows[i] ?? 0);
    codes[i] = own;
    if (own > highest) highest = own;
    else if (own < lowest) lowest = own;
  }
  const keys = new Uint32Array(rows.length);
  // A list by code where those are small, as most are.
  if (lowest < 0 || highest > rows.length * 4 + MOST_SPARSE) {
    const ranks = ranksOf(new Set(codes), text, isDescending);
    for (let i = 0; i < rows.length; i++) keys[i] = ranks.get(codes[i] ?? 0) ?? UNKNOWN_KEY;
    return [keys];
  }
  const isUsed = new Uint8Array(highest + 1);
  for (let i = 0; i < rows.length; i++) isUsed[codes[i] ?? 0] = 1;
  const byCode = ranksIn(isUsed, text, isDescending);
  for (let i = 0; i < rows.length; i++) keys[i] = byCode[codes[i] ?? 0] ?? UNKNOWN_KEY;
  return [keys];
}

/**
 * The same where rows have places in a list of what they share, 0 for none.
 * @param slots of each row among the places; -1 where nothing is known of it
 * @param most the number of places that there are
 */
export function keysOfPlaces(
  rows: Uint32Array,
  slots: Int32Array,
  { places, most }: { readonly places: Uint32Array; readonly most: number },
  text: (place: number) => string,
  isDescending: boolean,
): Uint32Array[] {
  const isUsed = new Uint8Array(most);
  const keys = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const slot = slots[rows[i] ?? 0] ?? -1;
    const place = slot < 0 ? 0 : (places[slot] ?? 0);
    keys[i] = place;
    isUsed[place] = 1;
  }
  const byPlace = ranksIn(isUsed, text, isDescending);
  for (let i = 0; i < rows.length; i++) keys[i] = byPlace[keys[i] ?? 0] ?? UNKNOWN_KEY;
  return [keys];
}

/** The ranks of codes by code. @param isUsed which of them there are */
function ranksIn(isUsed: Uint8Array, text: (code: number) => string, isDescending: boolean): Uint32Array {
  const used: number[] = [];
  for (let each = 0; each < isUsed.length; each++) if (isUsed[each] === 1) used.push(each);
  const byCode = new Uint32Array(isUsed.length);
  for (const [each, rank] of ranksOf(used, text, isDescending)) byCode[each] = rank;
  return byCode;
}

function ranksOf(
  codes: Iterable<number>,
  text: (code: number) => string,
  isDescending: boolean,
): Map<number, number> {
  const texts = new Map<number, string>();
  for (const code of codes) texts.set(code, text(code));
  const distinct = new Set(texts.values());
  distinct.delete('');
  const sorted = [...distinct].sort(compareText);
  if (isDescending) sorted.reverse();
  const rankOf = new Map<string, number>();
  for (const each of sorted) rankOf.set(each, rankOf.size);
  const ranks = new Map<number, number>();
  for (const [code, each] of texts) ranks.set(code, rankOf.get(each) ?? UNKNOWN_KEY);
  return ranks;
}

/** What addresses and ports are, by row. */
export interface AddressColumns {
  readonly isIPv6: (row: number) => number;
  /** One of the four words. */
  readonly word: (row: number, word: number) => number;
  readonly port: (row: number) => number;
}

/** Keys of rows by their addresses: IPv4 before IPv6, then by number, then by port. */
export function keysOfAddresses(
  rows: Uint32Array,
  { isIPv6, word, port }: AddressColumns,
  isDescending: boolean,
): Uint32Array[] {
  const flip = isDescending ? UNKNOWN_KEY : 0;
  const list = (value: (row: number) => number): Uint32Array => {
    const keys = new Uint32Array(rows.length);
    for (let i = 0; i < rows.length; i++) keys[i] = value(rows[i] ?? 0) ^ flip;
    return keys;
  };
  const words = [0, 1, 2, 3].map((at) => list((row) => word(row, at)));
  return [list(isIPv6), ...words, list(port)];
}
