import type { TrafficRowsQuestion, TrafficSort } from '../model/traffic';
import type { AddressTexts } from './addressTexts';
import { all, type Narrowed, Narrowing } from './narrowing';
import { passing } from './radix';
import type { RowSet, SortColumn } from './rowSet';
import type { SampleRows } from './sampleRows';
import { SocketSet } from './socketSet';
import { SortedRows } from './sortedRows';
import { type ChangesOf, socketBytes, sumBytes } from './spanBytes';
import { SumSet } from './sumSet';

/** Rows of a kind that filter, series and span let through, in their order. */
export interface OrderedRows {
  readonly set: RowSet;
  readonly ids: Float64Array;
  /** By rising ids. */
  readonly rising: Uint32Array;
  readonly sorted: SortedRows;
  readonly isSeriesUnknown: boolean;
  /**
   * Which rows filter and series let through. Kept as long as the order is: what the engine has compiled of a test is forgotten
   * with the last one of its kind, and was compiled anew after each collection of garbage.
   */
  readonly passes: (row: number) => boolean;
}

/** What rows are asked for, with what happened in the span that is marked. */
export interface RowsWanted extends Narrowed, Pick<TrafficRowsQuestion, 'kind' | 'sort'> {
  readonly texts: AddressTexts;
  readonly changesOf: ChangesOf | undefined;
}

/** @throws where the filter is wrong */
export function orderedRows(sample: SampleRows, wanted: RowsWanted): OrderedRows {
  const { set, passes, isSeriesUnknown } = rowsWanted(sample, wanted);
  const rising = passes === all ? set.rising : passing(set.rising, passes);
  const sort = wanted.sort.length > 0 ? wanted.sort : ownOrder(wanted.kind);
  const keys = sort.flatMap(({ column, isDescending }) => set.keys(rising, column, isDescending));
  return { set, ids: set.ids, rising, sorted: new SortedRows(rising, keys), isSeriesUnknown, passes };
}

function rowsWanted(
  sample: SampleRows,
  { kind, texts, changesOf, ...narrowed }: RowsWanted,
): Pick<OrderedRows, 'set' | 'isSeriesUnknown' | 'passes'> {
  const narrowing = new Narrowing(sample, narrowed);
  const { isSeriesUnknown } = narrowing;
  switch (kind) {
    case 'connections':
    case 'listeners': {
      const span = changesOf && socketBytes(sample, changesOf);
      return { set: new SocketSet(sample, kind, texts, span), passes: narrowing.socket, isSeriesUnknown };
    }
    default: {
      const span = changesOf && sumBytes(sample, kind, changesOf);
      return { set: new SumSet(sample, kind, texts, span), passes: narrowing.sum(kind), isSeriesUnknown };
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
