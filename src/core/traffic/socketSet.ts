import { addressAt, INET_PROTOCOLS, type InetProtocol } from '../model/inetTable';
import { TRAFFIC_FLAGS, type TrafficColumn, type TrafficRow } from '../model/traffic';
import { inetStateName } from '../query/filter/filterStates';
import { timerName } from '../netstat/sockets/internetRow';
import { isLoopback } from '../text/address';
import type { AddressTexts } from './addressTexts';
import { isWithin, known, markOf, type RowSet, type SortColumn, type SpanBytes, sumOf } from './rowSet';
import type { SampleRows } from './sampleRows';
import { keysOfAddresses, keysOfListed, keysOfNumbers, keysOfPlaces, keysOfTexts } from './sortKeys';

type Value = (row: number) => number;

/** Milliseconds a clock tick of the kernel's timers. */
const TICK = 10;

/** Seconds from which on their parts are of no interest. */
const WHOLE_SECONDS = 10;

/** States are bytes. */
const STATES = 256;

/** The rows of connections, or of listeners: those that are there, and those that closed a moment ago, or in the span. */
export class SocketSet implements RowSet {
  readonly ids: Float64Array;
  readonly rising: Uint32Array;
  readonly total: number;
  readonly #sample: SampleRows;
  readonly #kind: 'connections' | 'listeners';
  readonly #texts: AddressTexts;
  readonly #span: SpanBytes | undefined;
  readonly #process: Value;

  constructor(sample: SampleRows, kind: 'connections' | 'listeners', texts: AddressTexts, span?: SpanBytes) {
    const { sockets, moment } = sample;
    const { waiting, slots } = sockets;
    this.#sample = sample;
    this.#kind = kind;
    this.#texts = texts;
    this.#span = span;
    this.#process = sockets.kept(sockets.stored.process, 0);
    this.ids = sockets.ids;
    const isWanted = kind === 'listeners' ? 1 : 0;
    const did = span && this.#didIn(span);
    const { liveCount, stored, rising } = sockets;
    const found = new Uint32Array(rising.length);
    let [count, total] = [0, 0];
    for (let i = 0; i < rising.length; i++) {
      const row = rising[i] ?? 0;
      if (waiting[row] !== isWanted) continue;
      const isHere = row < liveCount || (stored.closedAt[slots[row] ?? -1] ?? 0) > moment.closedFrom;
      const isIn = did === undefined ? isHere : did(row);
      if (isHere || isIn) total++;
      if (isIn) found[count++] = row;
    }
    this.rising = found.subarray(0, count);
    this.total = total;
  }

