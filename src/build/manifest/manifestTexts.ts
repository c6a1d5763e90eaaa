import { type Text, textAt } from '../../extension/catalog/catalogText';

/** The texts of package.json while it is written: what stands there, and what package.nls.json has for it. */
export class Texts {
  readonly #english = new Map<string, string>();

  /**
   * What package.json has in the text's place.
   * @param key the text's key, unless it was declared with one
   * @throws where another text has that key
   */
  placeholder(key: string, declared: string | Text): string {
    const text = textAt(key, declared);
    const known = this.#english.get(text.key);
    if (known !== undefined && known !== text.english) {
      throw new Error(`Two texts have the key "${text.key}": "${known}" and "${text.english}".`);
    }
    this.#english.set(text.key, text.english);
    return `%${text.key}%`;
  }

  /** package.nls.json, by its keys. */
  get all(): Record<string, string> {
    return Object.fromEntries([...this.#english].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
