import type { SeriesId, TrafficPlot, TrafficSeries } from '../../core/model/traffic';
import { parted, subjectOf } from '../../core/traffic/seriesIds';
import { tcpStateName } from '../../core/netstat/sockets/internetRow';
import { t } from '../l10n';

/** What a plot's legend names: one thing, of which one value is known, or what it received and sent. */
export interface PlotEntry {
  /** `interface eth0`, `process 12`, `state 1`, `opened` */
  readonly id: SeriesId;
  readonly label: string;
  /** Received and sent, or the one value. */
  readonly up: TrafficSeries | undefined;
  readonly down: TrafficSeries | undefined;
}

/** Interfaces that are told apart by dashes; the busiest ones. */
const MOST_INTERFACES = 4;

/** The entries of a plot. Interfaces and states that had nothing in all that is kept are left out. */
export function entriesOf(plot: TrafficPlot, series: readonly TrafficSeries[]): PlotEntry[] {
  const entries = new Map<SeriesId, PlotEntry>();
  for (const one of series) {
    const { id, direction } = parted(one.id);
    const entry = entries.get(id) ?? { id, label: one.label || labelOf(id), up: undefined, down: undefined };
    const isDown = direction === 'sent' || id === 'sent' || id === 'closed';
    entries.set(id, isDown ? { ...entry, down: one } : { ...entry, up: one });
  }
  const all = [...entries.values()];
  if (plot === 'interfaces') return busiest(all, MOST_INTERFACES);
  if (plot === 'states') return all.filter((entry) => sumOf(entry) > 0);
  return plot === 'processes' ? all.map(together).sort(byProcess) : all;
}

/** Who moves bytes is asked of processes, and not in which direction: one area each, of both. */
function together(entry: PlotEntry): PlotEntry {
  const { up, down } = entry;
  if (up === undefined || down === undefined) return entry;
  return {
    ...entry,
    up: { ...up, values: up.values.map((value, at) => value + down.values[at]!) },
    down: undefined,
  };
}

/** Processes keep their places while they gain and lose; the rest lies outside. */
function byProcess(one: PlotEntry, other: PlotEntry): number {
  return rowOf(one.id) - rowOf(other.id);
}

function rowOf(id: SeriesId): number {
  const subject = subjectOf(id);
  return subject?.of === 'process' ? subject.row : Infinity;
}

function busiest(entries: readonly PlotEntry[], most: number): PlotEntry[] {
  const sums = new Map(entries.map((entry) => [entry, sumOf(entry)]));
  const chosen = new Set(
    [...entries].sort((one, other) => (sums.get(other) ?? 0) - (sums.get(one) ?? 0)).slice(0, most),
  );
  const busy = entries.filter((entry) => chosen.has(entry) && (sums.get(entry) ?? 0) > 0);
  return busy.length > 0 ? busy : entries.slice(0, 1);
}

function sumOf(entry: PlotEntry): number {
  let sum = 0;
  for (const series of [entry.up, entry.down]) for (const value of series?.values ?? []) sum += value || 0;
  return sum;
}

/** The text of a series that has no name of its own. */
export function labelOf(id: SeriesId): string {
  const subject = subjectOf(id);
  switch (subject?.of) {
    case 'interface':
      return subject.name;
    case 'rest':
      return t('others');
    case 'process':
      return t('unknown, short-lived');
    case 'state':
      return tcpStateName(subject.state);
    case undefined:
      return eventLabel(id);
  }
}

function eventLabel(id: SeriesId): string {
  switch (id) {
    case 'opened':
      return t('opened');
    case 'closed':
      return t('closed');
    case 'retransmitted':
      return t('retransmitted');
    case 'interfaceLosses':
      return t('interface losses');
    case 'listenOverflows':
      return t('listen overflows');
    case 'listenDrops':
      return t('listen drops');
    case 'roundTrip':
      return t('round trip');
    case 'received':
      return t('received');
    case 'sent':
      return t('sent');
    default:
      return id;
  }
}

/** What a plot is of. */
export function titleOf(plot: TrafficPlot): string {
  switch (plot) {
    case 'interfaces':
      return t('Interfaces');
    case 'processes':
      return t('Processes (TCP only)');
    case 'states':
      return t('States');
    case 'turnover':
      return t('Opened and closed');
    case 'losses':
      return t('Losses');
  }
}
