import type { ByteText } from './environment';

/** A dotted IPv4 address as one word, 127.0.0.1 as 0x7f000001. */
export function dottedWord(text: ByteText): number {
  return text.split('.').reduce((word, octet) => ((word << 8) | Number(octet)) >>> 0, 0);
}
