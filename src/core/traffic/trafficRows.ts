import type {
  TrafficPlace,
  TrafficRow,
  TrafficRowsAnswer,
  TrafficRowsQuestion,
  TrafficSeriesAnswer,
  TrafficSpan,
  TrafficTextQuestion,
} from '../model/traffic';
import { AddressTexts, type TrafficNames } from './addressTexts';
import { HeldOrder, areSameOrder } from './heldOrder';
import { orderedRows, type OrderedRows } from './orderedRows';
import { rowCells } from './rowCells';
import type { Moment } from './rowSet';
import { rowById } from './rowById';
import { rowsText } from './rowsText';
import { type Recorder, SampleRows } from './sampleRows';
import { type SeriesSource, samplesText } from './samplesText';
import type { ChangesOf } from './spanBytes';
import { subjectOf } from './seriesIds';
import { StringList } from './stringList';
import type { SpanChanges } from './trafficHistory';
import { LINGER, type RecordedSockets } from './trafficRecorder';
import type { TrafficSample } from './trafficSample';

/** What of the history rows are made of. */
export interface RowsHistory {
  /** The newest sample. */
  readonly last: TrafficSample | undefined;
  /** What happened in a span; nothing where none of it is kept. */
  changesIn(span: TrafficSpan, kind: 'connections' | 'processes'): SpanChanges | undefined;
}

/** Orders that are kept of one sample: both places may ask, each while a filter is typed. */
const MOST_ORDERS = 4;

/** What a place of the page has. */
interface PlaceState {
  readonly strings: StringList;
  readonly held: HeldOrder;
  /** Processes that have series of their own in its plots. */
  ownSeries: ReadonlySet<number>;
}

/** The rows of a sample, and the orders that were asked for, by what was asked. */
interface Shown {
  readonly sample: TrafficSample;
  readonly recorded: RecordedSockets;
  readonly rows: SampleRows;
  readonly orders: Map<string, OrderedRows>;
}

/** Answers which rows are in sight, for each place of the page: what each has of strings and held orders is remembered. */
export class TrafficRows {
  readonly #recorder: Recorder;
  readonly #history: RowsHistory;
  readonly #names: TrafficNames | undefined;
  readonly #places = new Map<TrafficPlace, PlaceState>();
  #shown: Shown | undefined;
  /** Until when rows that were there already are not new, and of which namespaces they are. */
  #since: { readonly at: number; readonly namespaces: string } | undefined;

  /** @param names none are shown without it, but those of containers */
  constructor(recorder: Recorder, history: RowsHistory, names?: TrafficNames) {
    this.#recorder = recorder;
    this.#history = history;
    this.#names = names;
  }

