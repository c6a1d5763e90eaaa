import { ENGLISH, type Localizer, localizerOf, type Translations } from '../core/text/localizer';

let inUsersLanguage: Localizer = ENGLISH;

/** @param texts in the user's language, by the English ones; what is missing stays English */
export function setTexts(texts: Translations): void {
  inUsersLanguage = localizerOf(texts);
}

/** Puts a text of the page into the user's language. */
export const t: Localizer['t'] = (text, ...values) => inUsersLanguage.t(text, ...values);
