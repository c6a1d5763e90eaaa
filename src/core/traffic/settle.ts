import type { ConnectionStore } from './connectionStore';
import type { RowSums } from './rowCounts';
import type { SparseRates, TrafficSample } from './trafficSample';
import type { SumColumns, TrafficSums } from './trafficSums';

/** What rows and processes did in a step. */
type Done = Pick<TrafficSample, 'connections' | 'processes'>;

/** Adds what connections did to the sums that they count for, and says who did something. @param isMeasured whether a sample is to have it */
export function settle(store: ConnectionStore, sums: RowSums, isMeasured: boolean): Done {
  const { columns } = store;
  const { id, did, stepSent, stepReceived, stepRetransmitted, watchedSent, watchedReceived } = columns;
  const { process, container, host } = columns;
  const active = new Uint32Array(store.count);
  let length = 0;
  for (let i = 0; i < store.count; i++) {
    const slot = store.order[i] ?? 0;
    if (did[slot] === 0 || id[slot] === 0) continue;
    active[length++] = slot;
    const sent = stepSent[slot] ?? 0;
    const received = stepReceived[slot] ?? 0;
    const retransmitted = stepRetransmitted[slot] ?? 0;
    if (sent + received + retransmitted === 0) continue;
    watchedSent[slot] = (watchedSent[slot] ?? 0) + sent;
    watchedReceived[slot] = (watchedReceived[slot] ?? 0) + received;
    add(sums.processes.columns, process[slot] ?? 0, sent, received, retransmitted);
    add(sums.containers.columns, container[slot] ?? 0, sent, received, retransmitted);
    add(sums.hosts.columns, host[slot] ?? 0, sent, received, retransmitted);
  }
  const slots = active.subarray(0, isMeasured ? length : 0);
  const roundTrip = new Float32Array(slots.length);
  for (let i = 0; i < slots.length; i++) roundTrip[i] = columns.roundTrip[slots[i] ?? 0] ?? 0;
  return {
    connections: { ...ratesOf(columns, slots), roundTrip },
    processes: ratesOf(sums.processes.columns, isMeasured ? activeIn(sums.processes) : []),
  };
}

function add(columns: SumColumns, at: number, sent: number, received: number, retransmitted: number): void {
  if (at === 0) return;
  columns.isCounted[at] = 1;
  columns.stepSent[at] = (columns.stepSent[at] ?? 0) + sent;
  columns.stepReceived[at] = (columns.stepReceived[at] ?? 0) + received;
  columns.sent[at] = (columns.sent[at] ?? 0) + sent;
  columns.received[at] = (columns.received[at] ?? 0) + received;
  columns.retransmitted[at] = (columns.retransmitted[at] ?? 0) + retransmitted;
}

/** The places that did something, in the order of their ids. */
function activeIn({ columns, length }: TrafficSums<unknown>): number[] {
  const { id, stepSent, stepReceived } = columns;
  const places: number[] = [];
  let isRising = true;
  for (let place = 1, last = 0; place < length; place++) {
    if ((stepSent[place] ?? 0) + (stepReceived[place] ?? 0) <= 0) continue;
    if ((id[place] ?? 0) < last) isRising = false;
    last = id[place] ?? 0;
    places.push(place);
  }
  // As long as no place was given away a second time.
  return isRising ? places : places.sort((a, b) => (id[a] ?? 0) - (id[b] ?? 0));
}

function ratesOf(
  { id, stepSent, stepReceived }: Pick<SumColumns, 'id' | 'stepSent' | 'stepReceived'>,
  places: ArrayLike<number>,
): SparseRates {
  const ids = new Float64Array(places.length);
  const sent = new Float32Array(places.length);
  const received = new Float32Array(places.length);
  for (let i = 0; i < places.length; i++) {
    const place = places[i] ?? 0;
    ids[i] = id[place] ?? 0;
    sent[i] = stepSent[place] ?? 0;
    received[i] = stepReceived[place] ?? 0;
  }
  return { ids, sent, received };
}
