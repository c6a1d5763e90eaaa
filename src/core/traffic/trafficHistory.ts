import type {
  TrafficKind,
  TrafficSeries,
  TrafficSeriesAnswer,
  TrafficSeriesQuestion,
  TrafficSpan,
} from '../model/traffic';
import { clean } from '../text/clean';
import { InterfaceNames } from './history/interfaceNames';
import { type KeptLog, keepLog, restoreLog } from './history/keptLog';
import { eventPlot, interfaceSeries, processSeries, rateSeries, stateSeries } from './history/plots';
import { type Points, WIDTHS, pointsOf } from './history/points';
import type { Piece } from './history/piece';
import { ratesOf } from './history/rates';
import { type Keeping, RowLog } from './history/rowLog';
import { type RowFigures, RowSums } from './history/rowSums';
import { type SpanChanges, SpanMemory } from './history/spanMemory';
import { type StepColumns, Steps } from './history/steps';
import { summaryOf } from './history/summary';
import type { SparseRates, TrafficSample } from './trafficSample';

export type { SpanChanges };

/** The series that a plot is made of, before they have labels. */
export type HistoryAnswer = Pick<TrafficSeriesAnswer, 'times' | 'begins' | 'plots'>;

/** Rows whose own figures are kept. */
export type KeptRows = Extract<TrafficKind, 'connections' | 'processes'>;

/** What the history is told for an answer. */
export interface HistoryNames {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whose a row of the kind `processes` is, cleaned; undefined where that is not known any more. */
  process(id: number): string | undefined;
  /** Of which kind a row is, if it is one of those. */
  kindOf(id: number): KeptRows | undefined;
}

/** A history as plain data, to be handed on. */
export interface KeptHistory {
  readonly version: number;
  readonly last: TrafficSample | undefined;
  readonly steps: StepColumns;
  readonly interfaceNames: readonly string[];
  /** Keys of network namespaces, by the numbers that steps have. */
  readonly networks: readonly string[];
  readonly labels: readonly (readonly [id: number, label: string])[];
  readonly interfaces: KeptLog;
  readonly processes: KeptLog;
  readonly connections: KeptLog;
}

/** Of {@link KeptHistory}: another one is not understood. */
const VERSION = 2;

const MINUTE = 60_000;

/** Milliseconds that anything is kept for. */
export const HOUR = 60 * MINUTE;

const MEGABYTE = 1_000_000;

const STEPS = 5 * MINUTE;

/**
 * An hour of each, 5 minutes of it step by step; then connections by the minute, and what plots show of the whole hour as it is
 * shown. 10,000 connections that are all active take 18 MB of memory with a step of 2 s. 100,000 have room for 4 minutes with one of
 * 8 s: what is oldest is gone first.
 */
const KEEPING = {
  interfaces: { steps: STEPS, part: WIDTHS[60], all: HOUR, most: 2 * MEGABYTE },
  processes: { steps: STEPS, part: WIDTHS[60], all: HOUR, most: 4 * MEGABYTE },
  connections: { steps: STEPS, part: MINUTE, all: HOUR, most: 24 * MEGABYTE },
} as const satisfies Record<string, Keeping>;

/** Processes whose names are remembered for series, the oldest out. */
const MOST_LABELS = 2_000;

const NO_ROUND_TRIPS = new Float32Array();

/** The samples of the last hour. */
export class TrafficHistory {
  #last: TrafficSample | undefined;
  #steps = new Steps();
  #interfaceNames = new InterfaceNames();
  #networks: string[] = [];
  readonly #labels = new Map<number, string>();
  readonly #spans = new SpanMemory();
  #interfaces = new RowLog(KEEPING.interfaces);
  #processes = new RowLog(KEEPING.processes);
  #connections = new RowLog(KEEPING.connections);

  /** The newest sample. */
  get last(): TrafficSample | undefined {
    return this.#last;
  }

  /** Bytes of memory that what rows did takes. */
  get size(): number {
    return this.#interfaces.size + this.#processes.size + this.#connections.size;
  }

  /**
   * Keeps a sample.
   * @param process says whose a row of processes is: those that end are named by it in series, too
   */
  add(sample: TrafficSample, process?: HistoryNames['process']): void {
    this.#last = sample;
    const { last } = this.#steps;
    // The clock was set back: what was before stays before.
    if (sample.takenAt <= last) this.#shift(sample.takenAt - last - 1);
    const time = this.#steps.timeOf(sample);
    this.#steps.add(time, sample, this.#networkOf(sample));
    this.#steps.dropUntil(sample.takenAt - HOUR);
    this.#interfaces.add(time, this.#interfaceRows(sample));
    this.#processes.add(time, figures(sample.processes));
    this.#connections.add(time, figures(sample.connections, sample.connections.roundTrip));
    if (process !== undefined) for (const id of sample.processes.ids) this.#learn(id, process);
  }

