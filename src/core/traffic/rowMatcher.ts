import type { InetColumns } from '../model/inetTable';
import { TRAFFIC_FLAGS } from '../model/traffic';
import type { TrafficColumns } from '../model/trafficTable';
import { areEnds, endsIdentity, identityWith } from '../query/page/identity';
import { TCP_LISTEN, TCP_TIME_WAIT } from '../query/socketState';
import type { ConnectionStore } from './connectionStore';
import { flag, identityAt, type PassPlace, salted, type TrafficPass } from './trafficPass';

/** States of include/net/tcp_states.h. */
const TCP_SYN_SENT = 2;
const TCP_SYN_RECV = 3;
const TCP_FIN_WAIT2 = 5;
const TCP_CLOSE = 7;
const TCP_NEW_SYN_RECV = 12;

const TCP6 = 1;

/**
 * Gives the rows of a place that are known by their cookies, or without one by their ends, their slots.
 * @param ends is told of each slot whose connection goes to TIME_WAIT
 * @returns the other rows
 */
export function matchRows(
  pass: TrafficPass,
  place: PassPlace,
  store: ConnectionStore,
  ends: (slot: number) => void,
): number[] {
  const { inet, sequence } = pass;
  const { id, key, restKey, row: rows, seen, closedAt, ended } = store.columns;
  const cookies = pass.sockets.snapshot.traffic?.cookie;
  const before = pass.previous?.slots ?? new Int32Array(0);
  const missed: number[] = [];
  // The kernel tells of sockets in the same order mostly: the next one is then the one that was next.
  let guess = 0;
  for (let row = place.first; row < place.end; row++) {
    const cookie = cookies === undefined ? 0 : (cookies[row] ?? 0);
    let slot = guess < before.length ? (before[guess] ?? -1) : -1;
    if (cookie === 0) slot = findPlain(pass, place, store, row);
    else {
      const wanted = place.salt === 0 ? cookie : salted(cookie, place.salt);
      if (slot < 0 || (key[slot] !== wanted && restKey[slot] !== wanted) || id[slot] === 0)
        slot = store.find(wanted);
      // The kernel may list one twice while it changes its state.
      if (slot >= 0 && seen[slot] === sequence) continue;
      // A walk through a table that changes may have left one out.
      if (slot >= 0 && closedAt[slot] !== 0) pass.back.push(slot);
    }
    if (slot < 0) {
      missed.push(row);
      continue;
    }
    if (ended[slot] === 0 && isRestOfConnection(inet, row)) ends(slot);
    guess = (rows[slot] ?? -1) + 1;
    see(pass, store, row, slot);
  }
  return missed;
}

/** Gives the rest of the rows a slot: that of a connection whose end they are, or a new one. */
export function admitRows(
  pass: TrafficPass,
  place: PassPlace,
  store: ConnectionStore,
  missed: readonly number[],
  goesOn: (slot: number) => boolean,
): void {
  const { inet } = pass;
  const cookies = pass.sockets.snapshot.traffic?.cookie;
  store.expect(missed.length);
  for (const row of missed) {
    const cookie = cookies?.[row] ?? 0;
    const key = cookie === 0 ? 0 : salted(cookie, place.salt);
    const identity = freeIdentity(pass, place, store, row, cookie === 0);
    const known = store.findIdentity(identity);
    const isRest = isRestOfConnection(inet, row);
    if (known >= 0 && store.columns.seen[known] !== pass.sequence) {
      const { columns } = store;
      if (isRest && columns.restKey[known] === 0 && cookie !== 0 && goesOn(known)) {
        columns.restKey[known] = key;
        store.note(known);
        see(pass, store, row, known);
        continue;
      }
      // The kernel did not tell of cookies then, and does now.
      if (columns.key[known] === 0 && columns.closedAt[known] === 0 && columns.ended[known] === 0) {
        columns.key[known] = key;
        columns.cookie[known] = cookie;
        store.note(known);
        see(pass, store, row, known);
        continue;
      }
    }
    const slot = store.add(pass.id());
    const { columns } = store;
    columns.cookie[slot] = cookie;
    columns.key[slot] = key;
    columns.identity[slot] = identity;
    columns.namespace[slot] = place.namespace;
    columns.isTcp[slot] = isTcp(inet, row) ? 1 : 0;
    columns.ended[slot] = isRest ? 1 : 0;
    columns.firstSeen[slot] = pass.takenAt;
    columns.state[slot] = inet.state[row] ?? 0;
    columns.flags[slot] = place.isWatched && !isRest ? 0 : TRAFFIC_FLAGS.isOlder;
    const first = baseline(pass.sockets.snapshot.traffic, inet, row, place.isWatched && !isRest);
    columns.sent[slot] = columns.received[slot] = first;
    columns.sentRate[slot] = columns.receivedRate[slot] = Number.NaN;
    store.note(slot);
    see(pass, store, row, slot);
    if (!isConnection(inet, row)) continue;
    columns.other[slot] = salted(endsIdentity(inet, row, true), place.salt);
    markLocal(store, slot, columns.other[slot] ?? 0);
    if (place.isWatched && !isRest) pass.opened++;
  }
}

