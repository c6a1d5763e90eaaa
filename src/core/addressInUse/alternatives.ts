/** One of several sources of expressions. Written longest first where one begins as another does. */
export function oneOf(...sources: readonly string[]): string {
  return `(?:${sources.join('|')})`;
}

/** One of several words, which stand in a text with blanks between them. */
export function oneWordOf(words: string): string {
  return oneOf(...words.trim().split(/\s+/));
}
