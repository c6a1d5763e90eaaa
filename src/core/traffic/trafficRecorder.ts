import { TRAFFIC_FLAGS } from '../model/traffic';
import type { ShownSockets } from '../query/page/shownSockets';
import { Acceptors } from './acceptors';
import { ClosedRows, type KeptClosed, MOST_CLOSED } from './closedRows';
import { Closings } from './closings';
import { ConnectionStore, type KeptConnections } from './connectionStore';
import { NetworkSteps } from './networkSteps';
import { OwedSteps } from './owedSteps';
import type { TrafficReading } from './reading';
import { countRows } from './rowCounts';
import { admitRows, matchRows, nearEndsOf } from './rowMatcher';
import { RowSubjects } from './rowSubjects';
import { SampleClock } from './sampleClock';
import { settle } from './settle';
import { flag, type PassPlace, saltOf, type TrafficPass } from './trafficPass';
import type { TrafficSample } from './trafficSample';
import type { ContainerSubject, HostSubject, ProcessSubject } from './trafficSubjects';
import { type KeptSums, TrafficSums } from './trafficSums';

export { MOST_CLOSED };
export type { ContainerSubject, HostSubject, ProcessSubject };

/** The sockets of the last sample, and those that closed and are kept. */
export interface RecordedSockets {
  /** Rows that are there. */
  readonly sockets: ShownSockets;
  /** The slot of each of their Internet rows in the store; -1 for none, where the kernel has told of a socket twice. */
  readonly slots: Int32Array;
  /**
   * Rows that closed, at most {@link MOST_CLOSED}: sockets of a snapshot that has them alone. Those of each network
   * namespace stand in the order of the samples that they closed before.
   */
  readonly closed: ShownSockets;
  readonly closedSlots: Int32Array;
}

/** Milliseconds that closed rows stay in sight. */
export const LINGER = 3_000;

/** Milliseconds that is kept what closed, and what has no sockets any more: as long as there are samples of it. */
const KEPT = 3_600_000;

/** States of TCP, see {@link TrafficSample.states}. */
const STATES = 13;

/** All that a recorder remembers, as plain data with typed arrays: to be handed to another thread. */
export interface KeptRecorder {
  readonly sequence: number;
  readonly takenAt: number | undefined;
  readonly lastId: number;
  /** Keys of network namespaces, by their numbers. */
  readonly namespaces: readonly string[];
  readonly connections: KeptConnections;
  readonly processes: KeptSums<ProcessSubject>;
  readonly containers: KeptSums<ContainerSubject>;
  readonly hosts: KeptSums<HostSubject>;
  readonly closed: KeptClosed;
}

/** A namespace as it was in the sample before. */
interface PlaceBefore {
  readonly first: number;
  readonly end: number;
  readonly rows: unknown;
  readonly monotonic: number;
}

/** Makes samples of readings: rates, totals, ages, and sums by process, container and host. */
export class TrafficRecorder {
  readonly connections: ConnectionStore;
  readonly processes: TrafficSums<ProcessSubject>;
  readonly containers: TrafficSums<ContainerSubject>;
  readonly hosts: TrafficSums<HostSubject>;
  readonly #closed: ClosedRows;
  readonly #subjects: RowSubjects;
  readonly #acceptors: Acceptors;
  readonly #closings: Closings;
  readonly #clock: SampleClock;
  readonly #network = new NetworkSteps();
  readonly #owed = new OwedSteps();
  readonly #namespaces: string[];
  #before = new Map<string, PlaceBefore>();
  #sequence: number;
  #lastId: number;
  #takenAt: number | undefined;
  #recorded: RecordedSockets | undefined;

