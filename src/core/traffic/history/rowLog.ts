import { OpenPiece, PackedPiece, type Piece, type PieceTime } from './piece';
import { type RowFigures, RowSums } from './rowSums';

/** How long a log keeps what. */
export interface Keeping {
  /** Milliseconds that steps are kept for; what is older is kept by the minute. */
  readonly steps: number;
  /** Milliseconds that anything is kept for. */
  readonly all: number;
  /** Bytes of memory that it takes at most: above, the oldest is dropped first, by the minute and then by the step. */
  readonly most: number;
}

const MINUTE = 60_000;

/** Rows that are merged into minutes with one sample, so that none waits long for it: many steps may grow old at once. */
const MOST_MERGED = 300_000;

/** What rows did, step by step and then minute by minute. */
export class RowLog {
  readonly #keeping: Keeping;
  #minutes: PackedPiece[] = [];
  readonly #minute = new OpenPiece();
  #steps: PackedPiece[] = [];
  #size = 0;

  constructor(keeping: Keeping) {
    this.#keeping = keeping;
  }

  /** Bytes of memory that what is kept takes. */
  get size(): number {
    return this.#size;
  }

  /** All there is, the oldest first. */
  get pieces(): readonly Piece[] {
    return [...this.#minutes, ...(this.#minute.isEmpty ? [] : [this.#minute]), ...this.#steps];
  }

  /** Those that reach into a time, by their order. */
  within(from: number, to: number): readonly Piece[] {
    return this.pieces.filter((piece) => piece.to > from && piece.from < to);
  }

  /** Adds what rows did in a step behind all others. */
  add(time: PieceTime, figures: RowFigures): void {
    this.#push(this.#steps, PackedPiece.of(time, figures));
    this.#merge(time.to - this.#keeping.steps);
    const tooOld = time.to - this.#keeping.all;
    while (this.#drop((piece) => piece.to <= tooOld || this.#size > this.#keeping.most));
  }

  /** Adds up what rows did in pieces. */
  static sum(pieces: readonly Piece[]): RowSums {
    const sums = new RowSums();
    for (const piece of pieces) piece.addTo(sums);
    return sums;
  }

  /** The ids of all rows that it has something of, in rising order. */
  ids(): Float64Array {
    const { ids, length } = RowLog.sum(this.pieces);
    return ids.subarray(0, length);
  }

  /** All times are so many milliseconds later: the clock was set. */
  shift(by: number): void {
    for (const piece of this.pieces) {
      piece.from += by;
      piece.to += by;
    }
  }

  /** All there is, to be put into another log in this order. */
  packed(): readonly PackedPiece[] {
    return [...this.#minutes, ...(this.#minute.isEmpty ? [] : [this.#minute.packed()]), ...this.#steps];
  }

  /** Puts a piece behind all others as it is. */
  putBack(piece: PackedPiece): void {
    this.#push(this.#steps, piece);
  }

  #merge(until: number): void {
    let merged = 0;
    let count = 0;
    // What grows too old for anything needs no minute.
    if (this.#keeping.steps >= this.#keeping.all) return;
    for (const step of this.#steps) {
      if (step.to > until || merged > MOST_MERGED) break;
      if (!this.#minute.isEmpty && !isOneMinute(this.#minute, step)) this.#seal();
      this.#size -= step.size;
      merged += step.rows.length + this.#minute.length;
      this.#minute.add(step);
      count++;
    }
    this.#steps.splice(0, count);
  }

  #seal(): void {
    this.#push(this.#minutes, this.#minute.packed());
    this.#minute.clear();
  }

  #push(to: PackedPiece[], piece: PackedPiece): void {
    to.push(piece);
    this.#size += piece.size;
  }

  /** Drops the oldest piece where that is to be. @returns whether it was */
  #drop(isToGo: (piece: Piece) => boolean): boolean {
    const from = this.#minutes.length > 0 ? this.#minutes : this.#steps;
    if (from === this.#steps && !this.#minute.isEmpty) {
      if (!isToGo(this.#minute)) return false;
      this.#minute.clear();
      return true;
    }
    const [oldest] = from;
    const isNewest = from === this.#steps && from.length === 1;
    if (oldest === undefined || isNewest || !isToGo(oldest)) return false;
    from.shift();
    this.#size -= oldest.size;
    return true;
  }
}

/** Whether a step belongs to the minute by the clock that is open, with nothing between them that was not measured. */
function isOneMinute(minute: PieceTime, step: PieceTime): boolean {
  return Math.ceil(minute.to / MINUTE) === Math.ceil(step.to / MINUTE) && step.from <= minute.to;
}
