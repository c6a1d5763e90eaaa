import type { TrafficSeries } from '../../core/model/traffic';
import { type FigureUnits, figureText } from '../../core/traffic/figures';
import { t } from '../l10n';
import type { PlotEntry } from './entries';
import { figureKindOf } from './scale';
import { clockText } from './timeAxis';

/** A value of a series at a step; empty without the series. */
export function seriesText(series: TrafficSeries | undefined, step: number, units: FigureUnits): string {
  return series === undefined ? '' : figureText(series.values[step], figureKindOf(series.measure), units);
}

/** An entry's value at a step; with arrows where it has one in each direction. */
export function valueText({ up, down }: PlotEntry, step: number, units: FigureUnits): string {
  if (up === undefined || down === undefined) return seriesText(up ?? down, step, units);
  return `↓ ${seriesText(up, step, units)} ↑ ${seriesText(down, step, units)}`;
}

/** The same for who listens: "eth0: received 12.4 MB/s, sent 310 kB/s". */
function spokenValue({ label, up, down }: PlotEntry, step: number, units: FigureUnits): string {
  const one = seriesText(up ?? down, step, units);
  if (up === undefined || down === undefined) return t('{0}: {1}', label, one);
  return t('{0}: received {1}, sent {2}', label, one, seriesText(down, step, units));
}

/** The values of a step, for who listens: "15:04:05. eth0: received 12.4 MB/s, sent 310 kB/s". */
export function spokenStep(
  entries: readonly PlotEntry[],
  time: number,
  step: number,
  units: FigureUnits,
): string {
  return [clockText(time), ...entries.map((entry) => spokenValue(entry, step, units))].join('. ');
}

/**
 * A plot in words: what each series is now, and the most that it was of what is in sight.
 * @param first the first step in sight
 */
export function plotSummary(
  title: string,
  window: number,
  entries: readonly PlotEntry[],
  first: number,
  units: FigureUnits,
): string {
  const head = window === 1 ? t('{0}, last minute', title) : t('{0}, last {1} minutes', title, window);
  if (entries.length === 0) return t('{0}: nothing', head);
  const said = entries.map((entry) => {
    const last = (entry.up ?? entry.down)!.values.length - 1;
    const most = [entry.up, entry.down].flatMap((series) => {
      if (series === undefined) return [];
      return [figureText(mostOf(series.values, first), figureKindOf(series.measure), units)];
    });
    const now = spokenValue(entry, last, units);
    return most.length === 2
      ? t('{0} now, at most {1} and {2}', now, most[0]!, most[1]!)
      : t('{0} now, at most {1}', now, most[0] ?? '');
  });
  return `${head}: ${said.join('; ')}`;
}

/** NaN where nothing is known. */
function mostOf(values: Float32Array, first: number): number {
  let most = Number.NaN;
  for (let step = first; step < values.length; step++) {
    const value = values[step]!;
    if (!(value <= most) && !Number.isNaN(value)) most = value;
  }
  return most;
}
