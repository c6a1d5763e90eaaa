/** What a row did. */
export interface MadeRow {
  readonly id: number;
  readonly received: number;
  readonly sent: number;
  readonly roundTrip?: number;
}

/** Rows as columns, as samples have them. */
export function rowFigures(rows: readonly MadeRow[]): {
  readonly length: number;
  readonly ids: Float64Array;
  readonly received: Float32Array;
  readonly sent: Float32Array;
  readonly roundTrip: Float32Array;
} {
  return {
    length: rows.length,
    ids: Float64Array.from(rows, ({ id }) => id),
    received: Float32Array.from(rows, ({ received }) => received),
    sent: Float32Array.from(rows, ({ sent }) => sent),
    roundTrip: Float32Array.from(rows, ({ roundTrip }) => roundTrip ?? 0),
  };
}
