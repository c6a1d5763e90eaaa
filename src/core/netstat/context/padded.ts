import type { ByteText } from './environment';

const BLANKS = Array.from({ length: 51 }, (_, count) => ' '.repeat(count));

/** The text with blanks up to a column's width of at most 50: padEnd(), without the strings that it makes on its way. */
export function padded(text: ByteText, width: number): ByteText {
  return text + (BLANKS[width - text.length] ?? '');
}
