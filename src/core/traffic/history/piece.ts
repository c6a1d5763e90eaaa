import { type PackedRows, UnpackedRows, chunkOf, packRows } from './packedRows';
import { type RowFigures, RowSums } from './rowSums';

/** When what a piece tells of happened, in milliseconds since 1970, and how many of them were measured. */
export interface PieceTime {
  from: number;
  to: number;
  readonly measured: number;
}

/** What was found of rows: NaN where they did nothing. */
export interface Picked {
  readonly received: Float64Array;
  readonly sent: Float64Array;
  readonly roundTrip: Float64Array;
}

/** What rows did in a step, or in several. */
export interface Piece extends PieceTime {
  /** Bytes of all rows. */
  readonly received: number;
  readonly sent: number;
  /** Adds what each did. */
  addTo(sums: RowSums): void;
  /** Looks for rows by their ids, which rise. */
  pick(ids: ArrayLike<number>, into: Picked): void;
}

const unpacked = new UnpackedRows();

/** A piece that no more is added to. */
export class PackedPiece implements Piece {
  from: number;
  to: number;
  readonly measured: number;
  readonly received: number;
  readonly sent: number;
  readonly rows: PackedRows;

  constructor(time: PieceTime, sums: { received: number; sent: number }, rows: PackedRows) {
    this.from = time.from;
    this.to = time.to;
    this.measured = time.measured;
    this.received = sums.received;
    this.sent = sums.sent;
    this.rows = rows;
  }

  static of(time: PieceTime, figures: RowFigures): PackedPiece {
    const sums = { received: 0, sent: 0 };
    for (let i = 0; i < figures.length; i++) {
      sums.received += figures.received[i] ?? 0;
      sums.sent += figures.sent[i] ?? 0;
    }
    return new PackedPiece(time, sums, packRows(figures));
  }

  /** Bytes of memory that it takes, what is about it included. */
  get size(): number {
    return 600 + this.rows.bytes.length + 12 * this.rows.starts.length;
  }

  addTo(sums: RowSums): void {
    sums.add(unpacked.unpack(this.rows));
  }

  pick(ids: ArrayLike<number>, into: Picked): void {
    let chunk = -1;
    let at = 0;
    unpacked.length = 0;
    for (let k = 0; k < ids.length; k++) {
      const id = ids[k] ?? 0;
      const its = chunkOf(this.rows, id);
      if (its !== chunk) {
        unpacked.unpackChunk(this.rows, its);
        chunk = its;
        at = 0;
      }
      while (at < unpacked.length && (unpacked.ids[at] ?? 0) < id) at++;
      const isThere = at < unpacked.length && unpacked.ids[at] === id;
      into.received[k] = isThere ? (unpacked.received[at] ?? 0) : Number.NaN;
      into.sent[k] = isThere ? (unpacked.sent[at] ?? 0) : Number.NaN;
      into.roundTrip[k] = isThere ? (unpacked.roundTrip[at] ?? 0) : Number.NaN;
    }
  }
}

/** A part of several steps, to which more are added. */
export class OpenPiece implements Piece {
  from = 0;
  to = 0;
  measured = 0;
  received = 0;
  sent = 0;
  readonly #sums = new RowSums();

  /** Rows in it. */
  get length(): number {
    return this.#sums.length;
  }

  get isEmpty(): boolean {
    return this.to === 0;
  }

  /** Adds the piece behind it. */
  add(piece: PackedPiece): void {
    if (this.isEmpty) this.from = piece.from;
    this.to = piece.to;
    this.measured += piece.measured;
    this.received += piece.received;
    this.sent += piece.sent;
    piece.addTo(this.#sums);
  }

  /** What there is, packed. */
  packed(): PackedPiece {
    return new PackedPiece(this, this, packRows(this.#sums));
  }

  clear(): void {
    this.#sums.clear();
    this.from = this.to = this.measured = this.received = this.sent = 0;
  }

  addTo(sums: RowSums): void {
    sums.add(this.#sums);
  }

  pick(ids: ArrayLike<number>, into: Picked): void {
    const { received, sent, roundTrip } = this.#sums;
    for (let k = 0; k < ids.length; k++) {
      const at = this.#sums.find(ids[k] ?? 0);
      into.received[k] = received[at] ?? Number.NaN;
      into.sent[k] = sent[at] ?? Number.NaN;
      into.roundTrip[k] = roundTrip[at] ?? Number.NaN;
    }
  }
}
