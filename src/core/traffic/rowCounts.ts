import { TRAFFIC_FLAGS } from '../model/traffic';
import { isListening, TCP_LISTEN } from '../query/socketState';
import type { Acceptors } from './acceptors';
import type { ConnectionStore } from './connectionStore';
import { advance, payload } from './connectionFigures';
import type { RowSubjects } from './rowSubjects';
import { flag, type PassPlace, type TrafficPass } from './trafficPass';
import type { TrafficSums } from './trafficSums';

/** The sums that rows count for. */
export interface RowSums {
  readonly processes: TrafficSums<unknown>;
  readonly containers: TrafficSums<unknown>;
  readonly hosts: TrafficSums<unknown>;
}

/** What rows are counted with. */
export interface RowCounting {
  readonly store: ConnectionStore;
  readonly sums: RowSums;
  readonly subjects: RowSubjects;
  readonly acceptors: Acceptors;
  /** Sockets of TCP by state. */
  readonly states: Uint32Array;
  /** Whether rows may be other containers' than they were. */
  readonly areContainersNew: boolean;
}

const TCP6 = 1;

/** Counts the rows of a place: figures and rates of each, whose it is, and what there is of each process, container and host. */
export function countRows(pass: TrafficPass, place: PassPlace, counting: RowCounting): void {
  const { slots, inet, takenAt } = pass;
  const { traffic } = pass.sockets.snapshot;
  const { states, areContainersNew, subjects, sums } = counting;
  const { columns } = counting.store;
  const { state: stateOf, process: processOf, container: containerOf, host: hostOf, ended } = columns;
  for (let row = place.first; row < place.end; row++) {
    const state = inet.state[row] ?? 0;
    const isTcp = (inet.protocol[row] ?? 0) <= TCP6;
    if (isTcp && state < states.length) states[state] = (states[state] ?? 0) + 1;
    const slot = slots[row] ?? -1;
    if (slot < 0) continue;
    if (stateOf[slot] !== state) {
      stateOf[slot] = state;
      columns.changedAt[slot] = takenAt;
    }
    const waits = isTcp ? state === TCP_LISTEN : isListening(inet, row);
    if (!place.isRead) {
      // It was not its turn: what was known last stands.
    } else if (ended[slot] === 1) rest(pass, counting, slot);
    else if (traffic === undefined || waits) unknown(counting, slot);
    else {
      const sent = traffic.sent[row] ?? Number.NaN;
      const received = payload(traffic.received[row] ?? Number.NaN, state);
      advance(columns, slot, sent, received, traffic.retransmitted[row] ?? 0, place.isWatched, place.step);
      const roundTrip = traffic.roundTrip[row] ?? 0;
      if (roundTrip !== 0 && columns.roundTrip[slot] !== roundTrip) {
        columns.roundTrip[slot] = roundTrip;
        columns.did[slot] = 1;
      }
      columns.congestionWindow[slot] = traffic.congestionWindow[row] ?? 0;
    }
    const processBefore = processOf[slot] ?? 0;
    const wasLikely = ((columns.flags[slot] ?? 0) & TRAFFIC_FLAGS.isLikely) !== 0;
    const process = whose(pass, place, counting, row, slot);
    if (process !== processBefore) move(counting, slot, process, wasLikely);
    const isNew = columns.firstSeen[slot] === takenAt || process !== processBefore;
    if (isNew || (areContainersNew && ended[slot] === 0)) containerOf[slot] = subjects.container(row);
    if (hostOf[slot] === 0 && !waits) hostOf[slot] = subjects.host(inet, row);
    const [container, host] = [containerOf[slot] ?? 0, hostOf[slot] ?? 0];
    // Of a listener nothing is counted, and of those that it accepts all is.
    if (isTcp && traffic !== undefined && (traffic.cookie[row] ?? 0) !== 0) {
      sums.processes.columns.isCounted[process] = 1;
      sums.containers.columns.isCounted[container] = 1;
      sums.hosts.columns.isCounted[host] = 1;
    }
    count(sums.processes, process, waits, inet.rxQueue[row] ?? 0, inet.txQueue[row] ?? 0);
    if (container > 0)
      count(sums.containers, container, waits, inet.rxQueue[row] ?? 0, inet.txQueue[row] ?? 0);
    if (host > 0) count(sums.hosts, host, waits, inet.rxQueue[row] ?? 0, inet.txQueue[row] ?? 0);
  }
}

