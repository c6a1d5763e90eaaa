import type {
  TrafficRow,
  TrafficRowsAnswer,
  TrafficRowsQuestion,
  TrafficSeriesAnswer,
  TrafficSeriesQuestion,
  TrafficTextQuestion,
} from '../../../core/model/traffic';
import type { Snapshot } from '../../../core/model/snapshot';
import { ShownSockets } from '../../../core/query/page/shownSockets';
import { shownNamespace } from '../../../core/query/shownNamespace';
import { TrafficHistory } from '../../../core/traffic/trafficHistory';
import { TrafficRecorder } from '../../../core/traffic/trafficRecorder';
import { TrafficRows } from '../../../core/traffic/trafficRows';

/** The samples of traffic, and the answers that are made of them. */
export class Traffic {
  readonly #recorder = new TrafficRecorder();
  readonly #history = new TrafficHistory();
  readonly #rows = new TrafficRows(this.#recorder, this.#history);

  /** From now on, or no more, connections that close are listened to. */
  watch(_isWatched: boolean): void {}

  /** Keeps a sample. @param snapshot that was read just now */
  take(snapshot: Snapshot): void {
    const sockets = ShownSockets.of(snapshot, shownNamespace(snapshot));
    if (sockets === undefined) return;
    this.#history.add(
      this.#recorder.take({
        sockets,
        counters: { interfaces: [] },
        destroyed: new Map(),
        takenAt: snapshot.takenAt,
        monotonic: performance.now(),
      }),
    );
  }

  /** @throws where the filter is wrong */
  rows(question: TrafficRowsQuestion): TrafficRowsAnswer {
    return this.#rows.answer(question);
  }

  series({ place }: TrafficSeriesQuestion): TrafficSeriesAnswer {
    return {
      place,
      sequence: this.#history.last?.sequence ?? 0,
      times: new Float64Array(),
      begins: new Float64Array(),
      plots: { interfaces: [], processes: [], states: [], turnover: [], losses: [] },
      summary: { established: 0, lost: 0 },
    };
  }

  row(ids: readonly number[]): readonly (TrafficRow | undefined)[] {
    return ids.map(() => undefined);
  }

  text(_question: TrafficTextQuestion): string {
    return '';
  }
}
