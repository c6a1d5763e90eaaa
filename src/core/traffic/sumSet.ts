import { parseIPv4, parseIPv6 } from '../etc/addressLine';
import type { Container } from '../model/membership';
import { TRAFFIC_FLAGS, type TrafficColumn, type TrafficRow, type TrafficSum } from '../model/traffic';
import { containerName } from '../containers/containerNames';
import { factsOf } from '../containers/namespaceContainers';
import { isMapped } from '../text/address';
import type { AddressTexts } from './addressTexts';
import { passing, risingRows } from './radix';
import { isWithin, markOf, type RowSet, type SortColumn, type SpanBytes, sumOf } from './rowSet';
import type { SampleRows } from './sampleRows';
import { keysOfAddresses, keysOfNumbers, keysOfTexts } from './sortKeys';
import type { ContainerSubject, HostSubject, ProcessSubject } from './trafficRecorder';
import type { SumColumns, TrafficSums } from './trafficSums';

/** What sums are by. */
export type SumKind = 'processes' | 'containers' | 'hosts';

type Subject = ProcessSubject | ContainerSubject | HostSubject;

/** The rows of processes, containers or hosts: row numbers are places in their sums. */
export class SumSet implements RowSet {
  readonly ids: Float64Array;
  readonly rising: Uint32Array;
  readonly total: number;
  readonly #sample: SampleRows;
  readonly #kind: SumKind;
  readonly #sums: TrafficSums<Subject>;
  readonly #columns: SumColumns;
  readonly #texts: AddressTexts;
  readonly #span: SpanBytes | undefined;

