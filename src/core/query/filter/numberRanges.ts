import type { FilterError } from './filter';
import type { Part } from './tokens';

/** Both ends belong to it. */
export type NumberRange = readonly [first: number, last: number];

export const MOST_PORT = 65_535;

/** Process and user ids are 32 bits wide. */
export const MOST_ID = 0xffff_ffff;

/** `3000` or `3000-3999`, of numbers up to `most`. */
export function readRange(part: Part, most: number): NumberRange | FilterError {
  const { text, offset, length } = part;
  const dash = text.indexOf('-');
  const ends = dash === -1 ? [text] : [text.slice(0, dash), text.slice(dash + 1)];
  const numbers: number[] = [];
  for (const value of ends) {
    const number = readNumber(value, most);
    if (number === undefined) return { code: 'badNumber', value: value || text, most, offset, length };
    numbers.push(number);
  }
  const [first = 0, last = first] = numbers;
  if (first > last) return { code: 'backwardRange', first, last, offset, length };
  return [first, last];
}

/** A decimal number up to `most`; nothing for other text. */
export function readNumber(text: string, most: number): number | undefined {
  const number = Number(text);
  return /^\d{1,16}$/.test(text) && number <= most ? number : undefined;
}

/** Whether a number lies in one of the ranges. */
export function inRanges(ranges: readonly NumberRange[]): (number: number) => boolean {
  return (number) => ranges.some(([first, last]) => number >= first && number <= last);
}