  /**
   * Why columns have no values is left out: who reads sockets knows that.
   * @throws where the filter is wrong
   */
  answer(question: TrafficRowsQuestion): TrafficRowsAnswer {
    const { place, kind, first, count, columns, isHeld, focused } = question;
    const { strings, held } = this.#place(place);
    const shown = this.#current();
    if (shown === undefined) return nothingYet(question);
    const { sample } = shown;
    const ordered = this.#ordered(shown, question);
    const { sorted } = ordered;
    const order = held.next(ordered, keyOf(question), sample.sequence, isHeld);
    const inSight = order?.subarray(first, first + count) ?? sorted.window(first, first + count);
    const focusedAt = focused === undefined ? -1 : placeIn(ordered, order, focused);
    return {
      place,
      kind,
      sequence: sample.sequence,
      takenAt: sample.takenAt,
      ...(sample.step !== undefined && { step: sample.step }),
      total: ordered.set.total,
      matching: sorted.length,
      first,
      ...rowCells(ordered.set, kind, inSight, columns, { strings, had: question.strings }),
      isOutOfOrder: order !== undefined && order !== sorted.all && !areSameOrder(order, sorted.all),
      ...(focusedAt >= 0 && { focusedAt }),
      gaps: {},
      ...(ordered.isSeriesUnknown && { isSeriesUnknown: true }),
      ...(this.#names?.isAsking?.() === true && { isNaming: true }),
    };
  }

  /** Notes which processes have series of their own in the plots of a place, so that the table can be narrowed to the rest. */
  noteSeries({ place, plots }: Pick<TrafficSeriesAnswer, 'place' | 'plots'>): void {
    const subjects = plots.processes.map(({ id }) => subjectOf(id));
    const rows = subjects.flatMap((subject) => (subject?.of === 'process' ? subject.row : []));
    this.#place(place).ownSeries = new Set(rows);
  }

  /** What commands get of rows; undefined for those that are forgotten. */
  row(ids: readonly number[]): readonly (TrafficRow | undefined)[] {
    const shown = this.#current();
    return ids.map((id) => shown && rowById(shown.rows, id));
  }

  /**
   * Rows as a text, in the order in which they are shown; or the samples of the last hour.
   * @param series asked for the samples
   * @throws where the filter is wrong
   */
  text(question: TrafficTextQuestion, series: SeriesSource): string {
    if (question.of === 'samples') return samplesText(question.format, series);
    const shown = this.#current();
    if (shown === undefined) return '';
    const { rows, ids } = question;
    const ordered = this.#ordered(shown, rows, false);
    const { held } = this.#place(rows.place);
    const kept = rows.isHeld ? held.peek(ordered, keyOf(rows), shown.sample.sequence) : undefined;
    const order = kept ?? ordered.sorted.all;
    const wanted = ids && new Set(ids);
    const chosen = wanted === undefined ? order : order.filter((row) => wanted.has(ordered.ids[row] ?? 0));
    return rowsText(ordered.set, chosen, { ...rows, format: question.format }, this.#names?.l10n?.());
  }

  #place(place: TrafficPlace): PlaceState {
    let state = this.#places.get(place);
    if (state === undefined) {
      state = { strings: new StringList(), held: new HeldOrder(), ownSeries: new Set() };
      this.#places.set(place, state);
    }
    return state;
  }

  #ordered({ rows, orders }: Shown, question: TrafficRowsQuestion, saysPeers = true): OrderedRows {
    const { place, span, series, names } = question;
    const { ownSeries } = this.#place(place);
    const key = [
      keyOf(question),
      names,
      saysPeers,
      series !== undefined && subjectOf(series)?.of === 'rest' ? [...ownSeries].join() : '',
    ].join('\n');
    let ordered = orders.get(key);
    if (ordered === undefined) {
      const changesOf: ChangesOf | undefined =
        span && ((kind) => this.#history.changesIn(span, kind) ?? nothingIn(span));
      const texts = new AddressTexts(names, this.#names, saysPeers);
      const addressesOf = (name: string): readonly string[] | undefined => this.#names?.addresses?.(name);
      ordered = orderedRows(rows, { ...question, texts, ownSeries, addressesOf, changesOf });
      const [oldest] = orders.keys();
      if (orders.size >= MOST_ORDERS && oldest !== undefined) orders.delete(oldest);
      orders.set(key, ordered);
    }
    return ordered;
  }

  /** What is kept of the newest sample; nothing before the first. */
  #current(): Shown | undefined {
    const { last } = this.#history;
    const { recorded } = this.#recorder;
    if (last === undefined || recorded === undefined) return undefined;
    if (this.#shown?.sample !== last || this.#shown.recorded !== recorded) {
      const rows = new SampleRows(
        this.#recorder,
        recorded,
        this.#moment(last, recorded),
        this.#names?.l10n?.(),
      );
      this.#shown = { sample: last, recorded, rows, orders: new Map() };
    }
    return this.#shown;
  }

  /** Behind a gap, and in another namespace, nothing is new that is there. */
  #moment({ takenAt, step }: TrafficSample, { sockets }: RecordedSockets): Moment {
    const namespaces = sockets.parts.map((part) => part?.namespace.key ?? '').join(' ');
    if (step === undefined || this.#since?.namespaces !== namespaces)
      this.#since = { at: takenAt, namespaces };
    return { now: takenAt, since: this.#since.at, closedFrom: takenAt - Math.max(LINGER, step ?? 0) };
  }
}

/** Where the row of an id stands; -1 where it is none of the rows. @param order nothing where it is their own */
function placeIn({ ids, rising, sorted }: OrderedRows, order: Uint32Array | undefined, id: number): number {
  if (order !== undefined) return order.findIndex((row) => ids[row] === id);
  const at = rising.findIndex((row) => ids[row] === id);
  return at < 0 ? -1 : sorted.placeOf(at);
}

/** What decides on rows and their order. */
function keyOf({ kind, filter, sort, span, series }: TrafficRowsQuestion): string {
  return JSON.stringify([kind, filter, sort, span, series]);
}

function nothingIn(span: TrafficSpan): SpanChanges {
  const none = new Float64Array();
  return { span, measured: 0, ids: none, received: none, sent: none };
}

function nothingYet({ place, kind, first, strings }: TrafficRowsQuestion): TrafficRowsAnswer {
  return {
    place,
    kind,
    sequence: 0,
    takenAt: 0,
    total: 0,
    matching: 0,
    first,
    ids: new Float64Array(),
    marks: new Uint8Array(),
    flags: new Uint8Array(),
    cells: {},
    strings: { from: strings, texts: [] },
    isOutOfOrder: false,
    gaps: {},
  };
}
