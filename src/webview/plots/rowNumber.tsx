import type { JSX } from 'preact';
import type { TrafficPlot, TrafficSummary } from '../../core/model/traffic';
import { figureText } from '../../core/traffic/figures';
import type { PlotEntry } from './entries';
import type { SharedOfPlots } from './shared';
import { pointedStep, shownRange } from './timeAxis';
import { seriesText } from './values';

/** What stands beside a sparkline. */
export interface RowNumberProps {
  readonly plot: TrafficPlot;
  readonly shared: SharedOfPlots;
  readonly entries: readonly PlotEntry[];
  readonly summary: TrafficSummary | undefined;
}

/**
 * The number of a sparkline: of the interfaces the machine's total, where it has one, of processes the one that moves most, of states the
 * open connections. Under the line, the values of the entry there.
 */
export function RowNumber({ plot, shared, entries, summary }: RowNumberProps): JSX.Element {
  const { steps, window, units, pointed } = shared;
  const last = steps.times.length - 1;
  const at = pointed === undefined ? -1 : pointedStep(steps, shownRange(steps, window), pointed);
  const step = at === -1 ? last : at;
  if (plot === 'interfaces' && at === -1 && summary !== undefined && !summary.isLoopbackOnly) {
    const rate = (value: number | undefined): string => figureText(value, 'bytesPerSecond', units);
    return <Named name={`↓ ${rate(summary.received)}`} value={`↑ ${rate(summary.sent)}`} />;
  }
  const first = plot === 'states' ? entries.find(({ id }) => id === 'state 1') : most(entries, step);
  if (first === undefined) return <Named name="" value="" />;
  const { label, up, down } = first;
  // One line has no room for both directions.
  return up !== undefined && down !== undefined ? (
    <Named name={`↓ ${seriesText(up, step, units)} ${label}`} value={`↑ ${seriesText(down, step, units)}`} />
  ) : (
    <Named name={label} value={seriesText(up ?? down, step, units)} />
  );
}

function most(entries: readonly PlotEntry[], step: number): PlotEntry | undefined {
  const sum = ({ up, down }: PlotEntry): number => (up?.values[step] || 0) + (down?.values[step] || 0);
  return entries.reduce<PlotEntry | undefined>(
    (best, entry) => (best === undefined || sum(entry) > sum(best) ? entry : best),
    undefined,
  );
}

function Named({ name, value }: { readonly name: string; readonly value: string }): JSX.Element {
  return (
    <div class="plot-number">
      <span class="plot-number-name">{name}</span>
      <span class="plot-number-value">{value}</span>
    </div>
  );
}
