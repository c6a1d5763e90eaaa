/**
 * Text with one character a byte, as core keeps what it reads of /proc, as UTF-8. Where the bytes are none, each
 * stays a character of its own; text that has been decoded already stays as it is.
 */
export function decodeByteText(text: string): string {
  // oxlint-disable-next-line no-control-regex
  if (/^[\0-\x7f]*$/.test(text) || /[^\0-\xff]/.test(text)) return text;
  try {
    return decodeURIComponent(Array.from(text, percentEncoded).join(''));
  } catch {
    return text;
  }
}

/** The other way: text as UTF-8, one character a byte. */
export function encodeByteText(text: string): string {
  // oxlint-disable-next-line no-control-regex
  if (/^[\0-\x7f]*$/.test(text)) return text;
  const escaped = encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
  return escaped.replaceAll(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
