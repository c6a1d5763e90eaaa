import { addressAt, type InetColumns, InetTable, joinInet, sliceInet, viewInet } from '../model/inetTable';
import type { LikelyOwner } from '../model/likelyOwner';
import type { ProcessOwner } from '../model/process';
import { likelyOwnerOf, ownersOf, type Snapshot } from '../model/snapshot';
import { TRAFFIC_FLAGS } from '../model/traffic';
import { endsIdentity } from '../query/page/identity';
import { TCP_LISTEN } from '../query/socketState';
import { isLoopback } from '../text/address';
import { type ClosedBatch, MOST_CLOSED } from './closedRows';
import type { ConnectionStore } from './connectionStore';
import { type DestroyedColumns, DestroyedTable } from './destroyedSockets';
import { advance } from './figures';
import { ListenersHere } from './listenersHere';
import type { RowSubjects } from './rowSubjects';
import { flag, identityAt, type PassPlace, salted, type TrafficPass } from './trafficPass';

const TCP6 = 1;
const TCP_CLOSE = 7;

/** The user of a socket of whom that is not told; no user has that id (chown(2)). */
const NO_USER = 0xffff_ffff;

/** Who had a socket. */
interface Holders {
  readonly owners: readonly ProcessOwner[];
  readonly likely: LikelyOwner | undefined;
}

const NOBODY: Holders = { owners: [], likely: undefined };

/** A message about a socket that was still there when the tables were read. */
interface Early {
  readonly namespace: number;
  readonly rows: DestroyedColumns;
  readonly at: number;
}

/** The process that accepted a connection, as its listener tells. */
interface Accepting extends Holders {
  readonly process: number;
  readonly uid: number;
}

/** Ends connections: those that the kernel told of, and those that are not there any more. */
export class Closings {
  readonly #store: ConnectionStore;
  readonly #subjects: RowSubjects;
  #early: Early[] = [];
  /** Who had the connections whose ends alone are left, by slot. */
  readonly #left = new Map<number, Holders>();
  /** The slots that closed in this pass. */
  readonly #closing = new Set<number>();
  readonly #aborted: { readonly slot: number; readonly salt: number }[] = [];
  /** How many were told of that nobody has seen, and that may have been aborted. */
  #endless = 0;
  /** Connections that nobody has seen while they were there: their rows, and who accepted them. */
  #made = new InetTable();
  readonly #madeRows = new Map<number, { readonly row: number; readonly holders: Holders }>();
  readonly #listeners = new Map<Pick<PassPlace, 'first' | 'end'>, ListenersHere>();

  constructor(store: ConnectionStore, subjects: RowSubjects) {
    this.#store = store;
    this.#subjects = subjects;
  }