  /** @param kept what another one has kept: it goes on from there */
  constructor(kept?: KeptRecorder) {
    this.connections = kept ? ConnectionStore.restore(kept.connections) : new ConnectionStore();
    this.processes = kept ? TrafficSums.restore(kept.processes) : new TrafficSums();
    this.containers = kept ? TrafficSums.restore(kept.containers) : new TrafficSums();
    this.hosts = kept ? TrafficSums.restore(kept.hosts) : new TrafficSums();
    this.#closed = kept ? ClosedRows.restore(kept.closed) : new ClosedRows();
    this.#sequence = kept?.sequence ?? 0;
    this.#lastId = kept?.lastId ?? 0;
    this.#takenAt = kept?.takenAt;
    // Another engine's keys of namespaces say nothing here: what is of them is not shown, and fades.
    this.#namespaces = (kept?.namespaces ?? []).map((key) => (key === '' ? key : `earlier ${key}`));
    this.#clock = new SampleClock(kept?.takenAt);
    this.#subjects = new RowSubjects(this.processes, this.containers, this.hosts);
    this.#acceptors = new Acceptors(this.connections, this.#subjects);
    this.#closings = new Closings(this.connections, this.#subjects, this.#acceptors);
  }

  /** A recorder that goes on from what another one has kept: rows keep their ids, and rates are known from the second sample on. */
  static restore(kept: KeptRecorder): TrafficRecorder {
    return new TrafficRecorder(kept);
  }

  /** Undefined before the first reading. */
  get recorded(): RecordedSockets | undefined {
    return this.#recorded;
  }

  /** Nobody watches from now on: the next sample is behind a gap, and nothing that is new in it has just begun. */
  interrupt(): void {
    this.#clock.interrupt();
  }

