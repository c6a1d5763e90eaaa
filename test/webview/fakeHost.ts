/** What stands in for the extension in the page: it is bundled, and runs before the page's own script. */
import type {
  SeriesMeasure,
  TrafficColumn,
  TrafficRowsAnswer,
  TrafficSeries,
  TrafficSeriesAnswer,
  TrafficWindow,
} from '../../src/core/model/traffic';
import { TRAFFIC_FLAGS, TRAFFIC_MARKS } from '../../src/core/model/traffic';
import type { HostMessage, PageMessage } from '../../src/core/traffic/messages';
import { readPageMessage } from '../../src/core/traffic/pageMessage';
import { MadeRows } from './madeRows';

type View = Extract<PageMessage, { kind: 'view' }>;

/** What tests say of the host before the page is there. */
export interface HostOptions {
  readonly rows: number;
  readonly state?: unknown;
  /** Whether nothing is answered by itself. */
  readonly isSilent?: boolean;
}

/** What tests work with in the page. */
export interface FakeHost {
  readonly messages: PageMessage[];
  readonly state: unknown;
  say(message: HostMessage): void;
  /** Takes a sample: rates are others, and the page is told. */
  sample(): void;
  /** Other answers than those of the made-up rows. */
  change(change: Partial<TrafficRowsAnswer>): void;
  /** Ids in the order that is shown now. */
  order(): readonly number[];
}

declare global {
  interface Window {
    trafficHost: FakeHost;
    trafficHostOptions: HostOptions;
  }
}

const NOW = Date.UTC(2026, 10, 27, 12, 0, 0);

class Host implements FakeHost {
  readonly messages: PageMessage[] = [];
  state: unknown = window.trafficHostOptions.state;
  readonly #rows = new MadeRows(window.trafficHostOptions.rows);
  #view: View | undefined;
  #filter = '';
  #change: Partial<TrafficRowsAnswer> = {};
  #sequence = 1;
  /** Strings that the page was given. */
  #strings: string[] = [];
  #held: readonly number[] | undefined;

  readonly hear = (message: PageMessage): void => {
    // What the extension would not understand fails here, too.
    if (readPageMessage(message) === undefined) throw new Error(`No message: ${JSON.stringify(message)}`);
    this.messages.push(message);
    if (window.trafficHostOptions.isSilent) return;
    if (message.kind === 'view') {
      this.#view = message;
      this.#answer();
    } else if (message.kind === 'filter') this.#filterBy(message.text);
    else if (message.kind === 'complete') this.#complete(message.text, message.request);
  };

  say(message: HostMessage): void {
    // As VS Code does: later, and by structured clone.
    setTimeout(() => window.postMessage(message, '*'));
  }

  sample(): void {
    this.#sequence++;
    this.#rows.step = this.#sequence;
    this.#answer();
  }

  change(change: Partial<TrafficRowsAnswer>): void {
    this.#change = change;
    this.#answer();
  }

  order(): readonly number[] {
    return this.#held ?? [];
  }

