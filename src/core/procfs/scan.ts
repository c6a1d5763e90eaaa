/** Byte constants and number scanners shared by the parsers: nothing here knows a format. */

export const NEWLINE = 0x0a;
export const SPACE = 0x20;
export const COLON = 0x3a;

/** Set in what {@link HEX} and the hex readers return where a byte is no hexadecimal digit. */
export const NOT_HEX = 0x80;

/** Byte to nibble, or {@link NOT_HEX}. */
export const HEX = new Uint8Array(256).fill(NOT_HEX);
for (let digit = 0; digit < 16; digit++) {
  const text = digit.toString(16);
  HEX[text.charCodeAt(0)] = digit;
  HEX[text.toUpperCase().charCodeAt(0)] = digit;
}

/** The end of the line that starts at `from`: the index of its newline, or `to`. */
export function lineEnd(bytes: Uint8Array, from: number, to: number): number {
  const end = bytes.indexOf(NEWLINE, from);
  return end === -1 || end > to ? to : end;
}

/** Reverses the bytes of a 32-bit word: /proc/net prints addresses as words in the machine's byte order. */
export function swap32(word: number): number {
  return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
}

/** So many arguments fit on any stack. */
const PORTION = 4096;

/** Bytes [from, to) one character a byte: for the tolerant parsers' regular expressions and for numbers. */
export function latin1(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i += PORTION) {
    text += Reflect.apply(String.fromCharCode, undefined, bytes.subarray(i, Math.min(i + PORTION, to)));
  }
  return text;
}
