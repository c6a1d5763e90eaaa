import { TRAFFIC_FLAGS } from '../../../../src/core/model/traffic';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { type TrafficColumns, TrafficTable } from '../../../../src/core/model/trafficTable';
import { ShownSockets } from '../../../../src/core/query/page/shownSockets';
import { type Destroyed, DestroyedTable } from '../../../../src/core/traffic/destroyedSockets';
import type { TrafficReading } from '../../../../src/core/traffic/reading';
import { TrafficRecorder } from '../../../../src/core/traffic/trafficRecorder';
import type { NetworkCounters, TrafficSample } from '../../../../src/core/traffic/trafficSample';
import type { ProcessOwner } from '../../../../src/core/model/process';
import { type MadeSocket, snapshot, words } from '../../snapshots';

/** A connection of TCP and what the kernel counts of it; established, with cookie 1 and nothing sent unless said otherwise. */
export interface MadeConnection extends MadeSocket {
  readonly cookie?: number;
  readonly sent?: number;
  readonly received?: number;
  readonly retransmitted?: number;
  readonly roundTrip?: number;
}

/** What the kernel told of a socket that closed. */
export interface MadeMessage extends Pick<
  MadeConnection,
  'cookie' | 'local' | 'remote' | 'sent' | 'received'
> {
  readonly isAborted?: boolean;
  /** Whether one byte more may have been received. */
  readonly isDoubtful?: boolean;
  readonly at?: number;
}

/** When the first reading is taken. */
export const START = 1_700_000_000_000;

const ESTABLISHED = 1;

/** A connection of the usual ends. */
export function connection(facts: MadeConnection = {}): MadeConnection {
  const { cookie = 1 } = facts;
  const local = ['10.0.0.1', 40_000 + cookie] as const;
  return { cookie, local, remote: ['10.0.0.2', 443], state: ESTABLISHED, sent: 0, received: 0, ...facts };
}

/** A listener of TCP on all addresses. */
export function listener(port: number, facts: MadeConnection = {}): MadeConnection {
  return { local: ['0.0.0.0', port], state: 10, cookie: 900_000 + port, ...facts };
}

/** The traffic of sockets, row for row. */
export function trafficOf(sockets: readonly MadeConnection[]): TrafficColumns {
  const table = new TrafficTable();
  for (const { cookie, sent, received, retransmitted, roundTrip } of sockets) {
    const row = table.add();
    const { columns } = table;
    columns.cookie[row] = cookie ?? 0;
    columns.sent[row] = sent ?? Number.NaN;
    columns.received[row] = received ?? Number.NaN;
    columns.retransmitted[row] = retransmitted ?? 0;
    columns.roundTrip[row] = roundTrip ?? 0;
    columns.congestionWindow[row] = 10;
  }
  return table.take();
}

/** A snapshot of sockets that the kernel counts for. */
export function counted(
  sockets: readonly MadeConnection[],
  processes: readonly ProcessOwner[] = [],
  more: Partial<Snapshot> = {},
): Snapshot {
  return snapshot(sockets, processes, { traffic: trafficOf(sockets), ...more });
}

/** Messages of sockets that closed. */
export function told(messages: readonly MadeMessage[], more: Partial<Destroyed> = {}): Destroyed {
  const table = new DestroyedTable();
  for (const message of messages) {
    const row = table.add();
    const { columns } = table;
    const { local = ['0.0.0.0', 0], remote = ['0.0.0.0', 0] } = message;
    columns.cookie[row] = message.cookie ?? 0;
    columns.isIPv6[row] = 0;
    columns.localAddress.set(words(local[0]), row * 4);
    columns.remoteAddress.set(words(remote[0]), row * 4);
    columns.localPort[row] = local[1];
    columns.remotePort[row] = remote[1];
    columns.sent[row] = message.sent ?? Number.NaN;
    columns.received[row] = message.received ?? Number.NaN;
    columns.retransmitted[row] = 0;
    columns.roundTrip[row] = 0;
    columns.receivedDoubt[row] = message.isDoubtful ? 1 : 0;
    columns.isAborted[row] = message.isAborted ? 1 : 0;
    columns.at[row] = message.at ?? 0;
  }
  return { rows: table.take(), lost: 0, isWhole: true, ...more };
}

/** A recorder and the clocks of its machine. */
export class Machine {
  recorder = new TrafficRecorder();
  wall = START;
  monotonic = 1_000;
  counters: NetworkCounters = { interfaces: [] };

  /** Takes a sample a second after the one before, unless it is another time. */
  sample(
    sockets: readonly MadeConnection[],
    { closed, processes, step = 1_000 }: SampleFacts = {},
  ): TrafficSample {
    return this.shows(new ShownSockets(counted(sockets, processes)), { closed, step });
  }

  /** The same of sockets that are shown. */
  shows(sockets: ShownSockets, { closed, step = 1_000, destroyed }: ShownFacts = {}): TrafficSample {
    this.wall += step;
    this.monotonic += step;
    const { counters, wall: takenAt, monotonic } = this;
    const own = Array.isArray(closed)
      ? told(closed as readonly MadeMessage[])
      : (closed as Destroyed | undefined);
    const reading: TrafficReading = {
      sockets,
      counters,
      destroyed: destroyed ?? new Map(own === undefined ? [] : [['', own]]),
      takenAt,
      monotonic,
    };
    return this.recorder.take(reading);
  }

  /** The slot of a row of the last sample. */
  slot(row: number): number {
    return this.recorder.recorded?.slots[row] ?? -1;
  }

  /** What is remembered of a row of the last sample. */
  row(row: number): Remembered {
    return this.at(this.slot(row));
  }

  /** The rows that closed, the oldest first. */
  get closed(): Remembered[] {
    return Array.from(this.recorder.recorded?.closedSlots ?? [], (slot) => this.at(slot));
  }

  at(slot: number): Remembered {
    const { columns } = this.recorder.connections;
    const values = Object.entries(columns).map(([name, column]) => [name, column[slot] ?? Number.NaN]);
    return Object.fromEntries(values) as Remembered;
  }

  /** The sums of a process by its pid, of a host by its address and so on. */
  sums(of: 'processes' | 'containers' | 'hosts', key: string): Remembered {
    const place = this.recorder[of].find(key);
    const values = Object.entries(this.recorder[of].columns).map(([name, column]) => [name, column[place]]);
    return { place, ...Object.fromEntries(values) } as Remembered;
  }
}

interface SampleFacts {
  readonly closed?: readonly MadeMessage[] | Destroyed | undefined;
  readonly processes?: readonly ProcessOwner[];
  readonly step?: number;
}

interface ShownFacts extends Omit<SampleFacts, 'processes'> {
  readonly destroyed?: ReadonlyMap<string, Destroyed>;
}

/** The columns of a slot or a place by their names. */
export type Remembered = Readonly<Record<string, number>>;

/** Whether a flag of a row or a place is set. */
export function has(flags: number | undefined, name: keyof typeof TRAFFIC_FLAGS): boolean {
  return ((flags ?? 0) & TRAFFIC_FLAGS[name]) !== 0;
}
