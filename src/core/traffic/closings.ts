import { InodeMap } from '../model/inodeMap';
import { type InetColumns, joinInet, sliceInet } from '../model/inetTable';
import { TRAFFIC_FLAGS } from '../model/traffic';
import { endsIdentity } from '../query/page/identity';
import { TCP_LISTEN } from '../query/socketState';
import { type Acceptors, type Holders, holdersIn, NOBODY } from './acceptors';
import { AskedEnds } from './askedEnds';
import { type ClosedBatch, MOST_CLOSED } from './closedRows';
import type { ConnectionStore } from './connectionStore';
import type { DestroyedColumns } from './destroyedSockets';
import { advance } from './connectionFigures';
import { isRestOfConnection } from './rowMatcher';
import type { RowSubjects } from './rowSubjects';
import { flag, identityAt, type PassPlace, salted, type TrafficPass } from './trafficPass';
import { leadsHere, otherEnd, UnseenRows } from './unseenRows';

const TCP_CLOSE = 7;

/** A message about a socket that was still there when the tables were read. */
interface Early {
  readonly namespace: number;
  readonly rows: DestroyedColumns;
  readonly at: number;
}

interface InetRow {
  readonly inet: InetColumns;
  readonly row: number;
}

/** Ends connections: those that the kernel told of, and those that are not there any more. */
export class Closings {
  readonly #store: ConnectionStore;
  readonly #subjects: RowSubjects;
  #early: Early[] = [];
  /** The cookies of a place's rows that have no slots yet. */
  readonly #admitted = new InodeMap(64);
  /** Who had the connections whose ends alone are left, by slot. */
  readonly #left = new Map<number, Holders>();
  /** The slots that closed in this pass. */
  readonly #closing = new Set<number>();
  /** Who had what closed in this pass, and in the one before. */
  #finished = new Map<number, Holders>();
  #finishedBefore: ReadonlyMap<number, Holders> = new Map();
  /** Slots that closed before, and of whose last step was told in this pass. */
  readonly #late = new Set<number>();
  /** How many were told of that nobody has seen, and that may have been aborted, in a place. */
  #endless = 0;
  /** The same of the pass before and of both, by the namespace's number: what their other ends have to say may come later. */
  #endlessBefore = new Map<number, number>();
  readonly #endlessNow = new Map<number, number>();
  readonly #unseen = new UnseenRows();
  readonly #asked: AskedEnds;
  readonly #acceptors: Acceptors;

  constructor(store: ConnectionStore, subjects: RowSubjects, acceptors: Acceptors) {
    this.#store = store;
    this.#subjects = subjects;
    this.#acceptors = acceptors;
    this.#asked = new AskedEnds(store);
  }

  /** What closed before does nothing any more. */
  begin({ places }: TrafficPass): void {
    const { closedAt, sentRate, receivedRate } = this.#store.columns;
    for (const slots of [this.#closing, this.#late]) {
      for (const slot of slots) if (closedAt[slot] !== 0) sentRate[slot] = receivedRate[slot] = 0;
      slots.clear();
    }
    this.#endlessNow.clear();
    this.#early = this.#early.filter((early) =>
      places.some(({ namespace }) => namespace === early.namespace),
    );
  }

  /** The rows of this pass are kept. */
  end(): void {
    this.#finishedBefore = this.#finished;
    this.#finished = new Map();
    this.#unseen.clear();
  }

  /**
   * Takes what the kernel told of sockets of a place. The rows that are there have their slots already.
   * @param missed but for these
   */
  told(pass: TrafficPass, place: PassPlace, missed: readonly number[]): void {
    this.#admitted.clear();
    const early = this.#early.filter(({ namespace }) => namespace === place.namespace);
    this.#early = this.#early.filter(({ namespace }) => namespace !== place.namespace);
    for (const { rows, at } of early) this.#one(pass, place, rows, at, !place.isRead);
    if (place.destroyed === undefined) return;
    const { rows } = place.destroyed;
    this.#endless = 0;
    const { traffic } = pass.sockets.snapshot;
    if (traffic !== undefined && rows.at.length > 0)
      for (const row of missed) {
        const cookie = traffic.cookie[row] ?? 0;
        if (cookie !== 0 && !isRestOfConnection(pass.inet, row)) this.#admitted.set(cookie, row);
      }
    for (let at = 0; at < rows.at.length; at++) this.#one(pass, place, rows, at, true);
    this.#endlessNow.set(place.namespace, this.#endless);
  }