  keys(rows: Uint32Array, column: SortColumn, isDescending: boolean): Uint32Array[] {
    const { sockets } = this.#sample;
    switch (column) {
      case 'localAddress':
      case 'foreignAddress':
        return keysOfAddresses(
          rows,
          sockets.address(column === 'localAddress' ? 'local' : 'remote'),
          isDescending,
        );
      case 'process': {
        const shared = { places: sockets.stored.process, most: this.#sample.recorder.processes.length };
        const text = (place: number): string => this.#sample.processes.label(place);
        return keysOfPlaces(rows, sockets.slots, shared, text, isDescending);
      }
      case 'container': {
        const shared = { places: sockets.stored.container, most: this.#sample.recorder.containers.length };
        const text = (place: number): string => this.#sample.container(place);
        return keysOfPlaces(rows, sockets.slots, shared, text, isDescending);
      }
      case 'user':
        return keysOfTexts(rows, this.#uid(), (uid) => this.#user(uid), isDescending);
      case 'protocol':
        return keysOfTexts(rows, sockets.table('protocol'), protocolOf, isDescending);
      case 'state': {
        const [protocol, state] = [sockets.table('protocol'), sockets.table('state')];
        return keysOfTexts(rows, (row) => protocol(row) * STATES + state(row), stateOf, isDescending);
      }
      case 'timer': {
        const [timer, left] = [sockets.table('timer'), sockets.table('timerWhen')];
        return keysOfNumbers(rows, (row) => known(timer(row)) * 2 ** 32 + left(row), isDescending);
      }
      case 'traffic': {
        const [received, sent] = [this.number('receivedRate'), this.number('sentRate')];
        return keysOfNumbers(rows, (row) => sumOf(received(row), sent(row)), isDescending);
      }
      case 'received':
      case 'sent':
      case 'receivedRate':
      case 'sentRate':
        if (this.#span === undefined)
          return keysOfListed(rows, sockets.slots, sockets.stored[column], isDescending);
        return keysOfNumbers(rows, this.number(column), isDescending);
      default:
        return keysOfNumbers(rows, this.number(column), isDescending);
    }
  }

  number(column: TrafficColumn): Value {
    const { sockets, moment, processes } = this.#sample;
    const { stored } = sockets;
    const span = this.#span;
    const kept = (values: ArrayLike<number>): Value => sockets.kept(values, Number.NaN);
    switch (column) {
      case 'pid':
        return (row) => processes.owner(this.#process(row))?.pid ?? Number.NaN;
      case 'receiveQueue':
        return sockets.table('rxQueue');
      case 'sendQueue':
        return sockets.table('txQueue');
      case 'received':
      case 'sent':
        return span === undefined ? kept(stored[column]) : (row) => span[column][row] ?? Number.NaN;
      case 'receivedRate':
        return span === undefined ? kept(stored[column]) : (row) => (span.received[row] ?? 0) / span.seconds;
      case 'sentRate':
        return span === undefined ? kept(stored[column]) : (row) => (span.sent[row] ?? 0) / span.seconds;
      case 'retransmitted': {
        const [count, sent] = [kept(stored.retransmitted), kept(stored.sent)];
        return (row) => (Number.isNaN(sent(row)) ? Number.NaN : count(row));
      }
      case 'roundTrip':
      case 'congestionWindow': {
        const value = kept(stored[column]);
        return (row) => known(value(row));
      }
      case 'age': {
        const [first, closed] = [kept(stored.firstSeen), kept(stored.closedAt)];
        return (row) => (closed(row) || moment.now) - first(row);
      }
      default:
        return () => Number.NaN;
    }
  }

  text(column: TrafficColumn, row: number): string {
    const { sockets, processes } = this.#sample;
    switch (column) {
      case 'process':
        return processes.label(this.#process(row));
      case 'user':
        return this.#user(this.#uid()(row));
      case 'container':
        return this.#sample.container(sockets.kept(sockets.stored.container, 0)(row));
      case 'protocol':
        return protocolOf(sockets.table('protocol')(row));
      case 'localAddress':
        return this.#texts.local(sockets.placeOf(row));
      case 'foreignAddress': {
        if (this.#kind === 'listeners') return '';
        const isLocal = (this.flags(row) & TRAFFIC_FLAGS.isLocal) !== 0;
        return this.#texts.foreign(sockets.placeOf(row), isLocal && !sockets.isClosed(row));
      }
      case 'state':
        return stateOf(sockets.table('protocol')(row) * STATES + sockets.table('state')(row));
      case 'timer':
        return this.#timer(row);
      default:
        return '';
    }
  }

  mark(row: number): number {
    return markOf(this.#times(row), this.#sample.moment);
  }

  flags(row: number): number {
    const { sockets, processes } = this.#sample;
    const isLikely = processes.isLikely(this.#process(row)) ? TRAFFIC_FLAGS.isLikely : 0;
    const isLocal = this.#isLocal(row) ? TRAFFIC_FLAGS.isLocal : 0;
    return sockets.kept(sockets.stored.flags, 0)(row) | isLikely | isLocal;
  }

  row(row: number): TrafficRow {
    return socketRow(this.#sample, row);
  }

  /** A connection from an address to itself, or to loopback, leaves no machine. */
  #isLocal(row: number): boolean {
    if (this.#kind === 'listeners') return false;
    const { sockets, at } = this.#sample.sockets.placeOf(row);
    const { inet } = sockets.snapshot;
    const [local, remote] = [addressAt(inet.localAddress, at), addressAt(inet.remoteAddress, at)];
    return isLoopback(remote, inet.isIPv6[at] === 1) || local.every((word, i) => word === remote[i]);
  }

  #times(row: number): Parameters<typeof markOf>[0] {
    const { firstSeen, changedAt, closedAt, flags } = this.#sample.sockets.stored;
    const at = (values: ArrayLike<number>): number => this.#sample.sockets.kept(values, 0)(row);
    return { firstSeen: at(firstSeen), changedAt: at(changedAt), closedAt: at(closedAt), flags: at(flags) };
  }

  /** Whether something happened to a row in a span: bytes, or that it opened, changed or closed. */
  #didIn(span: SpanBytes): (row: number) => boolean {
    const { firstSeen, changedAt, closedAt, flags } = this.#sample.sockets.stored;
    const { slots } = this.#sample.sockets;
    return (row) => {
      if ((span.received[row] ?? 0) > 0 || (span.sent[row] ?? 0) > 0) return true;
      const slot = slots[row] ?? -1;
      if (slot < 0) return false;
      if (isWithin(closedAt[slot] ?? 0, span)) return true;
      if (isWithin(firstSeen[slot] ?? 0, span)) return ((flags[slot] ?? 0) & TRAFFIC_FLAGS.isOlder) === 0;
      return isWithin(changedAt[slot] ?? 0, span);
    };
  }

  /** -1 where nobody tells it: of a connection that closed before anybody saw it. */
  #uid(): Value {
    const uid = this.#sample.sockets.table('uid');
    const { processes } = this.#sample;
    return (row) => (processes.subject(this.#process(row))?.kind === 'shortLived' ? -1 : uid(row));
  }

  #user(uid: number): string {
    return uid < 0 ? '' : this.#sample.user(uid);
  }

  #timer(row: number): string {
    const { sockets } = this.#sample;
    const timer = sockets.table('timer')(row);
    if (timer === 0 || sockets.isClosed(row)) return '';
    const isTcp = protocolOf(sockets.table('protocol')(row)).startsWith('tcp');
    const seconds = (sockets.table('timerWhen')(row) * TICK) / 1000;
    const left = seconds < WHOLE_SECONDS ? seconds.toFixed(1) : Math.round(seconds);
    return `${timerName(timer, isTcp ? 'tcp' : 'udp')} ${left} s`;
  }
}

/** What commands get of a row of the sampled sockets. */
export function socketRow({ sockets }: SampleRows, row: number): TrafficRow {
  const place = sockets.placeOf(row);
  const shown = sockets.inetRows(place).row(place.at);
  const isClosed = sockets.isClosed(row);
  const kind = sockets.waiting[row] === 1 ? 'listeners' : 'connections';
  return { kind, row: isClosed ? { ...shown, mark: 'closed' } : shown, isClosed };
}

function protocolOf(code: number): InetProtocol {
  return INET_PROTOCOLS[code] ?? 'tcp';
}

/** @param key a protocol and a state */
function stateOf(key: number): string {
  return inetStateName(protocolOf(Math.floor(key / STATES)), key % STATES);
}
