/**
 * Text from the machine is hostile: a process picks its own name, arguments and socket paths. These functions
 * stand between that text and every place that shows it.
 */

const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/** Control characters, format characters (bidirectional controls, zero-width, tags) and lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** The text on one line, without any character that hides, reorders or commands. */
export function clean(text: string): string {
  return text.replace(BREAKS, ' ').replace(INVISIBLE, '');
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
  const characters = Array.from(text);
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}
