/** Names beyond which those are looked for that nobody needs any more: containers bring one each, and take it with them. */
const MANY = 1_000;

/** Gives interfaces places, from 1 on, in the order in which they are seen first. */
export class InterfaceNames {
  readonly #names: string[] = [''];
  readonly #places = new Map<string, number>();
  #free: number[] = [];
  #many = MANY;

  static restore(kept: readonly string[]): InterfaceNames {
    const names = new InterfaceNames();
    names.#names.length = 0;
    for (const [place, name] of kept.entries()) {
      names.#names.push(name);
      if (name !== '') names.#places.set(name, place);
    }
    return names;
  }

  /** By their places; empty where a place is free. */
  get all(): readonly string[] {
    return this.#names;
  }

  /** @param used says which places something is kept of, in rising order */
  placeOf(name: string, used: () => ArrayLike<number>): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    if (this.#free.length === 0 && this.#names.length > this.#many) this.#tidy(used());
    const place = this.#free.pop() ?? this.#names.length;
    this.#names[place] = name;
    this.#places.set(name, place);
    return place;
  }

  #tidy(used: ArrayLike<number>): void {
    const inUse = new Set(Array.from(used));
    this.#free = this.#names.flatMap((_, place) => (place > 0 && !inUse.has(place) ? [place] : []));
    for (const place of this.#free) {
      this.#places.delete(this.#names[place] ?? '');
      this.#names[place] = '';
    }
    this.#many = Math.max(MANY, 2 * inUse.size);
  }
}