  /** Series for the plots of a window, and of a row where it asks for one. */
  series(question: TrafficSeriesQuestion, names: HistoryNames): TrafficSeriesAnswer {
    const { place, window, row } = question;
    const until = Number.isFinite(question.until) ? (question.until ?? names.now) : names.now;
    const points = pointsOf(this.#steps, window, until);
    const [from, to] = [points.begins[0] ?? 0, points.times.at(-1) ?? 0];
    const label = (id: number): string => names.process(id) ?? this.#labels.get(id) ?? '';
    const series = row === undefined ? undefined : this.#rowSeries(row, points, to, names);
    return {
      place,
      sequence: this.#last?.sequence ?? 0,
      times: points.times,
      begins: points.begins,
      plots: {
        interfaces: interfaceSeries(
          this.#shown(this.#interfaces, from, to),
          points,
          this.#interfaceNames.all,
        ),
        processes: processSeries(this.#shown(this.#processes, from, to), points, question.processes, label),
        states: stateSeries(this.#steps, points),
        turnover: eventPlot('turnover', this.#steps, points),
        losses: eventPlot('losses', this.#steps, points),
      },
      summary: summaryOf(this.#last),
      ...(row !== undefined && series !== undefined && { row: { id: row, series } }),
    };
  }

  /** What rows did in a span, which is widened to the steps and minutes that are kept. */
  changesIn(span: TrafficSpan, kind: KeptRows = 'connections'): SpanChanges {
    return this.#spans.changesIn(span, this.#logOf(kind), kind);
  }

  /** All of it as plain data, to be packed at once. */
  keep(): KeptHistory {
    return {
      version: VERSION,
      last: this.#last,
      steps: this.#steps.keep(),
      interfaceNames: this.#interfaceNames.all,
      networks: this.#networks,
      labels: [...this.#labels],
      interfaces: keepLog(this.#interfaces),
      processes: keepLog(this.#processes),
      connections: keepLog(this.#connections),
    };
  }

  /** The history that was kept; an empty one where it is damaged, or another version's. */
  static restore(kept: unknown): TrafficHistory {
    const history = new TrafficHistory();
    const { version, last, steps, interfaceNames, networks, labels, ...logs } = (kept ??
      {}) as Partial<KeptHistory>;
    const restored = {
      steps: Steps.restore(steps),
      interfaces: restoreLog(logs.interfaces, KEEPING.interfaces),
      processes: restoreLog(logs.processes, KEEPING.processes),
      connections: restoreLog(logs.connections, KEEPING.connections),
    };
    const { interfaces, processes, connections } = restored;
    const areSound = interfaces !== undefined && processes !== undefined && connections !== undefined;
    if (version !== VERSION || restored.steps === undefined || !areSound) return history;
    if (
      !Array.isArray(networks) ||
      !Array.isArray(interfaceNames) ||
      !Array.isArray(labels) ||
      !isSample(last)
    )
      return history;
    history.#last = last;
    history.#steps = restored.steps;
    history.#interfaces = interfaces;
    history.#processes = processes;
    history.#connections = connections;
    history.#networks = [...networks];
    history.#interfaceNames = InterfaceNames.restore(interfaceNames);
    for (const [id, label] of labels) history.#labels.set(id, label);
    return history;
  }

  #rowSeries(id: number, points: Points, to: number, names: HistoryNames): TrafficSeries[] | undefined {
    const known = names.kindOf(id);
    const kind = known ?? (this.#hasDone(id, 'processes') ? 'processes' : 'connections');
    if (known === undefined && !this.#hasDone(id, kind)) return undefined;
    // From the oldest on: a round trip is told where it changes.
    const from = kind === 'connections' ? 0 : (points.begins[0] ?? 0);
    const [rates] = ratesOf(this.#logOf(kind).within(from, to), points, [id], 'idle');
    if (rates === undefined) return undefined;
    const series = rateSeries('', '', rates);
    const roundTrip = {
      id: 'roundTrip',
      label: '',
      measure: 'microseconds',
      values: rates.roundTrip,
    } as const;
    return kind === 'connections' ? [...series, roundTrip] : series;
  }

  /** Pieces of the network namespaces that are shown. */
  #shown(log: RowLog, from: number, to: number): readonly Piece[] {
    const { network, columns } = this.#steps;
    return log
      .within(from, to)
      .filter((piece) => columns.network[this.#steps.endedFrom(piece.to)] === network);
  }

  #networkOf({ network = '' }: TrafficSample): number {
    const known = this.#networks.indexOf(network);
    return known === -1 ? this.#networks.push(network) - 1 : known;
  }

  #hasDone(id: number, kind: KeptRows): boolean {
    const picked = {
      received: new Float64Array(1),
      sent: new Float64Array(1),
      roundTrip: new Float64Array(1),
    };
    return this.#logOf(kind).pieces.some((piece: Piece) => {
      piece.pick([id], picked);
      return !Number.isNaN(picked.received[0]);
    });
  }

  #logOf(kind: KeptRows): RowLog {
    return kind === 'processes' ? this.#processes : this.#connections;
  }

  #shift(by: number): void {
    this.#steps.shift(by);
    for (const log of [this.#interfaces, this.#processes, this.#connections]) log.shift(by);
  }

  /** Interfaces by their places. Names that look alike when they are cleaned are one. */
  #interfaceRows({ interfaces }: TrafficSample): RowSums {
    const used = (): ArrayLike<number> => this.#interfaces.ids();
    const sums = new RowSums();
    for (const { name, received, sent } of interfaces)
      sums.add({
        length: 1,
        ids: Float64Array.of(this.#interfaceNames.placeOf(clean(name), used)),
        received: Float64Array.of(received),
        sent: Float64Array.of(sent),
        roundTrip: NO_ROUND_TRIPS,
      });
    return sums;
  }

  #learn(id: number, process: HistoryNames['process']): void {
    if (this.#labels.has(id)) return;
    const label = process(id);
    if (label === undefined) return;
    this.#labels.set(id, label);
    if (this.#labels.size <= MOST_LABELS) return;
    for (const oldest of this.#labels.keys()) {
      this.#labels.delete(oldest);
      break;
    }
  }
}

/** Whether that is what it is made of, as far as it is looked at; there may be none. */
function isSample(kept: Partial<TrafficSample> | undefined): boolean {
  if (kept === undefined) return true;
  return kept.states instanceof Uint32Array && Array.isArray(kept.interfaces) && kept.takenAt !== undefined;
}

function figures({ ids, received, sent }: SparseRates, roundTrip: Float32Array = NO_ROUND_TRIPS): RowFigures {
  return { length: ids.length, ids, received, sent, roundTrip };
}
