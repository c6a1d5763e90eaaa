import type { Recorder } from '../../../../src/core/traffic/sampleRows';
import { ConnectionStore } from '../../../../src/core/traffic/connectionStore';
import type {
  ContainerSubject,
  HostSubject,
  ProcessSubject,
  RecordedSockets,
} from '../../../../src/core/traffic/trafficRecorder';
import { TrafficSums } from '../../../../src/core/traffic/trafficSums';
import type { TrafficSample } from '../../../../src/core/traffic/trafficSample';
import type { SpanChanges } from '../../../../src/core/traffic/trafficHistory';
import { processKey, type ProcessOwner } from '../../../../src/core/model/process';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import type { TrafficRowsQuestion, TrafficSpan } from '../../../../src/core/model/traffic';
import { ShownSockets } from '../../../../src/core/query/page/shownSockets';
import { type MadeSocket, snapshot } from '../../snapshots';

/** When the first sample of a made recorder is taken. */
export const START = 1_700_000_000_000;

/** A socket with what the recorder keeps of it: an id, and nothing counted, where nothing else is said. */
export interface MadeConnection extends MadeSocket {
  readonly id: number;
  readonly received?: number;
  readonly sent?: number;
  readonly receivedRate?: number;
  readonly sentRate?: number;
  readonly retransmitted?: number;
  readonly roundTrip?: number;
  readonly congestionWindow?: number;
  readonly firstSeen?: number;
  readonly changedAt?: number;
  readonly closedAt?: number;
  readonly flags?: number;
  /** Keys of sums, which are there from then on. */
  readonly process?: ProcessOwner | 'shortLived';
  readonly container?: string;
  readonly host?: string;
  /** Whether the store has nothing of it: the kernel may list a socket twice. */
  readonly isUnkept?: boolean;
}

/** A recorder and a history that hold what a test puts into them. */
export class MadeRecorder implements Recorder {
  connections = new ConnectionStore();
  readonly processes = new TrafficSums<ProcessSubject>();
  readonly containers = new TrafficSums<ContainerSubject>();
  readonly hosts = new TrafficSums<HostSubject>();
  recorded: RecordedSockets | undefined;
  last: TrafficSample | undefined;
  changes: SpanChanges | undefined;
  processChanges: SpanChanges | undefined;
  #nextId = 1_000_000;
  #sequence = 0;

  changesIn(_span: TrafficSpan, kind: 'connections' | 'processes'): SpanChanges | undefined {
    return kind === 'connections' ? this.changes : this.processChanges;
  }

  /** Takes a sample of these connections, and those that closed. */
  take(
    live: readonly MadeConnection[],
    closed: readonly MadeConnection[] = [],
    {
      takenAt = START,
      step,
      processes = [],
      more = {},
    }: {
      readonly takenAt?: number;
      readonly step?: number;
      readonly processes?: readonly ProcessOwner[];
      readonly more?: Partial<Snapshot>;
    } = {},
  ): void {
    this.connections = new ConnectionStore();
    this.recorded = {
      sockets: new ShownSockets(snapshot(live, processes, { takenAt, ...more })),
      slots: Int32Array.from(live, (each) => this.#slot(each, takenAt)),
      closed: new ShownSockets(snapshot(closed, processes, { takenAt, ...more })),
      closedSlots: Int32Array.from(closed, (each) => this.#slot(each, takenAt)),
    };
    // Its slots are in the order of their ids, which the recorder gives as they rise.
    const { order, count, columns } = this.connections;
    order.subarray(0, count).sort((a, b) => (columns.id[a] ?? 0) - (columns.id[b] ?? 0));
    const none = { ids: new Float64Array(), received: new Float32Array(), sent: new Float32Array() };
    this.last = {
      sequence: ++this.#sequence,
      takenAt,
      ...(step !== undefined && { step }),
      interfaces: [],
      processes: none,
      connections: { ...none, roundTrip: new Float32Array() },
      states: new Uint32Array(13),
      lost: 0,
    };
  }

  /** The id of a sum's row. */
  idOf(kind: 'processes' | 'containers' | 'hosts', key: string): number {
    return this[kind].columns.id[this[kind].find(key)] ?? 0;
  }

  #slot(made: MadeConnection, now: number): number {
    if (made.isUnkept === true) return -1;
    const add: (id: number) => number = this.connections.add.bind(this.connections);
    const slot = add(made.id);
    const { columns } = this.connections;
    columns.id[slot] = made.id;
    columns.cookie[slot] = made.id;
    columns.received[slot] = made.received ?? Number.NaN;
    columns.sent[slot] = made.sent ?? Number.NaN;
    columns.receivedRate[slot] = made.receivedRate ?? Number.NaN;
    columns.sentRate[slot] = made.sentRate ?? Number.NaN;
    columns.retransmitted[slot] = made.retransmitted ?? 0;
    columns.roundTrip[slot] = made.roundTrip ?? 0;
    columns.congestionWindow[slot] = made.congestionWindow ?? 0;
    columns.firstSeen[slot] = made.firstSeen ?? now;
    columns.changedAt[slot] = made.changedAt ?? 0;
    columns.closedAt[slot] = made.closedAt ?? 0;
    columns.flags[slot] = made.flags ?? 0;
    columns.process[slot] = this.#process(made, now);
    columns.container[slot] = this.#sum(this.containers, made.container, (id) => ({ id }), made, now);
    columns.host[slot] = this.#sum(this.hosts, made.host, (address) => ({ address }), made, now);
    return slot;
  }

  #process(made: MadeConnection, now: number): number {
    const { process, uid = 1000 } = made;
    const add = (key: string, subject: ProcessSubject): number =>
      this.#sum(this.processes, key, () => subject, made, now);
    if (process === 'shortLived') return add('shortLived', { kind: 'shortLived' });
    if (process === undefined) return add(`uid ${uid}`, { kind: 'unknown', uid });
    return add(processKey(process), { kind: 'process', owner: process, isLikely: false });
  }

  #sum<Subject>(
    sums: TrafficSums<Subject>,
    key: string | undefined,
    subject: (key: string) => Subject,
    made: MadeConnection,
    now: number,
  ): number {
    if (key === undefined) return 0;
    const place = sums.place(key, subject(key), () => ++this.#nextId, made.firstSeen ?? now);
    const { columns } = sums;
    const count = made.state === 10 ? columns.listeners : columns.connections;
    if ((made.closedAt ?? 0) === 0) count[place] = (count[place] ?? 0) + 1;
    columns.received[place] = (columns.received[place] ?? 0) + (made.received ?? 0);
    columns.sent[place] = (columns.sent[place] ?? 0) + (made.sent ?? 0);
    columns.receivedRate[place] = (columns.receivedRate[place] || 0) + (made.receivedRate ?? 0);
    columns.sentRate[place] = (columns.sentRate[place] || 0) + (made.sentRate ?? 0);
    columns.lastSeen[place] = now;
    if (made.protocol === undefined || made.protocol.startsWith('tcp')) columns.isCounted[place] = 1;
    return place;
  }
}

/** A question for all connections; the rest as the page asks at first. */
export function question(facts: Partial<TrafficRowsQuestion> = {}): TrafficRowsQuestion {
  return {
    place: 'editor',
    kind: 'connections',
    filter: '',
    sort: [],
    columns: ['process', 'localAddress', 'foreignAddress', 'state', 'receivedRate', 'sentRate'],
    first: 0,
    count: 100,
    isHeld: false,
    strings: 0,
    names: 'numbers',
    ...facts,
  };
}
