import { deserialize, serialize } from 'node:v8';
import { isOneNamespace, OWN_NAMESPACE, type SingleNamespace } from '../../../core/model/namespace';
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
import { ENGLISH, localizerOf, type Translations } from '../../../core/text/localizer';
import {
  connectionsOf,
  type Destroyed,
  DestroyedTable,
  joinDestroyed,
} from '../../../core/traffic/destroyedSockets';
import { processLabel } from '../../../core/traffic/processLabel';
import { trafficGaps } from '../../../core/traffic/trafficGaps';
import { type KeptHistory, type KeptRows, TrafficHistory } from '../../../core/traffic/trafficHistory';
import { type KeptRecorder, TrafficRecorder } from '../../../core/traffic/trafficRecorder';
import { TrafficRows } from '../../../core/traffic/trafficRows';
import type { NetworkCounters } from '../../../core/traffic/trafficSample';
import type { HostNames } from '../answers/hostNames';
import type { EnteredPlace } from '../namespaces/namespaceEntry';
import { MOST_ROWS } from './destroyedSocket';
import type { InterfaceReadingsOptions } from './interfaceReadings';
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
  /** The addresses of an interface; nothing where they are not known. */
  readonly addresses?: (namespace: SingleNamespace, name: string) => readonly string[] | undefined;
  /** Where a network namespace of the last snapshot is entered. */
  readonly placeOf: (key: string) => EnteredPlace | undefined;
  readonly names: KnownNames;
  /** Where nobody listens, connections that close between two samples are not counted. */
  readonly newListener?: (() => DestroyedSource) | undefined;
  /**
   * Is told what closed in the engine's own network namespace whenever that is taken, with listeners and what was refused;
   * nothing where nobody listens there.
   */
  readonly onClosed?: (own: Destroyed | undefined) => void;
  /** Milliseconds of a clock that does not jump and stands still while the machine sleeps; Node's where left out. */
  readonly monotonic?: () => number;
}

/** What an engine reads for samples. */
export interface TrafficReads
  extends Pick<TrafficTools, 'placeOf' | 'onClosed'>, Pick<InterfaceReadingsOptions, 'inside' | 'devices'> {
  readonly hostNames: HostNames;
}

const OWN: ListenedNamespace = { key: '' };

const NO_ROWS = new DestroyedTable().take();

/** All samples on their way to another thread. */
export interface KeptTraffic {
  readonly recorder: ArrayBuffer;
  readonly history: ArrayBuffer;
}

/** The samples of traffic, and the answers that are made of them. */
export class Traffic {
  readonly #tools: TrafficTools;
  #recorder = new TrafficRecorder();
  #history = new TrafficHistory();
  #rows: TrafficRows;
  #gaps: Partial<Record<TrafficColumn, TrafficGap>> = {};
  #listener: DestroyedSource | undefined;
  /** The network whose interfaces plots show. */
  #network: SingleNamespace = OWN_NAMESPACE;
  #l10n = ENGLISH;
  #listened: readonly ListenedNamespace[] = [OWN];
  /** What was told since the last sample, by the namespaces' keys. */
  readonly #closed = new Map<string, Destroyed[]>();
  #closedRows = 0;

  constructor(tools: TrafficTools) {
    this.#tools = tools;
    this.#rows = this.#newRows();
  }

