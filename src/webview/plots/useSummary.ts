import { useRef } from 'preact/hooks';
import type { FigureUnits } from '../../core/traffic/figures';
import type { PlotEntry } from './entries';
import { stepAt, type Steps } from './timeAxis';
import { plotSummary } from './values';

/** Milliseconds that a summary stays: a label that changes with each sample interrupts who listens to it. */
const KEPT = 10_000;

/** A plot in words, anew at most each ten seconds of samples. */
export function useSummary(
  title: string,
  window: number,
  shown: readonly PlotEntry[],
  steps: Steps,
  from: number,
  units: FigureUnits,
): string {
  const kept = useRef<{ readonly key: string; readonly until: number; readonly text: string } | undefined>(
    undefined,
  );
  const now = steps.times.at(-1) ?? 0;
  const key = [title, window, units, ...shown.map(({ id }) => id)].join('\n');
  const known = kept.current;
  if (known !== undefined && known.key === key && now < known.until && now >= known.until - KEPT)
    return known.text;
  const text = plotSummary(title, window, shown, Math.max(0, stepAt(steps, from)), units);
  kept.current = { key, until: now + KEPT, text };
  return text;
}
