import type { ByteText } from './environment';
import type { Programs } from './programs';

/**
 * What a terminal may act on, in UTF-8 bytes: C0 but newline, DEL, C1, and the controls of writing direction
 * (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069). Other characters match the first group.
 */
const CHARACTERS =
  // eslint-disable-next-line no-control-regex
  /((?!\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9])(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf4][\x80-\xbf]{3}))|\xd8\x9c|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xc2[\x80-\x9f]|[\0-\x09\x0b-\x1f\x7f-\x9f]/g;

/** The text with a question mark for each byte of what would command the terminal; widths stay. */
export function terminalSafe(text: ByteText): ByteText {
  // eslint-disable-next-line no-control-regex
  if (/^[\n\x20-\x7e]*$/.test(text)) return text;
  return text.replace(CHARACTERS, (bytes, harmless?: string) => harmless ?? '?'.repeat(bytes.length));
}

/** What is told of programs where their rows are read by people: a name with a newline in it would make a row of its own. */
export function onOneLine(programs: Programs): Programs {
  return {
    cell: (inode) => withoutNewline(programs.cell(inode)),
    securityContext: (inode) => withoutNewline(programs.securityContext(inode)),
  };
}

/** The text with a question mark for each newline. */
export function withoutNewline(text: ByteText): ByteText {
  return text.replaceAll('\n', '?');
}