/** @param waits a listener's queues are of connections */
function count(
  { columns }: TrafficSums<unknown>,
  at: number,
  waits: boolean,
  received: number,
  sent: number,
): void {
  if (waits) {
    columns.listeners[at] = (columns.listeners[at] ?? 0) + 1;
    return;
  }
  columns.connections[at] = (columns.connections[at] ?? 0) + 1;
  columns.receiveQueue[at] = (columns.receiveQueue[at] ?? 0) + received;
  columns.sendQueue[at] = (columns.sendQueue[at] ?? 0) + sent;
}

/** The place of the process of a row, with the flag whether that is likely. */
function whose(
  pass: TrafficPass,
  place: PassPlace,
  { subjects, acceptors, store }: RowCounting,
  row: number,
  slot: number,
): number {
  const { flags, process: before } = store.columns;
  let process = subjects.process(row);
  let { isLikely } = subjects;
  if (process === 0) {
    const { inet } = pass;
    const was = before[slot] ?? 0;
    if (inet.inode[row] !== 0) {
      // Made or closed while descriptors were read: whoever has the listener of the same user has it, too.
      const uid = inet.uid[row] ?? 0;
      if (was === 0) process = acceptors.placeFor(pass, place, row, uid);
      else if (((flags[slot] ?? 0) & TRAFFIC_FLAGS.isLikely) !== 0) process = was;
      isLikely = process !== 0;
      process ||= subjects.unknown(uid);
    } else if (was !== 0) return was;
    else {
      // Nobody has accepted it yet, or ends alone are left of it.
      process = acceptors.placeFor(pass, place, row);
      isLikely = process !== 0;
    }
  }
  if (isLikely !== (((flags[slot] ?? 0) & TRAFFIC_FLAGS.isLikely) !== 0))
    flag(flags, slot, TRAFFIC_FLAGS.isLikely, isLikely);
  return process;
}

/** A row is another process' than was thought. What was counted for one that was not certain goes along. */
function move({ store, subjects, sums }: RowCounting, slot: number, to: number, wasLikely: boolean): void {
  const { process, watchedSent, watchedReceived } = store.columns;
  const from = process[slot] ?? 0;
  process[slot] = to;
  if (!wasLikely && subjects.isProven(from)) return;
  const { sent, received } = sums.processes.columns;
  const [moreSent, moreReceived] = [watchedSent[slot] ?? 0, watchedReceived[slot] ?? 0];
  sent[to] = (sent[to] ?? 0) + moreSent;
  received[to] = (received[to] ?? 0) + moreReceived;
  if (from === 0) return;
  sent[from] = Math.max(0, (sent[from] ?? 0) - moreSent);
  received[from] = Math.max(0, (received[from] ?? 0) - moreReceived);
}

/** Nothing comes or goes any more, but for what was told last when the connection ended. */
function rest({ step }: TrafficPass, { store }: RowCounting, slot: number): void {
  const { did, sent, sentRate, receivedRate } = store.columns;
  if (did[slot] === 1) return;
  const isKnown = step !== undefined && !Number.isNaN(sent[slot]);
  sentRate[slot] = receivedRate[slot] = isKnown ? 0 : Number.NaN;
}

function unknown({ store: { columns } }: RowCounting, slot: number): void {
  columns.sentRate[slot] = columns.receivedRate[slot] = Number.NaN;
}