  /** Whether a slot may go on as what the kernel keeps of its connection; if so, it does. */
  goesOn(pass: TrafficPass, slot: number): boolean {
    const { closedAt } = this.#store.columns;
    const at = closedAt[slot] ?? 0;
    const isClosing = this.#closing.has(slot);
    // A message may come before the tables that it belongs to: then it has closed in the sample before.
    if (at !== 0 && !isClosing && !this.#finishedBefore.has(slot)) return false;
    this.ends(pass, slot);
    if (at !== 0 && !isClosing) pass.back.push(slot);
    this.#closing.delete(slot);
    closedAt[slot] = 0;
    return true;
  }

  /**
   * The connection of a slot is seen to be over; the kernel keeps its ends. Nobody holds them, so who had it is remembered.
   * Its last figures are those of its message.
   */
  ends(pass: TrafficPass, slot: number): void {
    const { closedAt, ended, flags, sent } = this.#store.columns;
    const isClosed = closedAt[slot] !== 0;
    if (!isClosed && ended[slot] === 0) {
      this.#count(pass, slot);
      flag(flags, slot, TRAFFIC_FLAGS.atLeast, !Number.isNaN(sent[slot]));
    }
    const before = isClosed && !this.#closing.has(slot) ? this.#finishedBefore.get(slot) : undefined;
    this.#left.set(slot, before ?? this.#holders(pass, slot));
    ended[slot] = 1;
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

  /**
   * What was aborted before anybody saw it is told without its ends: it is what the other end of a connection within this
   * machine lacks, once that is over, too, which it is at once. Its figures are that one's.
   */
  completeEnds(pass: TrafficPass): void {
    const before = this.#endlessBefore;
    this.#endlessBefore = new Map();
    for (const place of pass.places) {
      const now = this.#endlessNow.get(place.namespace);
      const all = (now ?? 0) + (before.get(place.namespace) ?? 0);
      if (all === 0) continue;
      const left = place.isWatched ? all - this.#complete(pass, place, all) : 0;
      // Of a place that was not told of now, those of the pass before are still the last ones.
      this.#endlessBefore.set(place.namespace, Math.min(left, now ?? all));
    }
  }

  /** @param most that were aborted @returns how many were made complete */
  #complete(pass: TrafficPass, place: PassPlace, most: number): number {
    const store = this.#store;
    let count = 0;
    for (const slot of [...this.#closing]) {
      const { namespace, sent, received, closedAt, other, flags } = store.columns;
      const identity = other[slot] ?? 0;
      // Of what began before anybody watched, the other end may be gone for long.
      const isKnown = identity !== 0 && ((flags[slot] ?? 0) & TRAFFIC_FLAGS.isOlder) === 0;
      if (namespace[slot] !== place.namespace || !isKnown || store.findIdentity(identity) >= 0) continue;
      const ends = this.#endsOf(pass, slot);
      if (ends === undefined || !leadsHere(ends.inet, ends.row)) continue;
      const [there, here] = [received[slot] ?? Number.NaN, sent[slot] ?? Number.NaN];
      const told = otherEnd(ends.inet, ends.row, there, here, closedAt[slot] ?? 0);
      this.#shortLived(pass, place, told, 0, 0, identity, this.#unseen.add(told, 0));
      if (++count === most) break;
    }
    return count;
  }

  /** The row of what closed in this pass: that of the sample before, or one of what nobody has seen. */
  #endsOf({ previous, sequence }: TrafficPass, slot: number): InetRow | undefined {
    if (this.#unseen.has(slot)) return { inet: this.#unseen.columns, row: this.#unseen.row(slot) };
    const { seen, row } = this.#store.columns;
    if (previous === undefined || seen[slot] !== sequence - 1) return undefined;
    return { inet: previous.sockets.snapshot.inet, row: row[slot] ?? 0 };
  }

  /** Takes from other ends, where they are on this machine, what was not told of these. */
  askOtherEnds(pass: TrafficPass): void {
    const { closedAt } = this.#store.columns;
    for (const slot of this.#asked.ask(pass)) if (closedAt[slot] !== 0) this.#late.add(slot);
  }

  /** What closed in this pass, in a place. @returns nothing where nothing did */
  closed(pass: TrafficPass, place: PassPlace): ClosedBatch | undefined {
    const { columns } = this.#store;
    const slots = [...this.#closing].filter((slot) => columns.namespace[slot] === place.namespace);
    // What its row was is not known any more where another thread has seen it.
    if (pass.previous === undefined) for (const slot of slots) this.#store.remove(slot);
    if (pass.previous === undefined || slots.length === 0) return undefined;
    const { snapshot } = pass.previous.sockets;
    const unseen = this.#unseen;
    slots.sort((a, b) => (columns.closedAt[a] ?? 0) - (columns.closedAt[b] ?? 0));
    for (const slot of slots.slice(0, -MOST_CLOSED)) this.#store.remove(slot);
    const kept = slots.slice(-MOST_CLOSED);
    const seen = kept.filter((slot) => !unseen.has(slot));
    const others = kept.filter((slot) => unseen.has(slot)).sort((a, b) => unseen.row(a) - unseen.row(b));
    const ordered = [...seen, ...others];
    const holders = ordered.map((slot) => this.#holders(pass, slot));
    for (const [i, slot] of ordered.entries()) {
      this.#left.delete(slot);
      this.#finished.set(slot, holders[i] ?? NOBODY);
    }
    const rows = Uint32Array.from(seen, (slot) => columns.row[slot] ?? 0);
    return {
      inet: joinInet([sliceInet(snapshot.inet, rows), unseen.rowsOf(others)]),
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
    let [row, identity] = [-1, 0];
    if (slot < 0 && this.#admitted.has(cookie)) {
      this.#early.push({ namespace: place.namespace, rows, at });
      return;
    }
    if (slot < 0) {
      // Never connected, or a listener; or aborted, which has no ends any more.
      if (rows.remotePort[at] === 0) {
        this.#endless += rows.isAborted[at] ?? 0;
        return;
      }
      row = this.#unseen.add(rows, at);
      identity = identityAt(this.#unseen.columns, row, place.salt);
      const known = store.findIdentity(identity);
      if (known >= 0 && store.columns.key[known] === 0) slot = known;
      // Its row is not needed.
      if (slot >= 0 || !place.isWatched) this.#unseen.drop();
    }
    const { seen, closedAt, ended } = store.columns;
    if (slot < 0) {
      if (place.isWatched) this.#shortLived(pass, place, rows, at, key, identity, row);
      return;
    }
    if (seen[slot] === pass.sequence && ended[slot] === 0) {
      if (mayWait) this.#early.push({ namespace: place.namespace, rows, at });
      return;
    }
    const isOver = closedAt[slot] !== 0 || ended[slot] === 1;
    if (closedAt[slot] !== 0) this.#late.add(slot);
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
      advance(columns, slot, sent, received, retransmitted, place.isWatched, place.step);
      if ((rows.roundTrip[at] ?? 0) > 0) columns.roundTrip[slot] = rows.roundTrip[at] ?? 0;
    }
    // The word of a listener looks the same.
    if (columns.state[slot] === TCP_LISTEN) return;
    flag(columns.flags, slot, TRAFFIC_FLAGS.atLeast, isAborted);
    if (isAborted) this.#asked.aborted(pass, slot);
    else if (rows.receivedDoubt[at] === 1) this.#asked.doubted(pass, slot);
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
    const acceptor = this.#acceptors.of(pass, place, this.#unseen.columns, row);
    columns.cookie[slot] = rows.cookie[at] ?? 0;
    columns.key[slot] = key;
    columns.identity[slot] = identity;
    columns.other[slot] = salted(endsIdentity(this.#unseen.columns, row, true), place.salt);
    columns.namespace[slot] = place.namespace;
    columns.isTcp[slot] = 1;
    columns.state[slot] = TCP_CLOSE;
    columns.row[slot] = -1;
    columns.firstSeen[slot] = this.#time(pass, rows.at[at] ?? 0);
    columns.process[slot] = acceptor?.process ?? this.#subjects.shortLived;
    columns.host[slot] = this.#subjects.host(this.#unseen.columns, row);
    if (Number.isNaN(rows.sent[at])) columns.sent[slot] = columns.received[slot] = Number.NaN;
    store.note(slot);
    this.#unseen.assign(slot, row, acceptor ?? NOBODY, acceptor?.uid);
    pass.opened++;
    this.#figures(pass, place, slot, rows, at);
    // Who accepts need not be who works over it.
    if (acceptor !== undefined) flag(columns.flags, slot, TRAFFIC_FLAGS.isLikely, true);
    this.#finish(pass, slot, this.#time(pass, rows.at[at] ?? 0));
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
    const known = this.#left.get(slot) ?? this.#unseen.holders(slot);
    if (known !== undefined || pass.previous === undefined || row < 0) return known ?? NOBODY;
    return holdersIn(pass.previous.sockets.snapshot, row);
  }

  /** When a message was read, between both samples: the clock may have been set since. */
  #time({ before, takenAt }: TrafficPass, at: number): number {
    return Math.min(takenAt, Math.max(before, at));
  }
}
