import type { ConnectionStore } from './connectionStore';
import type { RowSums } from './rowCounts';
import type { SparseRates, TrafficSample } from './trafficSample';
import type { TrafficSums } from './trafficSums';

/** What rows and processes did in a step. */
type Done = Pick<TrafficSample, 'connections' | 'processes'>;

/** Adds what connections did to the sums that they count for, and says who did something. @param isMeasured whether a sample is to have it */
export function settle(store: ConnectionStore, sums: RowSums, isMeasured: boolean): Done {
  const { columns } = store;
  const { did, stepSent, stepReceived, stepRetransmitted, watchedSent, watchedReceived } = columns;
  const active = new Uint32Array(store.count);
  let length = 0;
  for (let i = 0; i < store.count; i++) {
    const slot = store.order[i] ?? 0;
    if (did[slot] === 0) continue;
    if (columns.id[slot] === 0) continue;
    active[length++] = slot;
    const sent = stepSent[slot] ?? 0;
    const received = stepReceived[slot] ?? 0;
    const retransmitted = stepRetransmitted[slot] ?? 0;
    if (sent + received + retransmitted === 0) continue;
    watchedSent[slot] = (watchedSent[slot] ?? 0) + sent;
    watchedReceived[slot] = (watchedReceived[slot] ?? 0) + received;
    add(sums.processes, columns.process[slot] ?? 0, sent, received, retransmitted);
    add(sums.containers, columns.container[slot] ?? 0, sent, received, retransmitted);
    add(sums.hosts, columns.host[slot] ?? 0, sent, received, retransmitted);
  }
  if (!isMeasured) length = 0;
  const slots = active.subarray(0, length);
  return {
    connections: {
      ids: Float64Array.from(slots, (slot) => columns.id[slot] ?? 0),
      sent: Float32Array.from(slots, (slot) => stepSent[slot] ?? 0),
      received: Float32Array.from(slots, (slot) => stepReceived[slot] ?? 0),
      roundTrip: Float32Array.from(slots, (slot) => columns.roundTrip[slot] ?? 0),
    },
    processes: activeOf(sums.processes, isMeasured),
  };
}

function add(
  { columns }: TrafficSums<unknown>,
  at: number,
  sent: number,
  received: number,
  retransmitted: number,
): void {
  if (at === 0) return;
  columns.stepSent[at] = (columns.stepSent[at] ?? 0) + sent;
  columns.stepReceived[at] = (columns.stepReceived[at] ?? 0) + received;
  columns.sent[at] = (columns.sent[at] ?? 0) + sent;
  columns.received[at] = (columns.received[at] ?? 0) + received;
  columns.retransmitted[at] = (columns.retransmitted[at] ?? 0) + retransmitted;
}

function activeOf(sums: TrafficSums<unknown>, isMeasured: boolean): SparseRates {
  const { id, stepSent, stepReceived } = sums.columns;
  const places: number[] = [];
  const end = isMeasured ? sums.length : 0;
  for (let place = 1; place < end; place++)
    if ((stepSent[place] ?? 0) + (stepReceived[place] ?? 0) > 0) places.push(place);
  places.sort((a, b) => (id[a] ?? 0) - (id[b] ?? 0));
  return {
    ids: Float64Array.from(places, (place) => id[place] ?? 0),
    sent: Float32Array.from(places, (place) => stepSent[place] ?? 0),
    received: Float32Array.from(places, (place) => stepReceived[place] ?? 0),
  };
}
