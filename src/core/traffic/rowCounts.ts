import { payload } from '../netlink/finCame';
import type { InetColumns } from '../model/inetTable';
import { TRAFFIC_FLAGS } from '../model/traffic';
import { isListening, TCP_LISTEN } from '../query/socketState';
import type { Acceptors } from './acceptors';
import type { ConnectionColumns, ConnectionStore } from './connectionStore';
import { advance } from './connectionFigures';
import type { RowSubjects } from './rowSubjects';
import { flag, type PassPlace, type TrafficPass } from './trafficPass';
import type { SumColumns, TrafficSums } from './trafficSums';

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

/**
 * Counts the rows of a place: figures and rates of each, whose it is, and what there is of each process, container and host.
 * One after the other, since a loop over few columns at once takes half as long as one over all of them.
 */
export function countRows(pass: TrafficPass, place: PassPlace, counting: RowCounting): void {
  takeFigures(pass, place, counting);
  assignRows(pass, place, counting);
  addUp(pass, place, counting);
}

/** What the kernel counts of each row. */
function takeFigures(pass: TrafficPass, place: PassPlace, { store, states }: RowCounting): void {
  const { slots, inet, takenAt } = pass;
  const { traffic } = pass.sockets.snapshot;
  const { columns } = store;
  const { state: stateOf, ended, did, sentRate, receivedRate, congestionWindow } = columns;
  const { sent: sentBefore, received: receivedBefore, retransmitted: retransmittedBefore } = columns;
  const roundTripBefore = columns.roundTrip;
  const isMeasured = place.isWatched && place.step !== undefined;
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
    // It was not its turn: what was known last stands.
    if (!place.isRead) continue;
    if (ended[slot] === 1) rest(pass, columns, slot);
    else if (traffic === undefined || waitsAt(inet, row)) sentRate[slot] = receivedRate[slot] = Number.NaN;
    else {
      const sent = traffic.sent[row] ?? Number.NaN;
      const received = payload(traffic.received[row] ?? Number.NaN, state);
      const retransmitted = traffic.retransmitted[row] ?? 0;
      const isQuiet =
        sent === sentBefore[slot] &&
        received === receivedBefore[slot] &&
        retransmitted === retransmittedBefore[slot];
      // Most connections do nothing in a step, and of those nothing else is looked at.
      if (isQuiet && isMeasured && did[slot] === 0) sentRate[slot] = receivedRate[slot] = 0;
      else advance(columns, slot, sent, received, retransmitted, place.isWatched, place.step);
      const roundTrip = traffic.roundTrip[row] ?? 0;
      if (roundTrip !== 0 && roundTripBefore[slot] !== roundTrip) {
        roundTripBefore[slot] = roundTrip;
        did[slot] = 1;
      }
      congestionWindow[slot] = traffic.congestionWindow[row] ?? 0;
    }
  }
}

/** Whose each row is, and which container and host it leads to. */
function assignRows(pass: TrafficPass, place: PassPlace, counting: RowCounting): void {
  const { slots, inet, takenAt } = pass;
  const { areContainersNew, subjects, store } = counting;
  const { process: processOf, container: containerOf, host: hostOf, ended, flags, firstSeen } = store.columns;
  for (let row = place.first; row < place.end; row++) {
    const slot = slots[row] ?? -1;
    if (slot < 0) continue;
    const before = processOf[slot] ?? 0;
    const wasLikely = ((flags[slot] ?? 0) & TRAFFIC_FLAGS.isLikely) !== 0;
    const process = whose(pass, place, counting, row, slot);
    if (process !== before) move(counting, slot, process, wasLikely);
    const isNew = firstSeen[slot] === takenAt || process !== before;
    if (isNew || (areContainersNew && ended[slot] === 0)) containerOf[slot] = subjects.container(row);
    if (hostOf[slot] === 0 && !waitsAt(inet, row)) hostOf[slot] = subjects.host(inet, row);
  }
}

/** What there is of each process, container and host. */
function addUp({ slots, inet, sockets }: TrafficPass, place: PassPlace, { store, sums }: RowCounting): void {
  const { traffic } = sockets.snapshot;
  const { process: processOf, container: containerOf, host: hostOf } = store.columns;
  const [processes, containers, hosts] = [
    sums.processes.columns,
    sums.containers.columns,
    sums.hosts.columns,
  ];
  const { rxQueue, txQueue } = inet;
  for (let row = place.first; row < place.end; row++) {
    const slot = slots[row] ?? -1;
    if (slot < 0) continue;
    const [process, container, host] = [processOf[slot] ?? 0, containerOf[slot] ?? 0, hostOf[slot] ?? 0];
    const isTcp = (inet.protocol[row] ?? 0) <= TCP6;
    // Of a listener nothing is counted, and of those that it accepts all is.
    if (isTcp && traffic !== undefined && (traffic.cookie[row] ?? 0) !== 0)
      processes.isCounted[process] = containers.isCounted[container] = hosts.isCounted[host] = 1;
    const waits = waitsAt(inet, row);
    const [received, sent] = [rxQueue[row] ?? 0, txQueue[row] ?? 0];
    count(processes, process, waits, received, sent);
    if (container > 0) count(containers, container, waits, received, sent);
    if (host > 0) count(hosts, host, waits, received, sent);
  }
}

function waitsAt(inet: InetColumns, row: number): boolean {
  return (inet.protocol[row] ?? 0) <= TCP6 ? inet.state[row] === TCP_LISTEN : isListening(inet, row);
}

/** @param waits a listener's queues are of connections */
function count(columns: SumColumns, at: number, waits: boolean, received: number, sent: number): void {
  if (waits) {
    columns.listeners[at] = (columns.listeners[at] ?? 0) + 1;
    return;
  }
  columns.connections[at] = (columns.connections[at] ?? 0) + 1;
  if (received + sent === 0) return;
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
function rest({ step }: TrafficPass, columns: ConnectionColumns, slot: number): void {
  const { did, sent, sentRate, receivedRate } = columns;
  if (did[slot] === 1) return;
  const isKnown = step !== undefined && !Number.isNaN(sent[slot]);
  sentRate[slot] = receivedRate[slot] = isKnown ? 0 : Number.NaN;
}
