import type { SeriesId, TrafficSpan } from '../../core/model/traffic';
import type { FigureUnits } from '../../core/traffic/figures';
import type { PlotTheme } from './theme';
import type { Steps } from './timeAxis';

/** What all plots of a page share. */
export interface SharedOfPlots {
  readonly steps: Steps;
  /** Minutes in sight. */
  readonly window: number;
  readonly units: FigureUnits;
  readonly theme: PlotTheme;
  readonly hidden: readonly SeriesId[];
  readonly narrowed: SeriesId | undefined;
  /** The span that is marked, or is just being marked. */
  readonly span: TrafficSpan | undefined;
  /** Where the line through all plots is, of the width of a plot: 0 to 1; undefined where it is nowhere. */
  readonly pointed: number | undefined;
  readonly onPoint: (share: number | undefined) => void;
  /** A span is being marked; undefined once it no longer is. */
  readonly onMark: (span: TrafficSpan | undefined) => void;
  readonly onHide: (id: SeriesId, isHidden: boolean) => void;
  readonly onSpan: (span: TrafficSpan | undefined) => void;
  readonly onNarrow: (id: SeriesId | undefined) => void;
  readonly onSay: (text: string) => void;
}
