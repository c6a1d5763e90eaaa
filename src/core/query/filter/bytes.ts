/** Finds a text among raw bytes, without making a string of them. Capital ASCII letters count as small ones. */
export function byteSearch(text: string): (bytes: Uint8Array, from: number, to: number) => boolean {
  const wanted = utf8(text).map(small);
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

function utf8(text: string): number[] {
  const escaped = encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
  return [...escaped.matchAll(/%(..)|./g)].map(([character, hex]) =>
    hex === undefined ? character.charCodeAt(0) : Number.parseInt(hex, 16),
  );
}
