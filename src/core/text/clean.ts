/**
 * Text from the machine is hostile: a process picks its own name, arguments and socket paths. These functions
 * stand between that text and every place that shows it.
 */

/** Nothing of what is below is in such text, which most is. */
const PLAIN = /^[\x20-\x7e]*$/;

const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/**
 * What is not seen, or reorders or commands: control and format characters, lone surrogates, all that renderers leave out
 * (Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties.txt: zero-width characters, fillers of Hangul and Khmer,
 * tags, variation selectors), and letters and signs whose glyph is empty: the Braille blank, the null notehead of musical
 * symbols, the filler of Khitan and the blanks of Egyptian.
 */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}\u{16fe4}\u{13441}\u{13442}]/gu;

/** What chooses the look of an emoji may stand behind one: its own skin tone may be between. */
const EMOJI_BEFORE = /(?:\p{Extended_Pictographic}\p{Emoji_Modifier}?|[\u{1f1e6}-\u{1f1ff}])$/u;

/** Blanks that are none of the keyboard's: of another width, or of none. */
const OTHER_BLANKS = /(?! )\p{Zs}/gu;

/** Characters of a name that a sentence, a label or a question shows. */
export const LONGEST_NAME = 60;

/** Bytes of a UNIX socket's path (sun_path, see unix(7)). */
const LONGEST_PATH = 108;

/** Nobody reads on in a name so long before it is cut. */
const MOST_READ = 256;

/**
 * The text on one line, where every character is seen: those that hide, reorder or command are written as `<U+200B>`.
 * Cleaning what is clean already changes nothing.
 */
export function clean(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(BREAKS, ' ').replace(UNSEEN, (character, at: number, whole: string) => {
    const isSelector = character === '\ufe0f' || character === '\ufe0e';
    return isSelector && EMOJI_BEFORE.test(whole.slice(Math.max(0, at - 4), at))
      ? character
      : codeOf(character);
  });
}

/**
 * A name that somebody else chose, as every sentence, label and question shows it: cleaned, without blanks around it, at
 * most {@link LONGEST_NAME} characters. Empty where nothing of it can be seen.
 */
export function nameText(name: string): string {
  const text = clean(name.replace(/^[ \t-\r]+/, '').slice(0, MOST_READ));
  return shorten((PLAIN.test(text) ? text : text.replace(OTHER_BLANKS, codeOf)).trim(), LONGEST_NAME);
}

/** The same in quotation marks, with none of them within: what is quoted cannot end the quotation. */
export function quotedName(name: string): string {
  return quoted(nameText(name));
}

/** The path of a socket in quotation marks, cleaned; the kernel keeps 108 bytes of one. */
export function quotedPath(path: string): string {
  return quoted(shorten(clean(path), LONGEST_PATH));
}

/** Cleaned text in quotation marks; those within it become single ones, so that none ends the quotation. */
export function quoted(text: string): string {
  return `“${text.replace(/["\p{Pi}\p{Pf}„‚]/gu, "'")}”`;
}

/** `<U+200B>` */
function codeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** Cleaned text for a label, where VS Code may turn `$(name)` into an icon: the pair is kept apart invisibly. */
export function labelText(text: string): string {
  return clean(text).replaceAll('$(', '$\u200b(');
}

/** Cleaned text for a notification, where VS Code turns `[label](command:id)` into a link: the pair is kept apart invisibly. */
export function messageText(text: string): string {
  return clean(text).replaceAll('](', ']\u200b(');
}

/** Cleaned text that a Markdown renderer shows letter by letter: no emphasis, link, HTML, icon or table cell. */
export function markdownText(text: string): string {
  return clean(text).replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** The text cut to at most `limit` characters, with an ellipsis where it was longer. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let [count, end, cut] = [0, 0, 0];
  for (const { length } of text) {
    if (count === limit) return `${text.slice(0, cut)}…`;
    end += length;
    if (++count === limit - 1) cut = end;
  }
  return text;
}
