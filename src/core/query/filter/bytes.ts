import { encodeByteText } from '../../text/utf8';

/** Finds a text among raw bytes, without making a string of them. Capital ASCII letters count as small ones. */
export function byteSearch(text: string): (bytes: Uint8Array, from: number, to: number) => boolean {
  const wanted = Array.from(encodeByteText(text), (byte) => small(byte.charCodeAt(0)));
  return (bytes, from, to) => {
    for (let start = from; start + wanted.length <= to; start++) {
      let at = 0;
      while (at < wanted.length && small(bytes[start + at] ?? 0) === wanted[at]) at++;
      if (at === wanted.length) return true;
    }
    return false;
  };
}

function small(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
