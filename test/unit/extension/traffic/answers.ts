import type {
  TrafficRowsAnswer,
  TrafficRowsQuestion,
  TrafficSeriesAnswer,
  TrafficSeriesQuestion,
} from '../../../../src/core/model/traffic';
import type { PageMessage } from '../../../../src/core/traffic/messages';

type View = Extract<PageMessage, { kind: 'view' }>;

/** What a page wants to show. */
export function view(rows: Partial<View['rows']> = {}, more: Partial<View> = {}): View {
  return {
    kind: 'view',
    rows: {
      kind: 'connections',
      sort: [],
      columns: ['process', 'received'],
      first: 0,
      count: 20,
      isHeld: false,
      strings: 0,
      ...rows,
    },
    series: { window: 1, processes: 5 },
    ...more,
  };
}

/** An answer without rows. */
export function rowsAnswer({ place, kind, first }: TrafficRowsQuestion): TrafficRowsAnswer {
  return {
    place,
    kind,
    sequence: 1,
    takenAt: 1,
    total: 0,
    matching: 0,
    first,
    ids: new Float64Array(),
    marks: new Uint8Array(),
    flags: new Uint8Array(),
    cells: {},
    strings: { from: 0, texts: [] },
    isOutOfOrder: false,
    gaps: {},
  };
}

/** An answer without series. */
export function seriesAnswer({ place }: TrafficSeriesQuestion): TrafficSeriesAnswer {
  return {
    place,
    sequence: 1,
    times: new Float64Array(),
    begins: new Float64Array(),
    plots: { interfaces: [], processes: [], states: [], turnover: [], losses: [] },
    summary: { established: 0, lost: 0 },
  };
}
