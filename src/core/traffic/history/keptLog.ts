import { PackedPiece } from './piece';
import { CHUNK, PADDING, type PackedRows, UnpackedRows } from './packedRows';
import { type Keeping, RowLog } from './rowLog';

/** Numbers of a piece: when it was, how much was measured, bytes of all rows, how many rows, and how long they are packed. */
const FIGURES = 7;

/** A log as plain data: two blocks, however many pieces it has. */
export interface KeptLog {
  readonly figures: Float64Array;
  readonly bytes: Uint8Array;
}

export function keepLog(log: RowLog): KeptLog {
  const pieces = log.packed();
  const figures = new Float64Array(pieces.length * FIGURES);
  const bytes = new Uint8Array(pieces.reduce((sum, { rows }) => sum + rows.bytes.length, 0));
  let at = 0;
  for (const [i, { from, to, measured, received, sent, rows }] of pieces.entries()) {
    figures.set([from, to, measured, received, sent, rows.length, rows.bytes.length], i * FIGURES);
    bytes.set(rows.bytes, at);
    at += rows.bytes.length;
  }
  return { figures, bytes };
}

/** The same log, with memory of its own; undefined where that is no log, or a damaged one. */
export function restoreLog(kept: unknown, keeping: Keeping): RowLog | undefined {
  const { figures, bytes } = (kept ?? {}) as Partial<KeptLog>;
  if (!(figures instanceof Float64Array) || !(bytes instanceof Uint8Array)) return undefined;
  const log = new RowLog(keeping);
  let at = 0;
  let last = 0;
  for (let i = 0; i < figures.length; i += FIGURES) {
    const [from = 0, to = 0, measured = 0, received = 0, sent = 0, length = 0, size = 0] =
      figures.subarray(i);
    const isWhole = Number.isInteger(length) && length >= 0 && length <= size && at + size <= bytes.length;
    if (!isWhole || !(to >= last) || !(from <= to) || !(measured >= 0)) return undefined;
    const rows = indexed(bytes.slice(at, at + size), length);
    if (rows === undefined) return undefined;
    log.putBack(new PackedPiece({ from, to, measured }, { received, sent }, rows));
    at += size;
    last = to;
  }
  return at === bytes.length ? log : undefined;
}

const unpacked = new UnpackedRows();

/** Finds where chunks begin; undefined where the rows do not fill the bytes. */
function indexed(bytes: Uint8Array, length: number): PackedRows | undefined {
  const chunks = Math.ceil(length / CHUNK);
  const rows = { length, bytes, starts: new Uint32Array(chunks), idsBefore: new Float64Array(chunks) };
  let end = 0;
  for (let chunk = 0; chunk < chunks; chunk++) {
    rows.starts[chunk] = end;
    if (chunk > 0) rows.idsBefore[chunk] = unpacked.ids[CHUNK - 1] ?? 0;
    end = unpacked.unpackChunk(rows, chunk);
  }
  return end + PADDING === bytes.length ? rows : undefined;
}
