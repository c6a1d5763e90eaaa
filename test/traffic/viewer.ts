import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import type { NamespaceChoice } from '../../src/core/model/namespace';
import type {
  TrafficKind,
  TrafficRowsAnswer,
  TrafficRowsQuestion,
  TrafficSeriesAnswer,
  TrafficTextQuestion,
} from '../../src/core/model/traffic';
import { repository } from '../host/paths';
import { until } from '../host/until';
import type { PeerMade, PeerOrder, PeerPlan, Where } from './peer.inner';
import { type Place, Program } from './programs';
import type { ViewAnswer, ViewOrder } from './view.inner';

export const WORKER = join(repository, 'dist/worker.js');

/** A row of the table, as its export has it; null is unknown. */
export interface Row {
  readonly process: string | null;
  readonly pid: number | null;
  readonly container: string | null;
  readonly localAddress: string;
  readonly foreignAddress: string;
  readonly protocol: string;
  readonly state: string;
  readonly connections: number;
  readonly receivedBytes: number | null;
  readonly sentBytes: number | null;
  readonly receivedBytesPerSecond: number | null;
  readonly sentBytesPerSecond: number | null;
  readonly retransmitted: number | null;
  readonly isClosed: boolean;
  readonly isAtLeast: boolean;
  readonly isProcessLikely: boolean;
}

/** Numbers as JSON has them. */
type Plain<T> = T extends Float64Array | Float32Array | Uint8Array
  ? readonly (number | null)[]
  : T extends object
    ? { readonly [K in keyof T]: Plain<T[K]> }
    : T;

export type Series = Plain<TrafficSeriesAnswer>;

/** Samples that are taken at most until nothing happens any more. */
const MOST_SETTLING = 50;

const WHOLE_HOUR = { from: 0, to: 2 ** 52 };

/** The engine of the extension in a program of its own, and what it shows. */
export class Viewer extends Program {
  /** What was shown last of each connection, by its ends. */
  readonly ends = new Map<string, Row>();
  readonly #processes = new Map<number | string | null, Row>();
  /** The highest figures of each, to see whether any goes back. */
  readonly #highest = new Map<string, { received: number; sent: number }>();
  /** Ends whose totals went back. */
  readonly back: string[] = [];
  opened = 0;
  closed = 0;
  lost = 0;
  samples = 0;

  constructor(
    place: Place = {},
    { worker = WORKER, how = '' }: { worker?: string; how?: 'files' | '' } = {},
  ) {
    super('view', [worker, how], place);
  }

  /** @throws what the engine throws */
  async call<T>(call: ViewOrder['call'], ...args: readonly unknown[]): Promise<T> {
    const answer = (await this.ask({ call, args } satisfies ViewOrder)) as ViewAnswer;
    if ('error' in answer) throw new Error(answer.error);
    return answer.value as T;
  }

  /** Begins to watch: from the second sample on figures are of steps. Waits until closings are listened to, if they can be. */
  async watch(isHeard = true, shown: NamespaceChoice = { kind: 'own' }): Promise<void> {
    await this.call('watchTraffic', true);
    await until('samples that are whole', async () => {
      const { opened } = await this.sample(shown);
      return opened !== undefined && (!isHeard || !(await this.isPartial()));
    });
  }

  /** Whether the last sample may lack closings. */
  async isPartial(): Promise<boolean> {
    return (await this.series()).summary.isPartial === true;
  }

  /** Takes a sample and notes what it shows. */
  async sample(
    shown: NamespaceChoice = { kind: 'own' },
  ): Promise<Series['summary'] & { readonly step?: number }> {
    await this.call('scan', 'inet', true, 'listening', { shown }, true);
    this.samples++;
    const { summary } = await this.series();
    const { step } = await this.rowsAnswer('connections');
    for (const row of await this.rows('connections')) this.#note(row);
    for (const row of await this.rows('processes')) this.#processes.set(row.pid ?? row.process, row);
    this.opened += ((summary.opened ?? 0) * (step ?? 0)) / 1000;
    this.closed += ((summary.closed ?? 0) * (step ?? 0)) / 1000;
    this.lost += summary.lost;
    return { ...summary, ...(step !== undefined && { step }) };
  }

