import type { Piece, Picked } from './piece';
import type { Points } from './points';

/** Values of a row for each point: bytes a second, and microseconds. */
export interface RowRates {
  readonly received: Float32Array;
  readonly sent: Float32Array;
  readonly roundTrip: Float32Array;
}

/** What a piece without a word of a row says of it: that it did nothing, or nothing at all. */
export type Absent = 'idle' | 'unknown';

/**
 * The rates of rows at the points, from pieces: of one that reaches over several points each has the same rate.
 * @param ids in rising order
 * @returns for each id, and then for the sum of all rows; NaN where no piece tells
 */
export function ratesOf(
  pieces: readonly Piece[],
  points: Points,
  ids: readonly number[],
  absent: Absent,
): readonly RowRates[] {
  const lines = ids.length + 1;
  const count = points.times.length;
  const sums = { received: new Float64Array(lines * count), sent: new Float64Array(lines * count) };
  const measured = new Float64Array(lines * count);
  const roundTrips = new Float32Array(lines * count).fill(Number.NaN);
  const latest = new Float32Array(lines).fill(Number.NaN);
  const picked: Picked = {
    received: new Float64Array(lines),
    sent: new Float64Array(lines),
    roundTrip: new Float64Array(lines),
  };
  let point = 0;
  for (const piece of pieces) {
    piece.pick(ids, picked);
    picked.received[ids.length] = piece.received;
    picked.sent[ids.length] = piece.sent;
    for (let line = 0; line < ids.length; line++) {
      const roundTrip = picked.roundTrip[line] ?? 0;
      if (roundTrip > 0) latest[line] = roundTrip;
    }
    if (piece.measured === 0) continue;
    while (point < count && (points.times[point] ?? 0) <= piece.from) point++;
    for (let at = point; at < count && (points.begins[at] ?? 0) < piece.to; at++) {
      const shared = Math.min(piece.to, points.times[at] ?? 0) - Math.max(piece.from, points.begins[at] ?? 0);
      if (shared <= 0 || points.first[at] === points.end[at]) continue;
      const share = shared / (piece.to - piece.from);
      for (let line = 0; line < lines; line++) {
        const [received = 0, sent = 0] = [picked.received[line], picked.sent[line]];
        if (Number.isNaN(received) && absent === 'unknown') continue;
        const place = line * count + at;
        measured[place] = (measured[place] ?? 0) + piece.measured * share;
        roundTrips[place] = latest[line] ?? Number.NaN;
        if (Number.isNaN(received)) continue;
        sums.received[place] = (sums.received[place] ?? 0) + received * share;
        sums.sent[place] = (sums.sent[place] ?? 0) + sent * share;
      }
    }
  }
  const rates = (bytes: Float64Array, line: number): Float32Array =>
    Float32Array.from({ length: count }, (_, at) => {
      const place = line * count + at;
      const time = measured[place] ?? 0;
      return time > 0 ? ((bytes[place] ?? 0) * 1000) / time : Number.NaN;
    });
  return Array.from({ length: lines }, (_, line) => ({
    received: rates(sums.received, line),
    sent: rates(sums.sent, line),
    roundTrip: roundTrips.slice(line * count, (line + 1) * count),
  }));
}