  #filterBy(text: string): void {
    this.#filter = text.includes('(') ? this.#filter : text;
    const problem = text.includes('(') ? 'The filter ends inside of a bracket: add a ")".' : '';
    this.say({ kind: 'filterProblem', text, problem });
    this.#answer();
  }

  #complete(text: string, request: number): void {
    const word = text.split(' ').at(-1) ?? '';
    const before = text.slice(0, text.length - word.length);
    const known = ['port:', 'process:', 'process:vite', 'process:postgres', 'state:ESTABLISHED'];
    const completions = known
      .filter((each) => word !== '' && each.startsWith(word) && each !== word)
      .map((each) => ({
        text: before + each,
        caret: (before + each).length,
        label: each,
        description: 'made up',
      }));
    this.say({ kind: 'completions', request, completions });
  }

  #answer(): void {
    if (this.#view === undefined) return;
    this.say({ kind: 'rows', answer: { ...this.#rowsAnswer(this.#view), ...this.#change } });
    this.say({
      kind: 'series',
      answer: seriesAnswer(this.#view.series.window, this.#sequence, this.#view.details),
    });
    const { details } = this.#view;
    if (details === undefined) return;
    const title = `${this.#rows.text('process', details)} (${1000 + details})`;
    this.say({ kind: 'details', id: details, title, lines: detailLines(details) });
  }

  #rowsAnswer({ rows: asked }: View): TrafficRowsAnswer {
    const wanted = this.#rows.order(
      asked.kind,
      asked.sort,
      this.#filter,
      asked.span !== undefined,
      asked.series,
    );
    const isHeld = asked.isHeld && this.#held !== undefined && this.#held.length === wanted.length;
    const order = isHeld ? (this.#held ?? wanted) : wanted;
    this.#held = order;
    const ids = order.slice(asked.first, asked.first + asked.count);
    if (asked.strings < this.#strings.length) this.#strings = this.#strings.slice(0, asked.strings);
    const from = this.#strings.length;
    const cells: Partial<Record<TrafficColumn, Float64Array>> = {};
    for (const column of asked.columns)
      cells[column] = Float64Array.from(ids, (id) => this.#cell(column, id));
    const focusedAt = asked.focused === undefined ? -1 : order.indexOf(asked.focused);
    return {
      place: 'editor',
      kind: asked.kind,
      sequence: this.#sequence,
      takenAt: NOW + this.#sequence * 1000,
      ...(this.#sequence > 1 && { step: 1000 }),
      total: this.#rows.total(asked.kind),
      matching: order.length,
      first: asked.first,
      ids: Float64Array.from(ids),
      marks: Uint8Array.from(ids, (id) => markOf(id)),
      flags: Uint8Array.from(ids, (id) => flagsOf(id)),
      cells,
      strings: { from, texts: this.#strings.slice(from) },
      isOutOfOrder: isHeld && order.some((id, at) => id !== wanted[at]),
      ...(focusedAt >= 0 && { focusedAt }),
      gaps: {},
    };
  }

  #cell(column: TrafficColumn, id: number): number {
    const value = this.#rows.value(column, id);
    if (typeof value === 'number') return value;
    const known = this.#strings.indexOf(value);
    return known === -1 ? this.#strings.push(value) - 1 : known;
  }
}

function markOf(id: number): number {
  if (id === 3) return TRAFFIC_MARKS.new;
  if (id === 5) return TRAFFIC_MARKS.changed;
  return id === 7 ? TRAFFIC_MARKS.closed : TRAFFIC_MARKS.none;
}

function flagsOf(id: number): number {
  const { atLeast, isOlder, isLikely, isLocal } = TRAFFIC_FLAGS;
  const is = (every: number, flag: number): number => (id % every === 0 ? flag : 0);
  return is(11, atLeast) | is(4, isOlder) | is(9, isLikely) | is(6, isLocal);
}

function detailLines(id: number): Extract<HostMessage, { kind: 'details' }>['lines'] {
  return [
    { heading: 'Connection' },
    { label: 'Local address', value: `127.0.0.1:${3000 + id}` },
    { label: 'State', value: 'ESTABLISHED' },
    { heading: 'Process' },
    { label: 'Command', value: 'node server.js' },
  ];
}

function seriesAnswer(window: TrafficWindow, sequence: number, row: number | undefined): TrafficSeriesAnswer {
  const points = 60;
  const step = (window * 60_000) / points;
  const until = NOW + sequence * 1000;
  const times = Float64Array.from({ length: points }, (_, at) => until - (points - 1 - at) * step);
  const series = (
    id: string,
    label: string,
    measure: SeriesMeasure,
    height: number,
    phase: number,
  ): TrafficSeries => {
    const values = Float32Array.from(times, (time, at) => {
      // A gap, as behind a page that was hidden.
      if (at > 20 && at < 25) return Number.NaN;
      const wave = Math.sin(at / 6 + phase) + Math.sin(at / 2.3 + phase * 2) / 2;
      return Math.max(0, height * (0.6 + wave / 3) * (time > 0 ? 1 : 0));
    });
    return { id, label, measure, values };
  };
  const both = (id: string, label: string, height: number, phase: number): TrafficSeries[] => [
    series(`${id} received`, label, 'received', height, phase),
    series(`${id} sent`, label, 'sent', height / 9, phase + 1),
  ];
  return {
    place: 'editor',
    sequence,
    times,
    begins: times.map((time) => time - step),
    plots: {
      interfaces: [
        ...both('interface eth0', 'eth0', 12_400_000, 0),
        ...both('interface lo', 'lo', 900_000, 2),
      ],
      processes: [
        ...both('process 1', 'vite', 6_000_000, 0),
        ...both('process 2', 'postgres', 3_000_000, 1),
        ...both('process 3', 'chromium', 1_500_000, 2),
        ...both('processes rest', '', 600_000, 3),
      ],
      states: [series('state 1', '', 'count', 214, 0), series('state 6', '', 'count', 40, 1)],
      turnover: [series('opened', '', 'rate', 12, 0), series('closed', '', 'rate', 11, 0.3)],
      losses: [series('retransmitted', '', 'rate', 2, 0), series('listenOverflows', '', 'rate', 0, 0)],
    },
    summary: {
      received: 12_400_000,
      sent: 310_000,
      established: 214,
      opened: 12,
      closed: 11,
      retransmitted: 0.0002,
      lost: 0,
    },
    ...(row !== undefined && {
      row: {
        id: row,
        series: [...both('', '', 400_000, 1), series('roundTrip', '', 'microseconds', 400, 0)].map(
          (each, at) => ({
            ...each,
            id: ['received', 'sent', 'roundTrip'][at] ?? '',
          }),
        ),
      },
    }),
  };
}

const host = new Host();
window.trafficHost = host;
Object.assign(window, {
  acquireVsCodeApi: () => ({
    // By structured clone, too: what cannot be sent fails here as it would in VS Code.
    postMessage: (message: PageMessage) => host.hear(structuredClone(message)),
    getState: () => host.state,
    setState: (state: unknown) => (host.state = state),
  }),
});
