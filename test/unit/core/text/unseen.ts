/** Characters that nobody sees, of each kind that programs may put into their names, and their codes. */
export const UNSEEN: readonly (readonly [character: string, code: string])[] = [
  '\u00ad', // soft hyphen
  '\u034f', // combining grapheme joiner
  '\u061c', // Arabic letter mark
  '\u115f', // fillers of Hangul
  '\u1160',
  '\u3164',
  '\uffa0',
  '\u17b4', // inherent vowels of Khmer
  '\u17b5',
  '\u180b', // Mongolian variation selector, vowel separator
  '\u180e',
  '\u200b', // zero width
  '\u200c',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u2064', // invisible plus
  '\u202e', // right to left
  '\u2800', // Braille blank
  '\ufe00', // variation selectors
  '\ufe0f',
  '\u{e0100}',
  '\u{e0041}', // tag
  '\u{1d159}', // null notehead
  '\u{1d173}', // musical begin beam
].map((character) => {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return [character, `U+${code}`];
});