/** Finds the other ends of the rows of a pass in their own namespaces, by what the store knows of each; -1 for none. */
export function nearEndsOf(
  { inet, slots, places }: Pick<TrafficPass, 'inet' | 'slots' | 'places'>,
  store: ConnectionStore,
): (row: number) => number {
  return (row) => {
    if (inet.remotePort[row] === 0) return -1;
    const place = places.find(({ end }) => row < end);
    const slot =
      place === undefined ? -1 : store.findIdentity(salted(endsIdentity(inet, row, true), place.salt));
    const other = slot < 0 ? -1 : (store.columns.row[slot] ?? -1);
    // The store goes on with the next reading.
    return other >= 0 && other !== row && slots[other] === slot && areEnds(inet, row, inet, other)
      ? other
      : -1;
  };
}

function see(
  { slots, sequence }: TrafficPass,
  { columns }: ConnectionStore,
  row: number,
  slot: number,
): void {
  slots[row] = slot;
  columns.seen[slot] = sequence;
  columns.row[slot] = row;
}

/** A connection whose other end is here, too. */
function markLocal(store: ConnectionStore, slot: number, otherEnd: number): void {
  const other = store.findIdentity(otherEnd);
  if (other < 0 || other === slot || store.columns.closedAt[other] !== 0) return;
  for (const each of [slot, other]) flag(store.columns.flags, each, TRAFFIC_FLAGS.isLocal, true);
}

/** The slot of a row without a cookie; -1 for none. */
function findPlain(pass: TrafficPass, place: PassPlace, store: ConnectionStore, row: number): number {
  const slot = store.findIdentity(freeIdentity(pass, place, store, row, true));
  const { closedAt, ended } = store.columns;
  if (slot < 0 || closedAt[slot] !== 0) return -1;
  // Its ends are in use again, and it is over for good.
  return ended[slot] === 1 && !isRestOfConnection(pass.inet, row) ? -1 : slot;
}

/** Sockets without a foreign end may share all of what they are known by: the next ones are known by how many there were before. */
function freeIdentity(
  pass: TrafficPass,
  place: PassPlace,
  store: ConnectionStore,
  row: number,
  isPlain: boolean,
): number {
  let identity = identityAt(pass.inet, row, place.salt);
  if (!isPlain) return identity;
  for (let known; (known = store.findIdentity(identity)) >= 0; identity = identityWith(identity, 1))
    if (store.columns.seen[known] !== pass.sequence) break;
  return identity;
}

/** What counters are compared with at first: payload of a connection that was just made, or cannot have any yet, begins at 0. */
function baseline(
  traffic: TrafficColumns | undefined,
  inet: InetColumns,
  row: number,
  isOpened: boolean,
): number {
  if (traffic === undefined || traffic.cookie[row] === 0 || !isConnection(inet, row)) return Number.NaN;
  const state = inet.state[row];
  const isInTheMaking = state === TCP_SYN_SENT || state === TCP_SYN_RECV || state === TCP_NEW_SYN_RECV;
  if (isInTheMaking) return 0;
  return isOpened && !Number.isNaN(traffic.sent[row]) ? 0 : Number.NaN;
}

function isTcp({ protocol }: InetColumns, row: number): boolean {
  return (protocol[row] ?? 0) <= TCP6;
}

function isConnection(inet: InetColumns, row: number): boolean {
  const state = inet.state[row];
  return isTcp(inet, row) && state !== TCP_LISTEN && state !== TCP_CLOSE;
}

/**
 * Whether it is what the kernel keeps of a connection of TCP that is over: another socket, without inode, with the cookie of
 * the connection where anybody asked for that before, else with one of its own (inet_twsk_alloc() of
 * net/ipv4/inet_timewait_sock.c), in TIME_WAIT or, as long as the other end says nothing, FIN_WAIT2 (tcp_time_wait() of net/ipv4/tcp_minisocks.c).
 */
export function isRestOfConnection(inet: InetColumns, row: number): boolean {
  const state = inet.state[row];
  return isTcp(inet, row) && (state === TCP_TIME_WAIT || (state === TCP_FIN_WAIT2 && inet.inode[row] === 0));
}
