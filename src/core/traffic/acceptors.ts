import type { InetColumns } from '../model/inetTable';
import type { LikelyOwner } from '../model/likelyOwner';
import type { ProcessOwner } from '../model/process';
import { likelyOwnerOf, ownersOf, type Snapshot } from '../model/snapshot';
import type { ConnectionStore } from './connectionStore';
import { ListenersHere } from './listenersHere';
import type { RowSubjects } from './rowSubjects';
import type { PassPlace, TrafficPass } from './trafficPass';

/** Who had a socket. */
export interface Holders {
  readonly owners: readonly ProcessOwner[];
  readonly likely: LikelyOwner | undefined;
}

export const NOBODY: Holders = { owners: [], likely: undefined };

/** Who has the listener that accepted a connection: their place, and the listener's user. */
export interface Acceptor extends Holders {
  readonly process: number;
  readonly uid: number;
}

export function holdersIn(snapshot: Snapshot, row: number): Holders {
  return { owners: ownersOf(snapshot, row), likely: likelyOwnerOf(snapshot, row) };
}

/** Finds who accepts connections that nobody is seen to hold, by the listeners of a reading and of the one before. */
export class Acceptors {
  readonly #store: ConnectionStore;
  readonly #subjects: RowSubjects;
  readonly #listeners = new Map<Pick<PassPlace, 'first' | 'end'>, ListenersHere>();

  constructor(store: ConnectionStore, subjects: RowSubjects) {
    this.#store = store;
    this.#subjects = subjects;
  }

  /** Lets go of the rows of this pass and of the one before. */
  end(): void {
    this.#listeners.clear();
  }

  /** The place of the process that accepts a connection of the reading, as that user if one is given; 0 for none. */
  placeFor(pass: TrafficPass, place: PassPlace, row: number, uid?: number): number {
    const listener = this.#among(pass.inet, place).accepting(pass.inet, row);
    const isIts = listener >= 0 && (uid === undefined || pass.inet.uid[listener] === uid);
    return isIts ? this.#subjects.process(listener) : 0;
  }

  /** Who accepted a connection of some table that is over. */
  of(pass: TrafficPass, place: PassPlace, ends: InetColumns, row: number): Acceptor | undefined {
    const listener = this.#among(pass.inet, place).accepting(ends, row);
    if (listener >= 0) {
      const uid = pass.inet.uid[listener] ?? 0;
      const process = this.#subjects.process(listener) || this.#subjects.unknown(uid);
      return { process, uid, ...holdersIn(pass.sockets.snapshot, listener) };
    }
    const { previous } = pass;
    if (previous === undefined || place.before === undefined) return undefined;
    const { snapshot } = previous.sockets;
    const gone = this.#among(snapshot.inet, place.before).accepting(ends, row);
    const process = this.#store.columns.process[previous.slots[gone] ?? -1] ?? 0;
    if (gone < 0 || process === 0) return undefined;
    return { process, uid: snapshot.inet.uid[gone] ?? 0, ...holdersIn(snapshot, gone) };
  }

  #among(inet: InetColumns, rows: Pick<PassPlace, 'first' | 'end'>): ListenersHere {
    const known = this.#listeners.get(rows) ?? new ListenersHere(inet, rows.first, rows.end);
    this.#listeners.set(rows, known);
    return known;
  }
}
