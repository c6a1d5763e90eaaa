/** The texts in the user's language, by the English ones. */
let known: Readonly<Record<string, string>> = {};

/** Sets the texts that the page was given: once, before anything is drawn. */
export function setTexts(texts: Readonly<Record<string, string>>): void {
  known = texts;
}

/** A text in the user's language; `{0}` stands for the first value. */
export function t(text: string, ...values: readonly (string | number)[]): string {
  return (known[text] ?? text).replace(/\{(\d+)\}/g, (whole, at: string) =>
    String(values[Number(at)] ?? whole),
  );
}
