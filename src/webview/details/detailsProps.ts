import type { TrafficSeries } from '../../core/model/traffic';
import type { FigureUnits } from '../../core/traffic/figures';
import type { DetailLine } from '../../core/traffic/messages';

/** What is known of the selected row, and its own traffic and round trip. */
export interface DetailsProps {
  readonly title: string;
  readonly lines: readonly DetailLine[];
  /** `received`, `sent` and `roundTrip`, each with a value for each time. */
  readonly series: readonly TrafficSeries[];
  /** Ends of the steps, in milliseconds since 1970, and where they began. */
  readonly times: Float64Array;
  readonly begins: Float64Array;
  /** Minutes that the plots show. */
  readonly window: number;
  readonly units: FigureUnits;
  /** In pixels. */
  readonly height: number;
  readonly onHeight: (pixels: number) => void;
  readonly onClose: () => void;
}
