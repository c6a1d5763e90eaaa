import type { FigureUnits } from '../../core/traffic/figures';
import type { SeriesId, TrafficSeriesAnswer, TrafficSpan, TrafficWindow } from '../../core/model/traffic';

/** How much room there is: sparklines of 28 px, small plots, or large ones. */
export type PlotsSize = 'row' | 'small' | 'large';

/** What the plots show, and who is told of what the user does to them. */
export interface PlotsProps {
  /** Undefined before the first sample. */
  readonly answer: TrafficSeriesAnswer | undefined;
  readonly window: TrafficWindow;
  readonly size: PlotsSize;
  readonly units: FigureUnits;
  /**
   * Series that are switched off, by what the legend names: `interface eth0`, `process 12`, `processes rest`, `state 1`,
   * `opened`; received and sent of one are switched together.
   */
  readonly hidden: readonly SeriesId[];
  /** The marked span. */
  readonly span: TrafficSpan | undefined;
  /** What the table is narrowed to, by the same ids. */
  readonly narrowed: SeriesId | undefined;
  readonly reducedMotion: boolean;
  readonly onHide: (id: SeriesId, isHidden: boolean) => void;
  /** A span was marked, snapped to the steps that are kept; undefined where it is taken away. */
  readonly onSpan: (span: TrafficSpan | undefined) => void;
  /** The table is to show one series alone; undefined where it is to show all again. Processes and states have rows. */
  readonly onNarrow: (id: SeriesId | undefined) => void;
}
