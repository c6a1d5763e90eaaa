import type { RowFigures } from './rowSums';

/**
 * What rows did, packed: a connection that does something in a step takes 8 bytes or so, where columns would take 20.
 *
 * A row is a byte that says how the four numbers behind it are written, two bits for each: the difference of its id to the
 * row before (1; in 1, 2 or 6 bytes), bytes received, bytes sent, and round trip (0; in 1, 2 or 4 bytes, which are then an
 * IEEE float, and as exact as what was given). Numbers are little-endian.
 */
export interface PackedRows {
  readonly length: number;
  readonly bytes: Uint8Array;
  /** Of each {@link CHUNK} rows: where they begin in the bytes, and the id of the row before. */
  readonly starts: Uint32Array;
  readonly idsBefore: Float64Array;
}

/** Rows that are read to find one of them. */
export const CHUNK = 256;

/** Bytes behind the last row, so that numbers can be read by four bytes. */
export const PADDING = 3;

/** Bytes that a row takes at most. */
const LONGEST = 1 + 6 + 3 * 4;

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);
let scratch = new Uint8Array(1024);

/** Packs rows. Numbers that are none, or below 0, become 0. */
export function packRows(figures: RowFigures): PackedRows {
  const { length, ids, received, sent, roundTrip } = figures;
  if (scratch.length < length * LONGEST + PADDING) scratch = new Uint8Array(length * LONGEST + PADDING);
  const chunks = Math.ceil(length / CHUNK);
  const starts = new Uint32Array(chunks);
  const idsBefore = new Float64Array(chunks);
  let at = 0;
  let before = 0;
  for (let i = 0; i < length; i++) {
    if (i % CHUNK === 0) {
      starts[i / CHUNK] = at;
      idsBefore[i / CHUNK] = before;
    }
    const head = at++;
    const id = ids[i] ?? 0;
    const difference = id - before;
    before = id;
    let how = 0;
    if (difference !== 1) {
      const wide = difference < 0x100 ? 1 : difference < 0x10000 ? 2 : 3;
      how = wide;
      scratch[at++] = difference;
      if (wide > 1) scratch[at++] = difference / 0x100;
      if (wide > 2) {
        scratch[at++] = difference / 0x10000;
        scratch[at++] = difference / 0x1000000;
        scratch[at++] = difference / 0x100000000;
        scratch[at++] = difference / 0x10000000000;
      }
    }
    let next = packNumber(received[i] ?? 0, at);
    how |= widthOf(next - at) << 2;
    at = next;
    next = packNumber(sent[i] ?? 0, at);
    how |= widthOf(next - at) << 4;
    at = next;
    next = packNumber(roundTrip[i] ?? 0, at);
    how |= widthOf(next - at) << 6;
    at = next;
    scratch[head] = how;
  }
  const bytes = scratch.slice(0, at + PADDING);
  // A sample of very many rows need not be the measure for all that come.
  if (scratch.length > 16 * LONGEST * (length + 1024)) scratch = new Uint8Array(1024);
  return { length, bytes, starts, idsBefore };
}

/** Writes a number and says where the next begins. */
function packNumber(value: number, at: number): number {
  if (!(value > 0)) return at;
  if (value < 0x10000 && Number.isInteger(value)) {
    scratch[at] = value;
    if (value < 0x100) return at + 1;
    scratch[at + 1] = value >> 8;
    return at + 2;
  }
  float[0] = value;
  const whole = bits[0] ?? 0;
  scratch[at] = whole;
  scratch[at + 1] = whole >> 8;
  scratch[at + 2] = whole >> 16;
  scratch[at + 3] = whole >> 24;
  return at + 4;
}

/** 0, 1, 2 and 4 bytes as two bits. */
function widthOf(bytes: number): number {
  return bytes === 4 ? 3 : bytes;
}

/** Rows that were unpacked: good until others are. */
export class UnpackedRows implements RowFigures {
  length = 0;
  ids = new Float64Array(CHUNK);
  received = new Float32Array(CHUNK);
  sent = new Float32Array(CHUNK);
  roundTrip = new Float32Array(CHUNK);

  /** Unpacks all of them. */
  unpack(rows: PackedRows): this {
    this.#read(rows, 0, rows.length);
    return this;
  }

  /** Unpacks those of one chunk. @returns where they end in the bytes */
  unpackChunk(rows: PackedRows, chunk: number): number {
    return this.#read(rows, chunk, Math.min(CHUNK, rows.length - chunk * CHUNK));
  }

  #read({ bytes, starts, idsBefore }: PackedRows, chunk: number, length: number): number {
    if (this.ids.length < length) {
      this.ids = new Float64Array(length);
      this.received = new Float32Array(length);
      this.sent = new Float32Array(length);
      this.roundTrip = new Float32Array(length);
    }
    const { ids, received, sent, roundTrip } = this;
    this.length = length;
    let at = starts[chunk] ?? 0;
    let id = idsBefore[chunk] ?? 0;
    for (let i = 0; i < length; i++) {
      const how = bytes[at++] ?? 0;
      const wide = how & 3;
      if (wide === 0) id++;
      else {
        let difference = bytes[at++] ?? 0;
        if (wide > 1) difference += (bytes[at++] ?? 0) * 0x100;
        if (wide > 2) {
          difference += (bytes[at++] ?? 0) * 0x10000 + (bytes[at++] ?? 0) * 0x1000000;
          difference += (bytes[at++] ?? 0) * 0x100000000 + (bytes[at++] ?? 0) * 0x10000000000;
        }
        id += difference;
      }
      ids[i] = id;
      let width = (how >> 2) & 3;
      received[i] = numberAt(bytes, at, width);
      at += width + (width === 3 ? 1 : 0);
      width = (how >> 4) & 3;
      sent[i] = numberAt(bytes, at, width);
      at += width + (width === 3 ? 1 : 0);
      width = how >> 6;
      roundTrip[i] = numberAt(bytes, at, width);
      at += width + (width === 3 ? 1 : 0);
    }
    return at;
  }
}

/** Reads four bytes and leaves those out that are none of its, which is faster than to ask how many there are. */
function numberAt(bytes: Uint8Array, at: number, width: number): number {
  const read =
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24);
  if (width < 3) return read & ((1 << (width << 3)) - 1);
  bits[0] = read;
  return float[0] ?? 0;
}

/** The chunk that a row is in, if it is in any; -1 where its id is below all. */
export function chunkOf({ idsBefore }: PackedRows, id: number): number {
  let [low, high] = [0, idsBefore.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((idsBefore[middle] ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
