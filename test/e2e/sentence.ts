import assert from 'node:assert/strict';

/** Signs that a screen reader leaves out or spells: what they say has to be a word. */
const SIGNS = /[·→↔×]|\$\(/;

/** That an accessible name reads as a sentence: it begins with a word, or how many of it, and has no sign or name of an icon. */
export function assertSentence(said: string, where: string): void {
  assert.match(said, /^["“]?(?:[\d,]+ )?\p{Letter}/u, `${where} says: ${said}`);
  assert.doesNotMatch(said, SIGNS, `${where} says: ${said}`);
}
