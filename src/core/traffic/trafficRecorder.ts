import type { ProcessOwner } from '../model/process';
import type { ShownSockets } from '../query/page/shownSockets';
import { ConnectionStore } from './connectionStore';
import type { TrafficReading } from './reading';
import type { TrafficSample } from './trafficSample';
import { TrafficSums } from './trafficSums';

/** Whose connections a row of the kind `processes` sums up. */
export type ProcessSubject =
  /** With `isLikely`, that of a likely owner. */
  | { readonly kind: 'process'; readonly owner: ProcessOwner; readonly isLikely: boolean }
  /** Sockets that nobody is seen to hold, of a user. */
  | { readonly kind: 'unknown'; readonly uid: number }
  /** Closed before anybody could see whose they were. */
  | { readonly kind: 'shortLived' };

/** A container, by its full id, as the snapshot's containers have it. */
export interface ContainerSubject {
  readonly id: string;
}

/** A foreign host by its address as text. */
export interface HostSubject {
  readonly address: string;
}

/** The sockets of the last sample, and those that closed and are kept. */
export interface RecordedSockets {
  /** Rows that are there. */
  readonly sockets: ShownSockets;
  /** The slot of each of their Internet rows in the store; -1 for none, which UDP sockets have, too, that only wait. */
  readonly slots: Int32Array;
  /** Rows that closed, the oldest first, at most {@link MOST_CLOSED}: sockets of a snapshot that has them alone. */
  readonly closed: ShownSockets;
  readonly closedSlots: Int32Array;
}

/** Closed connections that are kept. */
export const MOST_CLOSED = 20_000;

/** Milliseconds that closed rows stay in sight. */
export const LINGER = 3_000;

/** A recorder as plain data, to be handed on. */
export interface KeptRecorder {
  readonly sequence: number;
}

/** Makes samples of readings: rates, totals, ages, and sums by process, container and host. */
export class TrafficRecorder {
  readonly connections = new ConnectionStore();
  readonly processes = new TrafficSums<ProcessSubject>();
  readonly containers = new TrafficSums<ContainerSubject>();
  readonly hosts = new TrafficSums<HostSubject>();
  #sequence = 0;
  #recorded: RecordedSockets | undefined;

  /** Undefined before the first reading. */
  get recorded(): RecordedSockets | undefined {
    return this.#recorded;
  }

  /** Takes what was read, and says what happened since the reading before. */
  take({ sockets, takenAt }: TrafficReading): TrafficSample {
    const none = { ids: new Float64Array(), received: new Float32Array(), sent: new Float32Array() };
    const slots = new Int32Array(sockets.snapshot.inet.inode.length).fill(-1);
    this.#recorded = { sockets, slots, closed: sockets, closedSlots: new Int32Array() };
    return {
      sequence: ++this.#sequence,
      takenAt,
      interfaces: [],
      processes: none,
      connections: { ...none, roundTrip: new Float32Array() },
      states: new Uint32Array(13),
      lost: 0,
    };
  }

  /** All of it as plain data. */
  keep(): KeptRecorder {
    return { sequence: this.#sequence };
  }

  /** The recorder that was kept. */
  static restore({ sequence }: KeptRecorder): TrafficRecorder {
    const recorder = new TrafficRecorder();
    recorder.#sequence = sequence;
    return recorder;
  }
}
