import type { TrafficSeriesAnswer, TrafficSpan } from '../model/traffic';
import type { TrafficSample } from './trafficSample';

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

/** The series that a plot is made of, before they have labels. */
export type HistoryAnswer = Pick<TrafficSeriesAnswer, 'times' | 'begins' | 'plots'>;

/** The samples of the last hour. */
export class TrafficHistory {
  #last: TrafficSample | undefined;

  /** The newest sample. */
  get last(): TrafficSample | undefined {
    return this.#last;
  }

  add(sample: TrafficSample): void {
    this.#last = sample;
  }
}
