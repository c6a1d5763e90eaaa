const FIRST_ROOM = 64;

/** What rows did in a time, by their ids, which rise. Arrays may be longer than `length`. */
export interface RowFigures {
  readonly length: number;
  readonly ids: Float64Array;
  /** Bytes. */
  readonly received: Float32Array | Float64Array;
  readonly sent: Float32Array | Float64Array;
  /** In microseconds, the last one; 0 where it is unknown. */
  readonly roundTrip: Float32Array;
}

/** Adds up what rows did, in the order of their ids. */
export class RowSums implements RowFigures {
  length = 0;
  ids = new Float64Array(FIRST_ROOM);
  received = new Float64Array(FIRST_ROOM);
  sent = new Float64Array(FIRST_ROOM);
  roundTrip = new Float32Array(FIRST_ROOM);

  /** Adds what they did next. Rows that are known already are found without a look at all those between. */
  add(figures: RowFigures): void {
    this.#makeRoom(this.length + figures.length);
    const { ids, received, sent, roundTrip } = this;
    const known = this.length;
    let end = known;
    let at = 0;
    const between: number[] = [];
    for (let i = 0; i < figures.length; i++) {
      const id = figures.ids[i] ?? 0;
      at = firstNotBelow(ids, id, at, known);
      if (at < known && ids[at] === id) {
        received[at] = (received[at] ?? 0) + (figures.received[i] ?? 0);
        sent[at] = (sent[at] ?? 0) + (figures.sent[i] ?? 0);
        const time = figures.roundTrip[i] ?? 0;
        if (time !== 0) roundTrip[at] = time;
      } else if (at === known) this.#set(end++, figures, i);
      else between.push(i);
    }
    this.length = end;
    if (between.length > 0) this.#insert(figures, between);
  }

  clear(): void {
    this.length = 0;
  }

  /** Where a row is; -1 where it is not. */
  find(id: number): number {
    const at = firstNotBelow(this.ids, id, 0, this.length);
    return at < this.length && this.ids[at] === id ? at : -1;
  }

  /** Ids are given in rising order, so few are new and not the last: they are put between from behind, in one pass. */
  #insert(figures: RowFigures, places: readonly number[]): void {
    const { ids, received, sent, roundTrip } = this;
    let from = this.length - 1;
    let to = from + places.length;
    this.length = to + 1;
    for (let k = places.length - 1; k >= 0; to--) {
      const place = places[k] ?? 0;
      if (from >= 0 && (ids[from] ?? 0) > (figures.ids[place] ?? 0)) {
        ids[to] = ids[from] ?? 0;
        received[to] = received[from] ?? 0;
        sent[to] = sent[from] ?? 0;
        roundTrip[to] = roundTrip[from--] ?? 0;
      } else {
        this.#set(to, figures, place);
        k--;
      }
    }
  }

  #set(at: number, figures: RowFigures, i: number): void {
    this.ids[at] = figures.ids[i] ?? 0;
    this.received[at] = figures.received[i] ?? 0;
    this.sent[at] = figures.sent[i] ?? 0;
    this.roundTrip[at] = figures.roundTrip[i] ?? 0;
  }

  #makeRoom(rows: number): void {
    if (rows <= this.ids.length) return;
    const room = Math.max(rows, this.ids.length * 2);
    const { ids, received, sent, roundTrip } = this;
    (this.ids = new Float64Array(room)).set(ids);
    (this.received = new Float64Array(room)).set(received);
    (this.sent = new Float64Array(room)).set(sent);
    (this.roundTrip = new Float32Array(room)).set(roundTrip);
  }
}

/** The first place from `from` on, before `end`, whose id is not below `id`: near ones are found in a few steps. */
function firstNotBelow(ids: Float64Array, id: number, from: number, end: number): number {
  if (from >= end || (ids[from] ?? 0) >= id) return from;
  let below = from;
  let step = 1;
  while (below + step < end && (ids[below + step] ?? 0) < id) {
    below += step;
    step *= 2;
  }
  let above = Math.min(below + step, end);
  while (above - below > 1) {
    const middle = (above + below) >> 1;
    if ((ids[middle] ?? 0) < id) below = middle;
    else above = middle;
  }
  return above;
}
