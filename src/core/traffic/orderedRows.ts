import type { TrafficRowsQuestion, TrafficSort } from '../model/traffic';
import type { AddressTexts } from './addressTexts';
import { Narrowing } from './narrowing';
import { sortedByKeys } from './radix';
import type { RowSet, SortColumn } from './rowSet';
import type { SampleRows } from './sampleRows';
import { SocketSet } from './socketSet';
import { socketBytes, sumBytes } from './spanBytes';
import { SumSet } from './sumSet';
import type { SpanChanges } from './trafficHistory';

/** Rows of a kind that filter, series and span let through, in their order. */
export interface OrderedRows {
  readonly set: RowSet;
  readonly ids: Float64Array;
  /** By rising ids. */
  readonly rising: Uint32Array;
  readonly order: Uint32Array;
}

/** What rows are asked for, with what happened in the span that is marked. */
export interface RowsWanted extends Pick<TrafficRowsQuestion, 'kind' | 'filter' | 'series' | 'sort'> {
  readonly texts: AddressTexts;
  readonly ownSeries: ReadonlySet<number>;
  readonly changes: SpanChanges | undefined;
}

/** @throws where the filter is wrong */
export function orderedRows(sample: SampleRows, wanted: RowsWanted): OrderedRows {
  const { set, passes } = rowsWanted(sample, wanted);
  const rising = set.rising.filter(passes);
  const sort = wanted.sort.length > 0 ? wanted.sort : ownOrder(wanted.kind);
  const keys = sort.flatMap(({ column, isDescending }) => set.keys(rising, column, isDescending));
  const places = sortedByKeys(rising.length, keys);
  return { set, ids: set.ids, rising, order: places.map((place) => rising[place] ?? 0) };
}

function rowsWanted(
  sample: SampleRows,
  { kind, texts, changes, ...narrowed }: RowsWanted,
): { readonly set: RowSet; readonly passes: (row: number) => boolean } {
  const narrowing = new Narrowing(sample, narrowed);
  switch (kind) {
    case 'connections':
    case 'listeners': {
      const span = changes && socketBytes(sample, changes);
      return { set: new SocketSet(sample, kind, texts, span), passes: narrowing.socket };
    }
    default: {
      const span = changes && sumBytes(sample, kind, changes);
      return { set: new SumSet(sample, kind, texts, span), passes: narrowing.sum(kind) };
    }
  }
}

/** The order of a kind where none is asked for; rows that are equal stand as they came. */
function ownOrder(
  kind: TrafficRowsQuestion['kind'],
): readonly (Omit<TrafficSort, 'column'> & { readonly column: SortColumn })[] {
  if (kind === 'listeners') return [{ column: 'localAddress', isDescending: false }];
  return [{ column: 'traffic', isDescending: true }];
}