  /**
   * From now on, or no more, connections that close are listened to: in the namespaces that were shown last.
   * @param translations of what rows say in words
   */
  watch(isWatched: boolean, translations: Translations = {}): void {
    this.#l10n = localizerOf(translations);
    if (!isWatched) this.#recorder.interrupt();
    if (isWatched === (this.#listener !== undefined)) return;
    this.#listener?.stop();
    this.#takeClosed();
    this.#listener = isWatched ? this.#tools.newListener?.() : undefined;
    this.#listener?.listen(this.#listened);
  }

  /** Takes what closed until now for the next sample, and hands on what of it is the engine's own namespace's. */
  handOn(): void {
    const taken = this.#listener?.take();
    if (taken === undefined) return;
    for (const [key, now] of taken) {
      const rows = connectionsOf(now.rows);
      const count = rows.at.length;
      const isBeyond = this.#closedRows + count > MOST_ROWS;
      if (!isBeyond) this.#closedRows += count;
      const kept = isBeyond ? { ...now, rows: NO_ROWS, lost: now.lost + count } : { ...now, rows };
      const before = this.#closed.get(key);
      if (before === undefined) this.#closed.set(key, [kept]);
      else if (kept.rows.at.length > 0 || kept.lost > 0 || !kept.isWhole) before.push(kept);
    }
    this.#tools.onClosed?.(taken.get(OWN.key));
  }

  #takeClosed(): ReadonlyMap<string, Destroyed> {
    const closed = new Map([...this.#closed].map(([key, parts]) => [key, joined(parts)]));
    this.#closed.clear();
    this.#closedRows = 0;
    return closed;
  }

  /** Keeps a sample. @param snapshot that was read just now, with what the kernel counts */
  take(snapshot: Snapshot): void {
    const choice = shownNamespace(snapshot);
    const sockets = ShownSockets.of(snapshot, choice);
    if (sockets === undefined) return;
    // When it was begun, as `takenAt` has it.
    const { monotonic: clock = () => performance.now() } = this.#tools;
    const monotonic = clock() - snapshot.duration;
    this.handOn();
    const destroyed = this.#takeClosed();
    this.#listenIn(sockets);
    this.#gaps = trafficGaps(sockets);
    const { takenAt } = snapshot;
    this.#network = isOneNamespace(choice) ? choice : OWN_NAMESPACE;
    const counters = this.#counters();
    // Keys of namespaces are others in another worker.
    const network = choice.kind !== 'all' && sockets.areOwn ? OWN.key : JSON.stringify(choice);
    const { last } = this.#history;
    // What happens in one is not compared with what happened in another.
    if (last !== undefined && (last.network ?? OWN.key) !== network) this.#recorder.interrupt();
    const sample = this.#recorder.take({ sockets, counters, destroyed, takenAt, monotonic });
    this.#history.add({ ...sample, network }, (id) => this.#processOf(id));
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

  series(question: TrafficSeriesQuestion): TrafficSeriesAnswer {
    const answer = this.#series(question);
    this.#rows.noteSeries(answer);
    return answer;
  }

  row(ids: readonly number[]): readonly (TrafficRow | undefined)[] {
    return this.#rows.row(ids);
  }

  /** @throws where the filter is wrong */
  text(question: TrafficTextQuestion): string {
    const { rows, window } = question;
    return this.#rows.text(question, () => this.#series({ place: rows.place, window, processes: 5 }));
  }

  #newRows(): TrafficRows {
    const { names, addresses } = this.#tools;
    return new TrafficRows(this.#recorder, this.#history, {
      l10n: () => this.#l10n,
      isAsking: () => names.isAsking,
      service: (port, transport) => names.service(port, transport),
      host: (address) => names.host(address),
      addresses: (name) => addresses?.(this.#network, name),
    });
  }

  /** Of the one that is shown; where several are, the machine's own. Nothing where it has just ended. */
  #counters(): NetworkCounters {
    try {
      return this.#tools.counters(this.#network);
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
      this.#rows = this.#newRows();
    } catch {
      // It begins anew.
    }
  }

  #series(question: TrafficSeriesQuestion): TrafficSeriesAnswer {
    return this.#history.series(question, {
      now: Date.now(),
      process: (id) => this.#processOf(id),
      kindOf: (id) => this.#kindOf(id),
    });
  }

  #processOf(id: number): string | undefined {
    const { processes } = this.#recorder;
    const subject = id > 0 ? processes.subject(processes.columns.id.indexOf(id)) : undefined;
    const users = this.#recorder.recorded?.sockets.snapshot.users;
    return subject && processLabel(subject, users, this.#l10n);
  }

  #kindOf(id: number): KeptRows | undefined {
    const { connections, processes } = this.#recorder;
    // Free places have the id 0.
    if (!(id > 0)) return undefined;
    if (connections.columns.id.includes(id)) return 'connections';
    return processes.columns.id.includes(id) ? 'processes' : undefined;
  }
}

function joined(parts: readonly Destroyed[]): Destroyed {
  return {
    rows: joinDestroyed(parts.map(({ rows }) => rows)),
    lost: parts.reduce((sum, { lost }) => sum + lost, 0),
    isWhole: parts.every(({ isWhole }) => isWhole),
  };
}

/** As bytes in a block of their own, which can be given to another thread: it need not look into them to hand them on. */
function packed(value: KeptRecorder | KeptHistory): ArrayBuffer {
  return new Uint8Array(serialize(value)).buffer;
}