  /** What closed before does nothing any more. */
  begin(): void {
    const { closedAt, sentRate, receivedRate } = this.#store.columns;
    for (const slot of this.#closing) if (closedAt[slot] !== 0) sentRate[slot] = receivedRate[slot] = 0;
    this.#closing.clear();
  }

  /** Lets go of the rows of this pass and of the one before. */
  end(): void {
    this.#aborted.length = 0;
    this.#made = new InetTable();
    this.#madeRows.clear();
    this.#listeners.clear();
  }

  /** Takes what the kernel told of sockets of a place. The rows that are there have their slots already. */
  told(pass: TrafficPass, place: PassPlace): void {
    const early = this.#early.filter(({ namespace }) => namespace === place.namespace);
    this.#early = this.#early.filter(({ namespace }) => namespace !== place.namespace);
    for (const { rows, at } of early) this.#one(pass, place, rows, at, !place.isRead);
    if (place.destroyed === undefined) return;
    const { rows } = place.destroyed;
    this.#endless = 0;
    for (let at = 0; at < rows.at.length; at++) this.#one(pass, place, rows, at, true);
    if (this.#endless > 0) this.#completeEnds(pass, place);
  }

  /** Whether a slot may go on as what the kernel keeps of its connection; if so, it does. */
  goesOn(pass: TrafficPass, slot: number): boolean {
    const { columns } = this.#store;
    const isClosing = this.#closing.has(slot);
    if (columns.closedAt[slot] !== 0 && !isClosing) return false;
    if (!isClosing && columns.ended[slot] === 0) {
      this.#count(pass, slot);
      flag(columns.flags, slot, TRAFFIC_FLAGS.atLeast, true);
    }
    this.#leave(pass, slot);
    this.#closing.delete(slot);
    columns.closedAt[slot] = 0;
    return true;
  }

  /** The connection of a slot is seen to be over; the kernel keeps its ends, and tells nothing of cookies. */
  ends(pass: TrafficPass, slot: number): void {
    this.#count(pass, slot);
    this.#leave(pass, slot);
  }

  /** Nobody holds what the kernel keeps of a connection, so who had it is remembered. */
  #leave(pass: TrafficPass, slot: number): void {
    this.#left.set(slot, this.#holders(pass, slot));
    this.#store.columns.ended[slot] = 1;
  }

  /** Ends what was there before and is not any more. */
  vanished(pass: TrafficPass): void {
    const store = this.#store;
    const { id, seen, closedAt, namespace, isTcp, state, ended, flags } = store.columns;
    const places = new Map(pass.places.map((place) => [place.namespace, place]));
    for (let i = 0; i < store.count; i++) {
      const slot = store.order[i] ?? 0;
      if (id[slot] === 0 || closedAt[slot] !== 0 || seen[slot] === pass.sequence) continue;
      const place = places.get(namespace[slot] ?? 0);
      // What is not shown any more is not closed; and nothing is known of what a thread before this one saw.
      if (place === undefined || pass.previous === undefined || seen[slot] !== pass.sequence - 1) {
        this.#left.delete(slot);
        store.remove(slot);
        continue;
      }
      const isOpenEnded = isTcp[slot] === 1 && state[slot] !== TCP_LISTEN && ended[slot] === 0;
      if (isOpenEnded) flag(flags, slot, TRAFFIC_FLAGS.atLeast, true);
      this.#finish(pass, slot, place.isWatched ? pass.takenAt : pass.before);
    }
  }

  /** A connection that was aborted has no figures of its own: those of its other end are taken, where that is known. */
  askOtherEnds(pass: TrafficPass): void {
    const { columns } = this.#store;
    for (const { slot, salt } of this.#aborted) {
      const made = this.#madeRows.get(slot);
      const row = made?.row ?? columns.row[slot] ?? -1;
      const inet = made === undefined ? pass.previous?.sockets.snapshot.inet : this.#made.columns;
      if (row < 0 || inet === undefined) continue;
      const other = this.#store.findIdentity(salted(endsIdentity(inet, row, true), salt));
      if (other < 0 || other === slot) continue;
      const [sent = 0, received = 0] = [columns.received[other], columns.sent[other]];
      const retransmitted = columns.retransmitted[slot] ?? 0;
      advance(columns, slot, sent, received, retransmitted, pass.isWatched, pass.step);
    }
  }

  /** What closed in this pass, in a place. @returns nothing where nothing did */
  closed(pass: TrafficPass, place: PassPlace): ClosedBatch | undefined {
    const { columns } = this.#store;
    const slots = [...this.#closing].filter((slot) => columns.namespace[slot] === place.namespace);
    // What its row was is not known any more where another thread has seen it.
    if (pass.previous === undefined) {
      for (const slot of slots) if (!this.#madeRows.has(slot)) this.#store.remove(slot);
      slots.splice(0, slots.length, ...slots.filter((slot) => this.#madeRows.has(slot)));
    }
    if (slots.length === 0) return undefined;
    const kept = slots
      .sort((a, b) => (columns.closedAt[a] ?? 0) - (columns.closedAt[b] ?? 0))
      .slice(-MOST_CLOSED);
    for (const slot of slots.slice(0, -MOST_CLOSED)) this.#store.remove(slot);
    const made = kept
      .filter((slot) => this.#madeRows.has(slot))
      .sort((a, b) => this.#rowOf(a) - this.#rowOf(b));
    const seen = kept.filter((slot) => !this.#madeRows.has(slot));
    const ordered = [...seen, ...made];
    const holders = ordered.map((slot) => this.#holders(pass, slot));
    for (const slot of ordered) this.#left.delete(slot);
    return {
      inet: joinInet([
        sliceInet(
          pass.previous?.sockets.snapshot.inet ?? pass.inet,
          Uint32Array.from(seen, (slot) => columns.row[slot] ?? 0),
        ),
        this.#rowsOf(made),
      ]),
      slots: ordered,
      owners: holders.map(({ owners }) => owners),
      likely: holders.map(({ likely }) => likely),
    };
  }

  /** @param mayWait whether a socket may still be in tables that were read before it closed */
  #one(pass: TrafficPass, place: PassPlace, rows: DestroyedColumns, at: number, mayWait: boolean): void {
    const store = this.#store;
    const cookie = rows.cookie[at] ?? 0;
    const key = cookie === 0 ? 0 : salted(cookie, place.salt);
    let slot = store.find(key);
    let [made, identity] = [-1, 0];
    if (slot < 0) {
      // Never connected, or a listener; or aborted, which has no ends any more.
      if (rows.remotePort[at] === 0) {
        this.#endless += rows.isAborted[at] ?? 0;
        return;
      }
      made = this.#make(rows, at);
      identity = identityAt(this.#made.columns, made, place.salt);
      const known = store.findIdentity(identity);
      if (known >= 0 && store.columns.key[known] === 0) slot = known;
      // Its row is not needed.
      if (slot >= 0 || !place.isWatched) this.#made.length--;
    }
    const { seen, closedAt, ended, isTcp } = store.columns;
    if (slot < 0) {
      if (place.isWatched) this.#shortLived(pass, place, rows, at, key, identity, made);
      return;
    }
    if (seen[slot] === pass.sequence && ended[slot] === 0 && isTcp[slot] === 1) {
      if (mayWait) this.#early.push({ namespace: place.namespace, rows, at });
      return;
    }
    const isOver = closedAt[slot] !== 0 || ended[slot] === 1;
    this.#figures(pass, place, slot, rows, at);
    if (!isOver) this.#finish(pass, slot, this.#time(pass, rows.at[at] ?? 0));
  }

  /** The last figures. */
  #figures(pass: TrafficPass, place: PassPlace, slot: number, rows: DestroyedColumns, at: number): void {
    const { columns } = this.#store;
    const isAborted = rows.isAborted[at] === 1;
    const [sent = Number.NaN, received = Number.NaN] = [rows.sent[at], rows.received[at]];
    if (sent === sent && received === received) {
      const retransmitted = rows.retransmitted[at] ?? 0;
      advance(columns, slot, sent, received, retransmitted, place.isWatched, pass.step);
      if ((rows.roundTrip[at] ?? 0) > 0) columns.roundTrip[slot] = rows.roundTrip[at] ?? 0;
    }
    // The word of a listener looks the same.
    if (columns.state[slot] === TCP_LISTEN) return;
    flag(columns.flags, slot, TRAFFIC_FLAGS.atLeast, isAborted);
    if (isAborted) this.#aborted.push({ slot, salt: place.salt });
  }

  /** A connection that began and ended between two samples. */
  #shortLived(
    pass: TrafficPass,
    place: PassPlace,
    rows: DestroyedColumns,
    at: number,
    key: number,
    identity: number,
    row: number,
  ): void {
    const store = this.#store;
    const slot = store.add(pass.id());
    const { columns } = store;
    const accepting = this.#accepting(pass, place, row);
    columns.cookie[slot] = rows.cookie[at] ?? 0;
    columns.key[slot] = key;
    columns.identity[slot] = identity;
    columns.namespace[slot] = place.namespace;
    columns.isTcp[slot] = 1;
    columns.state[slot] = TCP_CLOSE;
    columns.row[slot] = -1;
    columns.firstSeen[slot] = this.#time(pass, rows.at[at] ?? 0);
    columns.process[slot] = accepting?.process ?? this.#subjects.shortLived;
    columns.host[slot] = this.#subjects.host(this.#made.columns, row);
    if (Number.isNaN(rows.sent[at])) columns.sent[slot] = columns.received[slot] = Number.NaN;
    store.note(slot);
    this.#made.columns.uid[row] = accepting?.uid ?? NO_USER;
    this.#madeRows.set(slot, { row, holders: accepting ?? NOBODY });
    pass.opened++;
    this.#figures(pass, place, slot, rows, at);
    // Who accepts need not be who works over it.
    if (accepting !== undefined) flag(columns.flags, slot, TRAFFIC_FLAGS.isLikely, true);
    this.#finish(pass, slot, this.#time(pass, rows.at[at] ?? 0));
  }

  /**
   * What was aborted before anybody saw it is told without its ends: it is what the other end of a connection within this
   * machine lacks. Its figures are that one's.
   */
  #completeEnds(pass: TrafficPass, place: PassPlace): void {
    const store = this.#store;
    for (const [slot, { row }] of [...this.#madeRows]) {
      if (this.#endless === 0) return;
      const { columns: made } = this.#made;
      if (store.columns.namespace[slot] !== place.namespace || !leadsHere(made, row)) continue;
      const identity = salted(endsIdentity(made, row, true), place.salt);
      if (store.findIdentity(identity) >= 0) continue;
      this.#endless--;
      const { columns: lacking } = new DestroyedTable();
      lacking.isIPv6[0] = made.isIPv6[row] ?? 0;
      lacking.localAddress.set(made.remoteAddress.subarray(row * 4, row * 4 + 4));
      lacking.remoteAddress.set(made.localAddress.subarray(row * 4, row * 4 + 4));
      lacking.localPort[0] = made.remotePort[row] ?? 0;
      lacking.remotePort[0] = made.localPort[row] ?? 0;
      lacking.sent[0] = store.columns.received[slot] ?? Number.NaN;
      lacking.received[0] = store.columns.sent[slot] ?? Number.NaN;
      lacking.isAborted[0] = 1;
      lacking.at[0] = store.columns.closedAt[slot] ?? 0;
      this.#shortLived(pass, place, lacking, 0, 0, identity, this.#make(lacking, 0));
    }
  }

  /** The process of a connection that nobody is seen to hold, by who listens for such ones. @param row of the reading */
  acceptingOf(pass: TrafficPass, place: PassPlace, row: number): number {
    const listener = this.#listenersOf(pass, place).accepting(pass.inet, row);
    return listener < 0 ? 0 : this.#subjects.process(listener);
  }

  /** @param row of those that are made of messages */
  #accepting(pass: TrafficPass, place: PassPlace, row: number): Accepting | undefined {
    const { snapshot } = pass.sockets;
    const listener = this.#listenersOf(pass, place).accepting(this.#made.columns, row);
    if (listener >= 0) {
      const uid = pass.inet.uid[listener] ?? NO_USER;
      const process = this.#subjects.process(listener) || this.#subjects.unknown(uid);
      return { process, uid, ...holdersIn(snapshot, listener) };
    }
    const { previous } = pass;
    const was = place.before && previous && this.#listenersOf(previous.sockets.snapshot, place.before);
    const gone = was?.accepting(this.#made.columns, row) ?? -1;
    if (previous === undefined || gone < 0) return undefined;
    const process = this.#store.columns.process[previous.slots[gone] ?? -1] ?? 0;
    const uid = previous.sockets.snapshot.inet.uid[gone] ?? NO_USER;
    return process === 0 ? undefined : { process, uid, ...holdersIn(previous.sockets.snapshot, gone) };
  }

  #listenersOf({ inet }: Pick<TrafficPass, 'inet'>, rows: Pick<PassPlace, 'first' | 'end'>): ListenersHere {
    const known = this.#listeners.get(rows) ?? new ListenersHere(inet, rows.first, rows.end);
    this.#listeners.set(rows, known);
    return known;
  }

  #finish(pass: TrafficPass, slot: number, at: number): void {
    const { columns } = this.#store;
    if (columns.ended[slot] === 0) this.#count(pass, slot);
    columns.closedAt[slot] = at;
    this.#closing.add(slot);
  }

  #count(pass: TrafficPass, slot: number): void {
    const { isTcp, state } = this.#store.columns;
    if (isTcp[slot] === 1 && state[slot] !== TCP_LISTEN) pass.closed++;
  }

  /** Who had it when it was seen last. */
  #holders(pass: TrafficPass, slot: number): Holders {
    const row = this.#store.columns.row[slot] ?? -1;
    const known = this.#left.get(slot) ?? this.#madeRows.get(slot)?.holders;
    if (known !== undefined || pass.previous === undefined || row < 0) return known ?? NOBODY;
    return holdersIn(pass.previous.sockets.snapshot, row);
  }

  /** When a message was read, between both samples: the clock may have been set since. */
  #time({ before, takenAt }: TrafficPass, at: number): number {
    return Math.min(takenAt, Math.max(before, at));
  }

  #rowOf(slot: number): number {
    return this.#madeRows.get(slot)?.row ?? -1;
  }

  /** The rows that were made for some slots, in their order. They mostly are all that were made. */
  #rowsOf(slots: readonly number[]): InetColumns {
    const first = slots.length === 0 ? 0 : this.#rowOf(slots[0] ?? 0);
    const isRange = slots.every((slot, i) => this.#rowOf(slot) === first + i);
    if (isRange) return viewInet(this.#made.columns, first, first + slots.length);
    return sliceInet(
      this.#made.columns,
      Uint32Array.from(slots, (slot) => this.#rowOf(slot)),
    );
  }

  /** The row of a message; what is told of no message is 0 in a table that was never used. */
  #make(rows: DestroyedColumns, at: number): number {
    const row = this.#made.add();
    const { columns } = this.#made;
    columns.protocol[row] = rows.isIPv6[at] === 1 ? TCP6 : 0;
    columns.isIPv6[row] = rows.isIPv6[at] ?? 0;
    columns.localAddress.set(rows.localAddress.subarray(at * 4, at * 4 + 4), row * 4);
    columns.remoteAddress.set(rows.remoteAddress.subarray(at * 4, at * 4 + 4), row * 4);
    columns.localPort[row] = rows.localPort[at] ?? 0;
    columns.remotePort[row] = rows.remotePort[at] ?? 0;
    columns.state[row] = TCP_CLOSE;
    columns.uid[row] = NO_USER;
    return row;
  }
}

/** Whether the foreign end is certain to be on this machine: loopback, or the local address itself. */
function leadsHere({ localAddress, remoteAddress, isIPv6 }: InetColumns, row: number): boolean {
  const remote = addressAt(remoteAddress, row);
  return (
    isLoopback(remote, isIPv6[row] === 1) ||
    addressAt(localAddress, row).every((word, i) => word === remote[i])
  );
}

function holdersIn(snapshot: Snapshot, row: number): Holders {
  return { owners: ownersOf(snapshot, row), likely: likelyOwnerOf(snapshot, row) };
}
