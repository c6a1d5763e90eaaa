import type { SeriesMeasure, TrafficPlot, TrafficSeries } from '../../model/traffic';
import { DIRECTIONS, directed, seriesId } from '../seriesIds';
import type { Piece } from './piece';
import type { Points } from './points';
import { type RowRates, ratesOf } from './rates';
import { RowLog } from './rowLog';
import { STATES, type StepEvents, type Steps } from './steps';

/** Interfaces that have series of their own: the busiest. */
const MOST_INTERFACES = 6;

/** The same of processes, whatever is asked for: more lines nobody tells apart, and an answer has 64 kB at most. */
export const MOST_PROCESSES = 8;

/** Series of received and sent, in this order. */
export function rateSeries(id: string, label: string, rates: RowRates): TrafficSeries[] {
  return DIRECTIONS.map((measure) => ({
    id: directed(id, measure),
    label,
    measure,
    values: rates[measure],
  }));
}

/** @param names by the interfaces' places, which are 1 and up */
export function interfaceSeries(
  pieces: readonly Piece[],
  points: Points,
  names: readonly string[],
): TrafficSeries[] {
  const places = busiest(pieces, MOST_INTERFACES);
  const rates = ratesOf(pieces, points, places, 'unknown');
  return places.flatMap((place, i) => {
    const name = names[place] ?? '';
    const its = rates[i];
    return its === undefined ? [] : rateSeries(seriesId({ of: 'interface', name }), name, its);
  });
}

/** The busiest processes, and the rest as one where there are more. */
export function processSeries(
  pieces: readonly Piece[],
  points: Points,
  most: number,
  label: (id: number) => string,
): TrafficSeries[] {
  const ids = busiest(pieces, Math.min(MOST_PROCESSES, Math.max(0, Math.floor(most) || 0)));
  const rates = ratesOf(pieces, points, ids, 'idle');
  const own = rates.slice(0, -1);
  const all = rates.at(-1);
  const series = own.flatMap((its, i) => {
    const row = ids[i] ?? 0;
    return rateSeries(seriesId({ of: 'process', row }), label(row), its);
  });
  if (all === undefined) return series;
  const rest = (measure: 'received' | 'sent'): Float32Array =>
    all[measure].map((value, at) => {
      // The sum, and each of its parts, are rounded to 24 bits: what is left may be no more than that.
      const left = own.reduce((sum, rate) => sum - (rate[measure][at] ?? 0), value);
      return left < value * 1e-6 ? 0 : left;
    });
  const others = { received: rest('received'), sent: rest('sent'), roundTrip: all.roundTrip };
  const areOthers = [others.received, others.sent].some((values) => values.some((value) => value > 0));
  return areOthers ? [...series, ...rateSeries(seriesId({ of: 'rest' }), '', others)] : series;
}

/** Ids of the rows with most bytes, in rising order. Of those with as many, those that were there first. */
function busiest(pieces: readonly Piece[], most: number): number[] {
  const { ids, received, sent, length } = RowLog.sum(pieces);
  const best: { id: number; bytes: number }[] = [];
  for (let i = 0; i < length; i++) {
    const bytes = (received[i] ?? 0) + (sent[i] ?? 0);
    if (best.length === most && bytes <= (best.at(-1)?.bytes ?? Infinity)) continue;
    best.splice(best.findLastIndex((other) => other.bytes >= bytes) + 1, 0, { id: ids[i] ?? 0, bytes });
    best.length = Math.min(best.length, most);
  }
  return best.map(({ id }) => id).sort((a, b) => a - b);
}

/** Sockets by state at the end of each point, of states that occur. */
export function stateSeries({ columns }: Steps, { times, end, first }: Points): TrafficSeries[] {
  return Array.from({ length: STATES }, (_, state) => ({
    id: seriesId({ of: 'state', state }),
    label: '',
    measure: 'count' as const,
    values: Float32Array.from(times, (_time, at) =>
      first[at] === end[at] ? Number.NaN : (columns.states[((end[at] ?? 1) - 1) * STATES + state] ?? 0),
    ),
  })).filter(({ values }) => values.some((value) => value > 0));
}

/** What happened a second, at each point, of what was measured. */
function eventSeries({ columns }: Steps, { times, first, end }: Points, event: StepEvents): TrafficSeries {
  const values = Float32Array.from(times, (_, at) => {
    let [count, measured] = [0, 0];
    for (let step = first[at] ?? 0; step < (end[at] ?? 0); step++) {
      const happened = columns[event][step] ?? Number.NaN;
      const time = columns.measured[step] ?? 0;
      if (Number.isNaN(happened) || time === 0) continue;
      count += happened;
      measured += time;
    }
    return measured > 0 ? (count * 1000) / measured : Number.NaN;
  });
  return { id: event, label: '', measure: 'rate' satisfies SeriesMeasure, values };
}

const EVENTS = {
  turnover: ['opened', 'closed'],
  losses: ['retransmitted', 'interfaceLosses', 'listenOverflows', 'listenDrops'],
} as const satisfies Partial<Record<TrafficPlot, readonly StepEvents[]>>;

/** The plots of events. */
export function eventPlot(plot: keyof typeof EVENTS, steps: Steps, points: Points): TrafficSeries[] {
  return EVENTS[plot].map((event) => eventSeries(steps, points, event));
}
