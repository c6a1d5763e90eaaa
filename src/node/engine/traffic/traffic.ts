import {
  isOneNamespace,
  type NamespaceChoice,
  OWN_NAMESPACE,
  type SingleNamespace,
} from '../../../core/model/namespace';
import type { Snapshot } from '../../../core/model/snapshot';
import type {
  TrafficColumn,
  TrafficGap,
  TrafficRow,
  TrafficRowsAnswer,
  TrafficRowsQuestion,
  TrafficSeriesAnswer,
  TrafficSeriesQuestion,
  TrafficTextQuestion,
} from '../../../core/model/traffic';
import { ShownSockets } from '../../../core/query/page/shownSockets';
import { shownNamespace } from '../../../core/query/shownNamespace';
import type { Destroyed } from '../../../core/traffic/destroyedSockets';
import { trafficGaps } from '../../../core/traffic/trafficGaps';
import { TrafficHistory } from '../../../core/traffic/trafficHistory';
import { TrafficRecorder } from '../../../core/traffic/trafficRecorder';
import { TrafficRows } from '../../../core/traffic/trafficRows';
import type { NetworkCounters } from '../../../core/traffic/trafficSample';
import type { EnteredPlace } from '../namespaces/namespaceEntry';
import type { KnownNames } from './knownNames';
import { NO_COUNTERS } from './networkCounters';

/** A network namespace whose connections are listened to as they close: '' is the key of the engine's own. */
export interface ListenedNamespace extends Partial<EnteredPlace> {
  readonly key: string;
}

/** Listens to what the kernel tells of connections that close. */
export interface DestroyedSource {
  /** From now on in these, and in no others. */
  listen(namespaces: readonly ListenedNamespace[]): void;
  /** What was told since the last time, by the namespaces' keys. */
  take(): ReadonlyMap<string, Destroyed>;
  stop(): void;
}

/** What samples are made with. */
export interface TrafficTools {
  /** Reads the counters of a network namespace. @throws where it has ended */
  readonly counters: (namespace: SingleNamespace) => NetworkCounters;
  /** Where a network namespace of the last snapshot is entered. */
  readonly placeOf: (key: string) => EnteredPlace | undefined;
  readonly names: KnownNames;
  /** Where nobody listens, connections that close between two samples are not counted. */
  readonly newListener?: (() => DestroyedSource) | undefined;
  /** Milliseconds of a clock that does not jump and stands still while the machine sleeps; Node's where left out. */
  readonly monotonic?: () => number;
}

const OWN: ListenedNamespace = { key: '' };

/** The samples of traffic, and the answers that are made of them. */
export class Traffic {
  readonly #tools: TrafficTools;
  readonly #recorder = new TrafficRecorder();
  readonly #history = new TrafficHistory();
  readonly #rows = new TrafficRows(this.#recorder, this.#history);
  #gaps: Partial<Record<TrafficColumn, TrafficGap>> = {};
  #listener: DestroyedSource | undefined;
  #listened: readonly ListenedNamespace[] = [OWN];

  constructor(tools: TrafficTools) {
    this.#tools = tools;
  }

  /** From now on, or no more, connections that close are listened to: in the namespaces that were shown last. */
  watch(isWatched: boolean): void {
    if (isWatched === (this.#listener !== undefined)) return;
    this.#listener?.stop();
    this.#listener = isWatched ? this.#tools.newListener?.() : undefined;
    this.#listener?.listen(this.#listened);
  }

  /** Keeps a sample. @param snapshot that was read just now, with what the kernel counts */
  take(snapshot: Snapshot): void {
    const choice = shownNamespace(snapshot);
    const sockets = ShownSockets.of(snapshot, choice);
    if (sockets === undefined) return;
    // When it was begun, as `takenAt` has it.
    const { monotonic: clock = () => performance.now() } = this.#tools;
    const monotonic = clock() - snapshot.duration;
    const destroyed = this.#listener?.take() ?? new Map<string, Destroyed>();
    this.#listenIn(sockets);
    this.#gaps = trafficGaps(sockets);
    const { takenAt } = snapshot;
    const counters = this.#countersOf(choice);
    this.#history.add(this.#recorder.take({ sockets, counters, destroyed, takenAt, monotonic }));
  }

  /** @throws where the filter is wrong */
  rows(question: TrafficRowsQuestion): TrafficRowsAnswer {
    const answer = this.#rows.answer(question);
    const gaps = question.columns.flatMap((column) => {
      const gap = this.#gaps[column];
      return gap === undefined ? [] : [[column, gap] as const];
    });
    return { ...answer, gaps: { ...answer.gaps, ...Object.fromEntries(gaps) } };
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

  /** Of the one that is shown; where several are, the machine's own. Nothing where it has just ended. */
  #countersOf(choice: NamespaceChoice): NetworkCounters {
    try {
      return this.#tools.counters(isOneNamespace(choice) ? choice : OWN_NAMESPACE);
    } catch {
      return NO_COUNTERS;
    }
  }

  /** Listens in the namespaces that are shown, as far as the kernel tells of them. */
  #listenIn({ parts }: ShownSockets): void {
    const known = new Map(this.#listened.map((each) => [each.key, each]));
    const now = parts.flatMap((part) => {
      if (part === undefined) return OWN;
      if (part.traffic === undefined) return [];
      const { key } = part.namespace;
      const before = known.get(key);
      if (before !== undefined) return before;
      const place = this.#tools.placeOf(key);
      if (place === undefined) return [];
      const { path, inode } = place;
      return { key, path, ...(inode !== undefined && { inode }) };
    });
    const isSame = now.length === known.size && now.every(({ key }) => known.has(key));
    if (isSame) return;
    this.#listened = now;
    this.#listener?.listen(now);
  }
}