  /** All that is remembered, but for the rows of the last reading. Its arrays are nobody else's. */
  keep(): KeptRecorder {
    return {
      sequence: this.#sequence,
      takenAt: this.#takenAt,
      lastId: this.#lastId,
      namespaces: [...this.#namespaces],
      connections: this.connections.keep(),
      processes: this.processes.keep(),
      containers: this.containers.keep(),
      hosts: this.hosts.keep(),
      closed: this.#closed.keep(),
    };
  }

  /** Takes what was read, and says what happened since the reading before. */
  take(reading: TrafficReading): TrafficSample {
    const pass = this.#begin(reading);
    const states = this.#count(pass);
    const isMeasured = pass.step !== undefined;
    const done = settle(pass, this.connections, this, this.#owed);
    for (const sums of [this.processes, this.containers, this.hosts]) sums.end(pass.step, pass.takenAt);
    this.#keepClosed(pass);
    this.#prune(pass);
    this.#remember(reading, pass);
    const { sockets, counters } = reading;
    const network = sockets.parts.length === 1 ? (pass.places[0]?.key ?? '') : '';
    return {
      sequence: pass.sequence,
      takenAt: pass.takenAt,
      ...(isMeasured && { step: pass.step }),
      ...this.#network.next(network, counters, isMeasured),
      ...done,
      states,
      ...(pass.isWatched && { opened: pass.opened, closed: pass.closed }),
      ...(pass.places.some(({ destroyed }) => destroyed?.isWhole !== true) && { isPartial: true }),
      lost: pass.places.reduce((sum, { destroyed }) => sum + (destroyed?.lost ?? 0), 0),
    };
  }

  #begin({ sockets, destroyed, takenAt: wall, monotonic }: TrafficReading): TrafficPass {
    const { takenAt, step, isWatched } = this.#clock.tick(wall, monotonic);
    const { inet } = sockets.snapshot;
    const before = this.#takenAt ?? 0;
    this.#takenAt = takenAt;
    const keys = sockets.parts.map((part) => part?.namespace.key ?? '');
    let end = 0;
    const places = sockets.parts.map((part, i): PassPlace => {
      const [key = '', first] = [keys[i], end];
      const rows = part ?? sockets.whole;
      end += rows.inet.inode.length;
      const known = this.#before.get(key);
      return {
        key,
        namespace: this.#numberOf(key, keys),
        salt: saltOf(key),
        first,
        end,
        isWatched: isWatched && known !== undefined,
        isRead: known?.rows !== (rows.traffic ?? rows.inet),
        step: step === undefined || known === undefined ? undefined : monotonic - known.monotonic,
        destroyed: destroyed.get(key),
        before: known,
      };
    });
    return {
      sockets,
      inet,
      takenAt,
      before,
      sequence: ++this.#sequence,
      step,
      isWatched,
      places,
      slots: new Int32Array(inet.inode.length).fill(-1),
      previous: this.#recorded,
      id: () => ++this.#lastId,
      back: [],
      opened: 0,
      closed: 0,
    };
  }

  /** Gives rows their slots and counts them. @returns sockets of TCP by state */
  #count(pass: TrafficPass): Uint32Array {
    const { connections: store } = this;
    const [subjects, closings] = [this.#subjects, this.#closings];
    const { did, stepSent, stepReceived, stepRetransmitted } = store.columns;
    for (const column of [did, stepSent, stepReceived, stepRetransmitted]) column.fill(0);
    for (const sums of [this.processes, this.containers, this.hosts]) sums.begin();
    const areContainersNew = subjects.begin(pass);
    closings.begin(pass);
    const missed = pass.places.map((place) =>
      matchRows(pass, place, store, (slot) => closings.ends(pass, slot)),
    );
    for (const slot of pass.back) {
      store.columns.closedAt[slot] = 0;
      if (store.columns.ended[slot] === 0) flag(store.columns.flags, slot, TRAFFIC_FLAGS.atLeast, false);
    }
    for (const [i, place] of pass.places.entries()) {
      closings.told(pass, place, missed[i] ?? []);
      admitRows(pass, place, store, missed[i] ?? [], (slot) => closings.goesOn(pass, slot));
    }
    this.#closed.remove(pass.back);
    pass.sockets.nearEnds = nearEndsOf(pass, store);
    closings.vanished(pass);
    closings.completeEnds(pass);
    const states = new Uint32Array(STATES);
    const counting = { store, sums: this, subjects, acceptors: this.#acceptors, states, areContainersNew };
    for (const place of pass.places) countRows(pass, place, counting);
    closings.askOtherEnds(pass);
    return states;
  }

  #keepClosed(pass: TrafficPass): void {
    for (const place of pass.places) {
      const batch = this.#closings.closed(pass, place);
      if (batch !== undefined && batch.slots.length > 0) this.#closed.add(place.key, batch);
    }
    const { closedAt } = this.connections.columns;
    const since = pass.takenAt - KEPT;
    for (const slot of this.#closed.prune(pass.places, closedAt, since)) this.connections.remove(slot);
    this.#closings.end();
    this.#acceptors.end();
    this.#subjects.end();
  }

  /** Forgets sums that nothing is left of, and what was removed. */
  #prune(pass: TrafficPass): void {
    const { connections: store } = this;
    store.tidy();
    const { process, container, host } = store.columns;
    const since = pass.takenAt - KEPT;
    for (const [sums, places] of [
      [this.processes, process],
      [this.containers, container],
      [this.hosts, host],
    ] as const) {
      const gone = sums.prune(since);
      if (gone.size === 0) continue;
      for (let i = 0; i < store.count; i++) {
        const slot = store.order[i] ?? 0;
        if (gone.has(places[slot] ?? 0)) places[slot] = 0;
      }
      if (sums === this.hosts) this.#subjects.forgetHosts();
    }
  }

  #remember({ monotonic, sockets }: TrafficReading, pass: TrafficPass): void {
    const before = new Map<string, PlaceBefore>();
    for (const [i, { key, first, end, isRead }] of pass.places.entries()) {
      const part = sockets.parts[i] ?? sockets.whole;
      const readAt = isRead ? monotonic : (this.#before.get(key)?.monotonic ?? monotonic);
      before.set(key, { first, end, rows: part.traffic ?? part.inet, monotonic: readAt });
    }
    this.#before = before;
    const { sockets: closed, slots: closedSlots } = this.#closed.shown(sockets, pass.places);
    this.#recorded = { sockets, slots: pass.slots, closed, closedSlots };
  }

  /** The number of a namespace; those of what was not shown now or before, of which nothing is left, are given away again. */
  #numberOf(key: string, shown: readonly string[]): number {
    const known = this.#namespaces.indexOf(key);
    if (known >= 0) return known;
    const free = this.#namespaces.findIndex((other) => !shown.includes(other) && !this.#before.has(other));
    if (free < 0 || this.#recorded === undefined) return this.#namespaces.push(key) - 1;
    this.#namespaces[free] = key;
    return free;
  }
}
