import type { ConnectionStore } from './connectionStore';
import type { OwedSteps } from './owedSteps';
import type { RowSums } from './rowCounts';
import type { TrafficPass } from './trafficPass';
import type { SparseRates, TrafficSample } from './trafficSample';
import type { SumColumns, TrafficSums } from './trafficSums';

/** What rows and processes did in a step. */
type Done = Pick<TrafficSample, 'connections' | 'processes'>;

/**
 * Adds what connections did to the sums that they count for, and says who did something. From then on the bytes of a
 * connection's step are those of the pass, where its namespace was not read in each one.
 */
export function settle(pass: TrafficPass, store: ConnectionStore, sums: RowSums, owed: OwedSteps): Done {
  const { columns } = store;
  const { id, did, stepSent, stepReceived, stepRetransmitted, watchedSent, watchedReceived } = columns;
  const { process, container, host } = columns;
  const steps = longerSteps(pass);
  if (pass.step === undefined) owed.clear();
  const isSpread = steps.size > 0 || !owed.isEmpty;
  const active = new Uint32Array(store.count);
  let length = 0;
  for (let i = 0; i < store.count; i++) {
    const slot = store.order[i] ?? 0;
    const isOwed = isSpread && owed.has(slot);
    if ((did[slot] === 0 && !isOwed) || id[slot] === 0) continue;
    active[length++] = slot;
    let sent = stepSent[slot] ?? 0;
    let received = stepReceived[slot] ?? 0;
    const retransmitted = stepRetransmitted[slot] ?? 0;
    if (sent + received + retransmitted === 0 && !isOwed) continue;
    watchedSent[slot] = (watchedSent[slot] ?? 0) + sent;
    watchedReceived[slot] = (watchedReceived[slot] ?? 0) + received;
    addTotals(sums.processes.columns, process[slot] ?? 0, sent, received, retransmitted);
    addTotals(sums.containers.columns, container[slot] ?? 0, sent, received, retransmitted);
    addTotals(sums.hosts.columns, host[slot] ?? 0, sent, received, retransmitted);
    if (isSpread && pass.step !== undefined) {
      const over = steps.get(columns.namespace[slot] ?? 0) ?? pass.step;
      ({ sent, received } = owed.share(slot, id[slot] ?? 0, sent, received, over, pass.step));
      [stepSent[slot], stepReceived[slot]] = [sent, received];
    }
    addStep(sums.processes.columns, process[slot] ?? 0, sent, received);
    addStep(sums.containers.columns, container[slot] ?? 0, sent, received);
    addStep(sums.hosts.columns, host[slot] ?? 0, sent, received);
  }
  const isMeasured = pass.step !== undefined;
  const slots = active.subarray(0, isMeasured ? length : 0);
  const roundTrip = new Float32Array(slots.length);
  for (let i = 0; i < slots.length; i++) roundTrip[i] = columns.roundTrip[slots[i] ?? 0] ?? 0;
  return {
    connections: { ...ratesOf(columns, slots), roundTrip },
    processes: ratesOf(sums.processes.columns, isMeasured ? activeIn(sums.processes) : []),
  };
}

/** The steps of namespaces that were not read in each pass, by the namespaces' numbers. */
function longerSteps({ places, step }: TrafficPass): ReadonlyMap<number, number> {
  const longer = new Map<number, number>();
  if (step === undefined) return longer;
  for (const place of places)
    if (place.step !== undefined && place.step > step) longer.set(place.namespace, place.step);
  return longer;
}

function addTotals(
  columns: SumColumns,
  at: number,
  sent: number,
  received: number,
  retransmitted: number,
): void {
  if (at === 0) return;
  columns.isCounted[at] = 1;
  columns.sent[at] = (columns.sent[at] ?? 0) + sent;
  columns.received[at] = (columns.received[at] ?? 0) + received;
  columns.retransmitted[at] = (columns.retransmitted[at] ?? 0) + retransmitted;
}

function addStep(columns: SumColumns, at: number, sent: number, received: number): void {
  if (at === 0) return;
  columns.stepSent[at] = (columns.stepSent[at] ?? 0) + sent;
  columns.stepReceived[at] = (columns.stepReceived[at] ?? 0) + received;
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
