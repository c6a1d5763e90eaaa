/**
 * The first word that is neither an option nor the value of one.
 * @param flags options that have no value, of those that do not say it with "="
 * @param from where to begin
 */
export function firstArgument(words: readonly string[], flags: RegExp, from = 0): string | undefined {
  return argumentsIn(words, flags, from)[0];
}

/** All words that are neither options nor values of them; what stands behind "--" are arguments. */
export function argumentsIn(words: readonly string[], flags: RegExp, from = 0): string[] {
  const found: string[] = [];
  for (let at = from; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') return [...found, ...words.slice(at + 1)];
    if (!word.startsWith('-') || word === '-') found.push(word);
    else if (!word.includes('=') && !flags.test(word)) at++;
  }
  return found;
}

/** The values of an option, each in the next word or behind "=". */
export function valuesOf(words: readonly string[], ...names: readonly string[]): string[] {
  return words.flatMap((word, at) => {
    const [name = '', ...value] = word.split('=');
    if (!names.includes(name)) return [];
    return word.includes('=') ? [value.join('=')] : [words[at + 1] ?? ''];
  });
}
