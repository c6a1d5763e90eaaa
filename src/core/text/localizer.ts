import { listed, type Listing } from './listed';

/** Puts a text into the user's language; `{0}` stands for the first value. VS Code's `l10n` is one. */
export interface Localizer {
  readonly t: (text: string, ...values: (string | number | boolean)[]) => string;
}

/** Leaves texts as the code has them, for who has no other language: agents, and whoever they ask. */
export const ENGLISH: Localizer = {
  t: (text, ...values) =>
    text.replace(/\{(\d+)\}/g, (whole, at: string) => String(values[Number(at)] ?? whole)),
};

/** Texts in the user's language, by the English ones. */
export type Translations = Readonly<Record<string, string>>;

/** Puts texts into the language of these; what is missing stays English. */
export function localizerOf(translations: Translations): Localizer {
  return {
    t: (text, ...values) =>
      ENGLISH.t((Object.hasOwn(translations, text) ? translations[text] : undefined) ?? text, ...values),
  };
}

/** The names of several things of one kind, of which a question shows so many. */
export function listedNames(names: readonly string[], l10n: Localizer, listing: Listing = {}): string {
  return listed(names, {
    andMore: (named, more) => l10n.t('{0} and {1} more', named, more),
    ...listing,
  });
}
