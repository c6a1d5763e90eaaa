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
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = value(rows[i] ?? 0);
  return numberKeys(values, isDescending);
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
  const codes = new Float64Array(rows.length);
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
  const used: number[] = [];
  for (let each = 0; each <= highest; each++) if (isUsed[each] === 1) used.push(each);
  const byCode = new Uint32Array(highest + 1);
  for (const [each, rank] of ranksOf(used, text, isDescending)) byCode[each] = rank;
  for (let i = 0; i < rows.length; i++) keys[i] = byCode[codes[i] ?? 0] ?? UNKNOWN_KEY;
  return [keys];
}

function ranksOf(
  codes: Iterable<number>,
  text: (code: number) => string,
  isDescending: boolean,
): Map<number, number> {
  const texts = new Map(Array.from(codes, (code) => [code, text(code)]));
  const distinct = [...new Set(texts.values())].filter((each) => each !== '').sort(compareText);
  if (isDescending) distinct.reverse();
  const ranks = new Map(distinct.map((each, rank) => [each, rank]));
  return new Map(Array.from(texts, ([code, each]) => [code, ranks.get(each) ?? UNKNOWN_KEY]));
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
