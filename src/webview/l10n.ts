import { ENGLISH, type Localizer } from '../core/text/localizer';

let inUsersLanguage: Readonly<Record<string, string>> = {};

/** @param texts in the user's language, by the English ones; what is missing stays English */
export function setTexts(texts: Readonly<Record<string, string>>): void {
  inUsersLanguage = texts;
}

/** Puts a text of the page into the user's language. */
export const t: Localizer['t'] = (text, ...values) => {
  const translated = Object.hasOwn(inUsersLanguage, text) ? inUsersLanguage[text] : undefined;
  return ENGLISH.t(translated ?? text, ...values);
};
