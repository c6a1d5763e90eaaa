import type { TrafficRowsAnswer, TrafficRowsQuestion } from '../model/traffic';
import type { TrafficHistory } from './trafficHistory';
import type { TrafficRecorder } from './trafficRecorder';

/** Answers which rows are in sight, for each place of the page: what each has of strings and held orders is remembered. */
export class TrafficRows {
  readonly #recorder: TrafficRecorder;
  readonly #history: TrafficHistory;

  constructor(recorder: TrafficRecorder, history: TrafficHistory) {
    this.#recorder = recorder;
    this.#history = history;
  }

  /** @throws where the filter is wrong */
  answer({ place, kind, first }: TrafficRowsQuestion): TrafficRowsAnswer {
    return {
      place,
      kind,
      sequence: this.#history.last?.sequence ?? 0,
      takenAt: this.#history.last?.takenAt ?? 0,
      total: this.#recorder.connections.length,
      matching: 0,
      first,
      ids: new Float64Array(),
      marks: new Uint8Array(),
      flags: new Uint8Array(),
      cells: {},
      strings: { from: 0, texts: [] },
      isOutOfOrder: false,
      gaps: {},
    };
  }
}
