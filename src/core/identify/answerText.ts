import { nameText } from '../text/clean';
import { decodeByteText } from '../text/utf8';

/** Bytes of what somebody answers that are read: nobody's name stands behind more. */
export const MOST_READ = 64 * 1024;

/** Characters of a text of a server's before it is decoded and cleaned, which cuts it further. */
const LONGEST = 1_024;

/** Bytes as text with one character a byte, of which the first {@link MOST_READ} count. */
export function byteText(bytes: Uint8Array): string {
  let text = '';
  const all = bytes.subarray(0, MOST_READ);
  for (let at = 0; at < all.length; at += 4_096) {
    text += String.fromCharCode(...all.subarray(at, at + 4_096));
  }
  return text;
}

/**
 * What somebody else says, as it is kept and shown: UTF-8 where it is that, on one line, cleaned, at most 60 characters.
 * @param text one character a byte
 * @returns undefined where nothing of it can be seen
 */
export function saidText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : nameText(decodeByteText(text.slice(0, LONGEST))) || undefined;
}

/** Big-endian, as networks have it; 0 where there are not so many bytes. */
export function wordAt(bytes: Uint8Array, at: number, size: 1 | 2 | 4): number {
  if (at < 0 || at + size > bytes.length) return 0;
  let word = 0;
  for (let i = 0; i < size; i++) word = word * 256 + (bytes[at + i] ?? 0);
  return word;
}
