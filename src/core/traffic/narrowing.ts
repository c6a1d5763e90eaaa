import { compileFilter } from '../query/filter/compile';
import { readFilter } from '../query/filter/parse';
import { remembered } from '../query/filter/rowTests';
import type { ShownSockets } from '../query/page/shownSockets';
import { formatAddress, isUnspecified, unmapped } from '../text/address';
import type { SeriesId } from '../model/traffic';
import { PROTOCOLS_OF_TCP, type SampledSockets } from './sampledSockets';
import type { SampleRows } from './sampleRows';
import { type SeriesSubject, subjectOf } from './seriesIds';
import type { SumKind } from './sumSet';

type RowTest = (row: number) => boolean;

/** Lets every row through. */
export const all: RowTest = () => true;

/** What rows are narrowed to. */
export interface Narrowed {
  /** A filter expression; empty for all. */
  readonly filter: string;
  readonly series?: SeriesId;
  /** Ids of the processes that have series of their own: the rest is those that are not among them. */
  readonly ownSeries: ReadonlySet<number>;
  /** The addresses of an interface by its name; nothing where they are not known, and nothing is narrowed to them. */
  readonly addressesOf: (interfaceName: string) => readonly string[] | undefined;
}

/** Which rows of a sample a filter and a series let through. */
export class Narrowing {
  readonly #sample: SampleRows;
  readonly #filter: RowTest;
  /** Which processes a series stands for, by their places. */
  readonly #process: RowTest | undefined;
  readonly #series: RowTest;
  readonly #isAll: boolean;
  /** Whether it is not known which rows the series has. */
  readonly isSeriesUnknown: boolean;

  /** @throws where the filter is wrong */
  constructor(sample: SampleRows, { filter, series, ownSeries, addressesOf }: Narrowed) {
    this.#sample = sample;
    const subject = series === undefined ? undefined : subjectOf(series);
    this.#process = processTest(sample, subject, ownSeries);
    this.#filter = filterTest(sample, filter);
    const addresses = subject?.of === 'interface' ? addressesOf(subject.name) : undefined;
    this.isSeriesUnknown = subject?.of === 'interface' && addresses === undefined;
    this.#series = this.#seriesTest(subject, addresses);
    this.#isAll = this.#filter === all && this.#series === all;
  }

  /** Of connections and listeners. */
  get socket(): RowTest {
    if (this.#series === all) return this.#filter;
    if (this.#filter === all) return this.#series;
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

  /** Other series are of no sockets of their own. */
  #seriesTest(subject: SeriesSubject | undefined, addresses: readonly string[] | undefined): RowTest {
    const { sockets } = this.#sample;
    const isProcess = this.#process;
    const process = sockets.kept(sockets.stored.process, 0);
    if (isProcess !== undefined) return (row) => isProcess(process(row));
    if (addresses !== undefined) return interfaceTest(sockets, addresses);
    if (subject?.of !== 'state') return all;
    const { state } = subject;
    const [protocol, number] = [sockets.table('protocol'), sockets.table('state')];
    return (row) => protocol(row) < PROTOCOLS_OF_TCP && number(row) === state && !sockets.isClosed(row);
  }
}

/**
 * By the local address: what is bound to all of them is on each interface. Where several namespaces are shown, the interfaces are those
 * of the own one.
 */
function interfaceTest({ live, closed, liveCount }: SampledSockets, addresses: readonly string[]): RowTest {
  const plain = new Set(addresses.map(unmapped));
  const testOf = (shown: ShownSockets): RowTest => {
    const { addresses: ids, parts } = shown;
    const has = remembered(ids.count, (id) => {
      const [words, isIPv6] = [ids.addressOf(id), ids.isIPv6(id)];
      return isUnspecified(words, isIPv6) || plain.has(unmapped(formatAddress(words, isIPv6)));
    });
    const isHere: RowTest = parts.length === 1 ? all : (row) => shown.partOf('inet', row) === undefined;
    return (row) => has(ids.local[row] ?? 0) && isHere(row);
  };
  const [ofLive, ofClosed] = [testOf(live), testOf(closed)];
  return (row) => (row < liveCount ? ofLive(row) : ofClosed(row - liveCount));
}

const PLACES = { processes: 'process', containers: 'container', hosts: 'host' } as const;

/** Nothing where the series is none of processes. */
function processTest(
  { recorder }: SampleRows,
  subject: SeriesSubject | undefined,
  ownSeries: ReadonlySet<number>,
): RowTest | undefined {
  const ids = recorder.processes.columns.id;
  if (subject?.of === 'rest') return (place) => !ownSeries.has(ids[place] ?? 0);
  return subject?.of === 'process' ? (place) => ids[place] === subject.row : undefined;
}

function filterTest({ sockets }: SampleRows, expression: string): RowTest {
  const filter = readFilter(expression);
  if (filter.terms.length === 0) return all;
  const { live, closed, liveCount } = sockets;
  const passes = compileFilter(filter, live.snapshot, live).inet;
  const ofClosed = compileFilter(filter, closed.snapshot, closed).inet;
  return (row) => (row < liveCount ? passes(row) : ofClosed(row - liveCount));
}
