/** Strings that a place of the page has: beyond these it starts again. */
const MOST_STRINGS = 20_000;

/** Beside its text what a string costs in a message: quotation marks, and a comma. */
const AROUND = 3;

/** The strings that a place of the page knows by number: each is sent once. */
export class StringList {
  readonly #numbers = new Map<string, number>();
  #texts: string[] = [];
  /** From where the answer that is being made tells them. */
  #from = 0;

  /**
   * Begins an answer. Where the page has none, or more than there are, as after the list was lost, all begins anew.
   * @param had strings that the page has
   * @param most bytes that those it lacks may take; beyond that all begins anew, too
   */
  begin(had: number, most: number): void {
    const isLost = !(had > 0 && had <= this.#texts.length);
    if (isLost || this.#texts.length > MOST_STRINGS || this.cost(had) > most) {
      this.#numbers.clear();
      this.#texts = [];
    }
    this.#from = Math.min(had, this.#texts.length);
  }

  /** From where on the page lacks them. */
  get from(): number {
    return this.#from;
  }

  /** The number of a string, from now on. */
  number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  /** How many there are, to go back to by {@link cutTo}. */
  get length(): number {
    return this.#texts.length;
  }

  /** Forgets those from a number on. */
  cutTo(length: number): void {
    for (const text of this.#texts.splice(length)) this.#numbers.delete(text);
  }

  /** Bytes that those from a number on take in a message. */
  cost(from: number): number {
    let bytes = 0;
    for (let i = from; i < this.#texts.length; i++) bytes += sizeOf(this.#texts[i] ?? '') + AROUND;
    return bytes;
  }

  /** What of it the page lacks. */
  get lacking(): { readonly from: number; readonly texts: readonly string[] } {
    return { from: this.#from, texts: this.#texts.slice(this.#from) };
  }
}

/** Bytes of a text in JSON, which is UTF-8: a quotation mark or backslash has one before it. */
function sizeOf(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x800) bytes += 3;
    else bytes += code >= 0x80 || code === 0x22 || code === 0x5c ? 2 : 1;
  }
  return bytes;
}
