import { compileFilter } from '../query/filter/compile';
import { readFilter } from '../query/filter/parse';
import type { SeriesId } from '../model/traffic';
import { PROTOCOLS_OF_TCP } from './sampledSockets';
import type { SampleRows } from './sampleRows';
import type { SumKind } from './sumSet';

type RowTest = (row: number) => boolean;

const all: RowTest = () => true;

/** What rows are narrowed to. */
export interface Narrowed {
  /** A filter expression; empty for all. */
  readonly filter: string;
  readonly series?: SeriesId;
  /** Ids of the processes that have series of their own: the rest is those that are not among them. */
  readonly ownSeries: ReadonlySet<number>;
}

/** Which rows of a sample a filter and a series let through. */
export class Narrowing {
  readonly #sample: SampleRows;
  readonly #filter: RowTest;
  /** Which processes a series stands for, by their places. */
  readonly #process: RowTest | undefined;
  readonly #series: RowTest;
  readonly #isAll: boolean;

  /** @throws where the filter is wrong */
  constructor(sample: SampleRows, { filter, series, ownSeries }: Narrowed) {
    this.#sample = sample;
    this.#process = processTest(sample, series, ownSeries);
    this.#filter = filterTest(sample, filter);
    this.#series = this.#seriesTest(series);
    this.#isAll = this.#filter === all && this.#series === all;
  }

  /** Of connections and listeners. */
  get socket(): RowTest {
    if (this.#isAll) return all;
    return (row) => this.#series(row) && this.#filter(row);
  }

  /**
   * Of what sums up sockets: it passes where one of them does, closed ones included. A process passes for a series of
   * processes by itself.
   */
  sum(kind: SumKind): RowTest {
    if (this.#isAll) return all;
    const process = kind === 'processes' ? this.#process : undefined;
    const socket = process === undefined ? this.socket : this.#filter;
    const some = socket === all ? all : this.#someOf(kind, socket);
    return process === undefined ? some : (place) => process(place) && some(place);
  }

  #someOf(kind: SumKind, test: RowTest): RowTest {
    const { sockets, recorder } = this.#sample;
    const places = sockets.stored[PLACES[kind]];
    const found = new Uint8Array(recorder[kind].length);
    const placeOf = sockets.kept(places, 0);
    for (let row = 0; row < sockets.length; row++) {
      const place = placeOf(row);
      if (place > 0 && found[place] === 0 && test(row)) found[place] = 1;
    }
    return (place) => found[place] === 1;
  }

  #seriesTest(series: SeriesId = ''): RowTest {
    const { sockets, processes } = this.#sample;
    const isProcess = this.#process;
    if (isProcess !== undefined) return (row) => isProcess(processes.numberOf(row));
    const [, state] = /^state (\d+)$/.exec(series) ?? [];
    // Which connections go over an interface is not known, and other series are of no sockets of their own.
    if (state === undefined) return all;
    const [protocol, number] = [sockets.table('protocol'), sockets.table('state')];
    return (row) =>
      protocol(row) < PROTOCOLS_OF_TCP && number(row) === Number(state) && !sockets.isClosed(row);
  }
}

const PLACES = { processes: 'process', containers: 'container', hosts: 'host' } as const;

/** Nothing where the series is none of processes. */
function processTest(
  { recorder }: SampleRows,
  series: SeriesId = '',
  ownSeries: ReadonlySet<number>,
): RowTest | undefined {
  const [, id] = /^process (rest|\d+)\b/.exec(series) ?? [];
  if (id === undefined) return undefined;
  const ids = recorder.processes.columns.id;
  if (id === 'rest') return (place) => !ownSeries.has(ids[place] ?? 0);
  return (place) => ids[place] === Number(id);
}

function filterTest({ sockets }: SampleRows, expression: string): RowTest {
  const filter = readFilter(expression);
  if (filter.terms.length === 0) return all;
  const { live, closed, liveCount } = sockets;
  const passes = compileFilter(filter, live.snapshot, live).inet;
  const ofClosed = compileFilter(filter, closed.snapshot, closed).inet;
  return (row) => (row < liveCount ? passes(row) : ofClosed(row - liveCount));
}