  /** Takes samples about once a second until something is done, and a last one. */
  async sampleUntil<T>(doing: Promise<T>, every = 1000): Promise<T> {
    const done = doing.then(() => 'done' as const);
    do await this.sample();
    while ((await Promise.race([done, sleep(every, 'under way' as const)])) !== 'done');
    await this.settle();
    return doing;
  }

  /**
   * Takes samples until two in a row have nothing that opened or closed: messages about what closed are read some
   * milliseconds later, on a busy machine more. Where others use the network, too, there may always be something.
   */
  async settle(shown?: NamespaceChoice): Promise<void> {
    for (let quiet = 0, taken = 0; quiet < 2 && taken < MOST_SETTLING; taken++) {
      await sleep(200);
      const { opened, closed } = await this.sample(shown);
      quiet = (opened ?? 0) === 0 && (closed ?? 0) === 0 ? quiet + 1 : 0;
    }
  }

  rowsAnswer(kind: TrafficKind, more: Partial<TrafficRowsQuestion> = {}): Promise<Plain<TrafficRowsAnswer>> {
    return this.call('trafficRows', { ...question(kind), count: 1, columns: ['received', 'sent'], ...more });
  }

  async rows(kind: TrafficKind, isWhole = false): Promise<readonly Row[]> {
    const rows = { ...question(kind), ...(isWhole && { span: WHOLE_HOUR }) };
    const asked: TrafficTextQuestion = { of: 'rows', format: 'json', rows, window: 60 };
    return JSON.parse((await this.call<string>('trafficText', asked)) || '[]') as Row[];
  }

  series(): Promise<Series> {
    return this.call('trafficSeries', { place: 'editor', window: 5, processes: 5 });
  }

  /** What was shown last of a process among those of processes: of one that ended that is soon shown no more. */
  process(pid: number): Row | undefined {
    return this.#processes.get(pid);
  }

  /** What was shown last of all of them. */
  get processes(): readonly Row[] {
    return [...this.#processes.values()];
  }

  /** What was shown last of the ends of a connection. */
  client({ clientPort, serverPort }: PeerMade, host = '127.0.0.1'): Row | undefined {
    return this.ends.get(`${host}:${clientPort} ${host}:${serverPort}`);
  }

  server({ clientPort, serverPort }: PeerMade, host = '127.0.0.1'): Row | undefined {
    return this.ends.get(`${host}:${serverPort} ${host}:${clientPort}`);
  }

  #note(row: Row): void {
    const key = `${row.localAddress} ${row.foreignAddress}`;
    this.ends.set(key, row);
    const { received, sent } = this.#highest.get(key) ?? { received: 0, sent: 0 };
    const now = { received: row.receivedBytes ?? 0, sent: row.sentBytes ?? 0 };
    if (now.received < received || now.sent < sent) this.back.push(key);
    this.#highest.set(key, now);
  }
}

function question(kind: TrafficKind): TrafficRowsQuestion {
  return {
    place: 'editor',
    kind,
    filter: '',
    sort: [],
    columns: [],
    first: 0,
    count: 0,
    isHeld: false,
    strings: 0,
    names: 'numbers',
  };
}

/** See peer.inner.ts. */
export class Peer extends Program {
  constructor(place: Place = {}) {
    super('peer', [], place);
  }

  order<T>(order: PeerOrder): Promise<T> {
    return this.ask(order) as Promise<T>;
  }

  async listen(host = '127.0.0.1'): Promise<Where> {
    return { host, port: await this.order<number>({ kind: 'listen', host }) };
  }

  connect(to: Where, plans: readonly PeerPlan[], atOnce = 8): Promise<readonly PeerMade[]> {
    return this.order({ kind: 'connect', to, plans, atOnce });
  }
}

/**
 * Bytes of a series of rates over the time that it shows.
 * @param slack milliseconds by which each point may last longer: rates are of a measured step, and times are whole milliseconds
 */
export function bytesOf(
  { times, begins }: Series,
  values: readonly (number | null)[] | undefined,
  slack = 0,
): number {
  return (values ?? []).reduce<number>(
    (sum, value, at) => sum + ((value ?? 0) * ((times[at] ?? 0) - (begins[at] ?? 0) + slack)) / 1000,
    0,
  );
}