  constructor(sample: SampleRows, kind: SumKind, texts: AddressTexts, span?: SpanBytes) {
    this.#sample = sample;
    this.#kind = kind;
    this.#sums = sample.recorder[kind];
    this.#columns = this.#sums.columns;
    this.#texts = texts;
    this.#span = span;
    this.ids = this.#columns.id.slice(0, this.#sums.length);
    const places = new Uint32Array(this.ids.length).map((_, place) => place);
    const all = risingRows(
      passing(places, (place) => this.ids[place] !== 0),
      this.ids,
    );
    this.total = all.length;
    this.rising = span === undefined ? all : passing(all, (place) => this.#didIn(place, span));
  }

  keys(rows: Uint32Array, column: SortColumn, isDescending: boolean): Uint32Array[] {
    switch (column) {
      case 'process':
      case 'user':
      case 'container':
        return keysOfTexts(
          rows,
          (row) => row,
          (row) => this.text(column, row),
          isDescending,
        );
      case 'foreignAddress':
        return this.#hostKeys(rows, isDescending);
      case 'traffic': {
        const [received, sent] = [this.number('receivedRate'), this.number('sentRate')];
        return keysOfNumbers(rows, (row) => sumOf(received(row), sent(row)), isDescending);
      }
      default:
        return keysOfNumbers(rows, this.number(column), isDescending);
    }
  }

  number(column: TrafficColumn): (row: number) => number {
    const columns = this.#columns;
    const span = this.#span;
    switch (column) {
      case 'pid':
        return (row) => this.#owner(row)?.pid ?? Number.NaN;
      case 'received':
      case 'sent':
        return this.#counted((row) => (span ?? columns)[column][row]);
      case 'receivedRate':
        return this.#counted((row) =>
          span === undefined ? columns.receivedRate[row] : (span.received[row] ?? 0) / span.seconds,
        );
      case 'sentRate':
        return this.#counted((row) =>
          span === undefined ? columns.sentRate[row] : (span.sent[row] ?? 0) / span.seconds,
        );
      case 'retransmitted':
        return this.#counted((row) => columns.retransmitted[row]);
      case 'connections':
      case 'receiveQueue':
      case 'sendQueue': {
        const values: ArrayLike<number> = columns[column];
        return (row) => values[row] ?? Number.NaN;
      }
      case 'age':
        return (row) => this.#sample.moment.now - this.#began(row);
      default:
        return () => Number.NaN;
    }
  }

  text(column: TrafficColumn, row: number): string {
    const subject = this.#sums.subject(row);
    if (subject === undefined) return '';
    if ('address' in subject) return column === 'foreignAddress' ? this.#host(subject.address) : '';
    if ('id' in subject) return column === 'container' ? this.#sample.containerNamed(subject.id) : '';
    switch (column) {
      case 'process':
        return this.#sample.processes.label(row);
      case 'user':
        if (subject.kind === 'shortLived' || subject.kind === 'unit') return '';
        return this.#sample.user(subject.kind === 'process' ? subject.owner.uid : subject.uid);
      case 'container':
        return this.#containerOf(subject);
      default:
        return '';
    }
  }

  mark(row: number): number {
    const at = (values: ArrayLike<number>): number => values[row] ?? 0;
    const { firstSeen, flags } = this.#columns;
    return markOf(
      { firstSeen: at(firstSeen), changedAt: 0, closedAt: this.#endedAt(row), flags: at(flags) },
      this.#sample.moment,
    );
  }

  flags(row: number): number {
    const subject = this.#sums.subject(row);
    const flags = this.#columns.flags[row] ?? 0;
    // A process tells when it began.
    const own = subject !== undefined && 'owner' in subject ? flags & ~TRAFFIC_FLAGS.isOlder : flags;
    const isLikely = this.#kind === 'processes' && this.#sample.processes.isLikely(row);
    return isLikely ? own | TRAFFIC_FLAGS.isLikely : own;
  }

  row(row: number): TrafficRow | undefined {
    return sumRow(this.#sample, this.#kind, row);
  }

  /** Unknown of what has no socket that the kernel counts for, as where all are of UDP. */
  #counted(value: (row: number) => number | undefined): (row: number) => number {
    const { isCounted } = this.#columns;
    return (row) => (isCounted[row] === 1 ? (value(row) ?? Number.NaN) : Number.NaN);
  }

  #owner(row: number): Extract<ProcessSubject, { kind: 'process' }>['owner'] | undefined {
    const subject = this.#sums.subject(row);
    return subject !== undefined && 'owner' in subject ? subject.owner : undefined;
  }

  /** When a process began; of others, when they were seen first. */
  #began(row: number): number {
    const owner = this.#owner(row);
    const { bootTime, ticksPerSecond } = this.#sample.sockets.live.snapshot;
    if (owner === undefined) return this.#columns.firstSeen[row] ?? Number.NaN;
    return (bootTime + owner.startTime / ticksPerSecond) * 1000;
  }

  /** When the last of its sockets was seen; 0 while one is there, and of what has none by its nature. */
  #endedAt(row: number): number {
    const { connections, listeners, lastSeen } = this.#columns;
    const subject = this.#sums.subject(row);
    if (subject !== undefined && 'kind' in subject && subject.kind === 'shortLived') return 0;
    return (connections[row] ?? 0) + (listeners[row] ?? 0) > 0 ? 0 : (lastSeen[row] ?? 0);
  }

  #didIn(row: number, span: SpanBytes): boolean {
    if ((span.received[row] ?? 0) > 0 || (span.sent[row] ?? 0) > 0) return true;
    const isOlder = ((this.#columns.flags[row] ?? 0) & TRAFFIC_FLAGS.isOlder) !== 0;
    return !isOlder && isWithin(this.#columns.firstSeen[row] ?? 0, span);
  }

  #containerOf(subject: ProcessSubject): string {
    const container = containerIn(subject);
    if (container === undefined) return '';
    const { containers = [] } = this.#sample.sockets.live.snapshot;
    return containerName(factsOf(container, containers));
  }

  #host(address: string): string {
    const name = this.#sample.containerAt(address) ?? this.#texts.host(address);
    return name === undefined ? address : `${name} (${address})`;
  }

  #hostKeys(rows: Uint32Array, isDescending: boolean): Uint32Array[] {
    const { words, isIPv6 } = this.#hostWords(rows);
    return keysOfAddresses(
      rows,
      {
        isIPv6: (row) => isIPv6[row] ?? 0,
        word: (row, at) => words[row * 4 + at] ?? 0,
        port: () => 0,
      },
      isDescending,
    );
  }

  /** The addresses of hosts as their sockets have them: to read them from texts takes ten times as long. */
  #hostWords(rows: Uint32Array): { readonly words: Uint32Array; readonly isIPv6: Uint8Array } {
    const { sockets } = this.#sample;
    const hosts = sockets.kept(sockets.stored.host, 0);
    const { isIPv6: isSocketIPv6, word } = sockets.address('remote');
    const [words, isIPv6] = [new Uint32Array(this.ids.length * 4), new Uint8Array(this.ids.length)];
    const isSet = new Uint8Array(this.ids.length);
    for (let row = 0; row < sockets.length; row++) {
      const host = hosts(row);
      if (host === 0 || isSet[host] === 1) continue;
      isSet[host] = 1;
      isIPv6[host] = isSocketIPv6(row);
      for (let at = 0; at < 4; at++) words[host * 4 + at] = word(row, at);
    }
    for (const host of rows) {
      if (isSet[host] === 0) this.#readHost(host, words, isIPv6);
      const its = words.subarray(host * 4, host * 4 + 4);
      if (isIPv6[host] !== 1 || !isMapped(its)) continue;
      its.set([its[3] ?? 0, 0, 0, 0]);
      isIPv6[host] = 0;
    }
    return { words, isIPv6 };
  }

  /** Of a host whose sockets are forgotten. */
  #readHost(host: number, words: Uint32Array, isIPv6: Uint8Array): void {
    const subject = this.#sums.subject(host);
    if (subject === undefined || !('address' in subject)) return;
    const ipv4 = parseIPv4(subject.address);
    words.set(ipv4 === undefined ? (parseIPv6(subject.address) ?? []) : [ipv4], host * 4);
    isIPv6[host] = ipv4 === undefined ? 1 : 0;
  }
}

function containerIn(subject: ProcessSubject): Container | undefined {
  if (subject.kind === 'unit') return subject.likely.container;
  return subject.kind === 'process' ? subject.owner.membership?.container : undefined;
}

/** What commands get of a place in sums; undefined where nothing is there. */
export function sumRow(sample: SampleRows, kind: SumKind, place: number): TrafficRow | undefined {
  const sums: TrafficSums<Subject> = sample.recorder[kind];
  const subject = sums.subject(place);
  if (subject === undefined) return undefined;
  const sum = sumAt(sums.columns, place);
  if ('address' in subject) return { kind: 'hosts', address: subject.address, sum };
  if ('id' in subject)
    return { kind: 'containers', id: subject.id, name: sample.containerNamed(subject.id), sum };
  const { processes } = sample;
  // What is likely is shown, and never acted on.
  const owner = processes.isLikely(place) ? undefined : processes.owner(place);
  const likelyOwner = processes.likelyOwner(place);
  return { kind: 'processes', owner, ...(likelyOwner && { likelyOwner }), name: processes.label(place), sum };
}

function sumAt(columns: SumColumns, place: number): TrafficSum {
  const at = (values: ArrayLike<number>): number => values[place] ?? 0;
  return {
    connections: at(columns.connections),
    listeners: at(columns.listeners),
    received: at(columns.received),
    sent: at(columns.sent),
    firstSeen: at(columns.firstSeen),
  };
}
