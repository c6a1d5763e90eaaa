import type { TrafficSpan } from '../../model/traffic';
import { RowLog } from './rowLog';

/** What rows did in a span, by their ids, which rise. */
export interface SpanChanges {
  /** The span that it is of: the one that was asked for, widened to what is kept. */
  readonly span: TrafficSpan;
  /** Milliseconds in it that were measured. */
  readonly measured: number;
  readonly ids: Float64Array;
  /** Bytes. */
  readonly received: Float64Array;
  readonly sent: Float64Array;
}

/** Spans that are remembered: one for each place of the page and kind of rows. */
const MOST_SPANS = 4;

interface Known {
  /** Where what is kept of the span begins and ends, and how much of it was measured. */
  readonly covered: readonly number[];
  readonly changes: SpanChanges;
}

/** Adds up what rows did in spans. A span that is marked is asked for with each sample, and seldom says anything else. */
export class SpanMemory {
  readonly #known = new Map<string, Known>();

  /** @param kind tells spans of different logs apart */
  changesIn({ from, to }: TrafficSpan, log: RowLog, kind: string): SpanChanges {
    const pieces = log.within(from, Math.max(to, from + 1));
    const measured = pieces.reduce((sum, piece) => sum + piece.measured, 0);
    const begin = pieces[0]?.from ?? from;
    const end = pieces.at(-1)?.to ?? to;
    const key = `${kind} ${from} ${to}`;
    const known = this.#known.get(key);
    // Steps that were merged since then change nothing. Sums of milliseconds are rounded by their order.
    const covered = [begin, end, Math.round(measured)];
    if (known?.covered.every((number, i) => number === covered[i])) return known.changes;
    const { length, ids, received, sent } = RowLog.sum(pieces);
    const changes = {
      span: { from: Math.min(from, begin), to: Math.max(to, end) },
      measured,
      ids: ids.slice(0, length),
      received: received.slice(0, length),
      sent: sent.slice(0, length),
    };
    this.#known.delete(key);
    this.#known.set(key, { covered, changes });
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST_SPANS) break;
      this.#known.delete(oldest);
    }
    return changes;
  }
}
