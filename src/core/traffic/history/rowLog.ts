import { OpenPiece, PackedPiece, type Piece, type PieceTime } from './piece';
import { type RowFigures, RowSums } from './rowSums';

/** How long a log keeps what. */
export interface Keeping {
  /** Milliseconds that steps are kept for. */
  readonly steps: number;
  /** What is older is merged to parts of so many milliseconds, which begin at multiples of that since 1970. */
  readonly part: number;
  /** Milliseconds that anything is kept for. */
  readonly all: number;
  /** Bytes of memory that it takes at most: above, the oldest is dropped first, by the part and then by the step. */
  readonly most: number;
}

/** Rows that are merged into parts with one sample, so that none waits long for it: many steps may grow old at once. */
const MOST_MERGED = 300_000;

/** What rows did, step by step, and before that in larger parts. */
export class RowLog {
  readonly #keeping: Keeping;
  #parts: PackedPiece[] = [];
  readonly #open = new OpenPiece();
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
    return [...this.#parts, ...(this.#open.isEmpty ? [] : [this.#open]), ...this.#steps];
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
    return [...this.#parts, ...(this.#open.isEmpty ? [] : [this.#open.packed()]), ...this.#steps];
  }

  /** Puts a piece behind all others as it is. */
  putBack(piece: PackedPiece): void {
    this.#push(this.#steps, piece);
  }

  #merge(until: number): void {
    let merged = 0;
    let count = 0;
    for (const step of this.#steps) {
      if (step.to > until || merged > MOST_MERGED) break;
      if (!this.#open.isEmpty && !this.#isOnePart(this.#open, step)) this.#seal();
      this.#size -= step.size;
      merged += step.rows.length + this.#open.length;
      this.#open.add(step);
      count++;
    }
    this.#steps.splice(0, count);
  }

  #seal(): void {
    this.#push(this.#parts, this.#open.packed());
    this.#open.clear();
  }

  #push(to: PackedPiece[], piece: PackedPiece): void {
    to.push(piece);
    this.#size += piece.size;
  }

  /** Drops the oldest piece where that is to be. @returns whether it was */
  #drop(isToGo: (piece: Piece) => boolean): boolean {
    const from = this.#parts.length > 0 ? this.#parts : this.#steps;
    if (from === this.#steps && !this.#open.isEmpty) {
      if (!isToGo(this.#open)) return false;
      this.#open.clear();
      return true;
    }
    const [oldest] = from;
    const isNewest = from === this.#steps && from.length === 1;
    if (oldest === undefined || isNewest || !isToGo(oldest)) return false;
    from.shift();
    this.#size -= oldest.size;
    return true;
  }

  /** Whether a step belongs to the part that is open, with nothing between them that was not measured. */
  #isOnePart(open: PieceTime, step: PieceTime): boolean {
    const { part } = this.#keeping;
    return Math.ceil(open.to / part) === Math.ceil(step.to / part) && step.from <= open.to;
  }
}
