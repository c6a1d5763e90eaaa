import { deserialize, serialize } from 'node:v8';
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
import { processLabel } from '../../../core/traffic/processLabel';
import { type KeptHistory, type KeptRows, TrafficHistory } from '../../../core/traffic/trafficHistory';
import { type KeptRecorder, TrafficRecorder } from '../../../core/traffic/trafficRecorder';
import { TrafficRows } from '../../../core/traffic/trafficRows';

/** All samples on their way to another thread. */
export interface KeptTraffic {
  readonly recorder: ArrayBuffer;
  readonly history: ArrayBuffer;
}

/** The samples of traffic, and the answers that are made of them. */
export class Traffic {
  #recorder = new TrafficRecorder();
  #history = new TrafficHistory();
  #rows = new TrafficRows(this.#recorder, this.#history);

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
      (id) => this.#processOf(id),
    );
  }

  /** @throws where the filter is wrong */
  rows(question: TrafficRowsQuestion): TrafficRowsAnswer {
    return this.#rows.answer(question);
  }

  series(question: TrafficSeriesQuestion): TrafficSeriesAnswer {
    return this.#history.series(question, {
      now: Date.now(),
      process: (id) => this.#processOf(id),
      kindOf: (id) => this.#kindOf(id),
    });
  }

  row(ids: readonly number[]): readonly (TrafficRow | undefined)[] {
    return ids.map(() => undefined);
  }

  text(_question: TrafficTextQuestion): string {
    return '';
  }

  /** All of it, for whoever goes on; nothing where no sample was ever taken. */
  keep(): KeptTraffic | undefined {
    if (this.#history.last === undefined) return undefined;
    return { recorder: packed(this.#recorder.keep()), history: packed(this.#history.keep()) };
  }

  /** Goes on where another has ended. What is damaged is as nothing, and so is all once a sample was taken. */
  restore(kept: KeptTraffic): void {
    if (this.#history.last !== undefined) return;
    try {
      const recorder = TrafficRecorder.restore(deserialize(new Uint8Array(kept.recorder)));
      const history = TrafficHistory.restore(deserialize(new Uint8Array(kept.history)));
      // Ids of rows are the recorder's: the history alone would tell of others by them.
      if (history.last === undefined) return;
      this.#recorder = recorder;
      this.#history = history;
      this.#rows = new TrafficRows(recorder, history);
    } catch {
      // It begins anew.
    }
  }

  #processOf(id: number): string | undefined {
    const { processes } = this.#recorder;
    const subject = id > 0 ? processes.subject(processes.columns.id.indexOf(id)) : undefined;
    return subject && processLabel(subject);
  }

  #kindOf(id: number): KeptRows | undefined {
    const { connections, processes } = this.#recorder;
    // Free places have the id 0.
    if (!(id > 0)) return undefined;
    if (connections.columns.id.includes(id)) return 'connections';
    return processes.columns.id.includes(id) ? 'processes' : undefined;
  }
}

/** As bytes in a block of their own, which can be given to another thread: it need not look into them to hand them on. */
function packed(value: KeptRecorder | KeptHistory): ArrayBuffer {
  return new Uint8Array(serialize(value)).buffer;
}
