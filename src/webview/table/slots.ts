/**
 * Which element shows which row: a row keeps its element for as long as it is drawn, and one that comes into sight takes an
 * element that is free. While rows are scrolled through, texts change, and no element is made.
 */
export class Slots {
  #slots: ReadonlyMap<number, number> = new Map();

  /**
   * The elements of rows, by numbers that are the lower the fewer there are.
   * @param places of all rows that are drawn, rising
   */
  of(places: readonly number[]): readonly number[] {
    const slots = new Map<number, number>();
    const used = new Set<number>();
    for (const place of places) {
      const slot = this.#slots.get(place);
      if (slot === undefined || slot >= places.length) continue;
      slots.set(place, slot);
      used.add(slot);
    }
    // Free ones in the order that they stand in, so that as few as possible must be moved.
    const free = [...this.#slots.values()].filter((slot) => slot < places.length && !used.has(slot));
    for (let slot = this.#slots.size; slot < places.length; slot++) free.push(slot);
    const taken = places.map((place) => slots.get(place) ?? free.shift() ?? 0);
    this.#slots = new Map(places.map((place, at) => [place, taken[at] ?? 0]));
    return taken;
  }
}
