import type { TrafficRow } from '../model/traffic';
import { AddressTexts } from './addressTexts';
import type { RowSet } from './rowSet';
import type { SampleRows } from './sampleRows';
import { SocketSet } from './socketSet';
import { SumSet } from './sumSet';

/** What commands get of rows of whatever kind, closed ones for as long as they are kept; undefined for those that are forgotten. */
export function rowsById(sample: SampleRows, ids: readonly number[]): readonly (TrafficRow | undefined)[] {
  const wanted = new Set(ids);
  const found = new Map<number, TrafficRow | undefined>();
  const look = (set: RowSet, rows: Iterable<number>): void => {
    for (const row of rows) {
      const id = set.ids[row] ?? 0;
      if (wanted.has(id) && id !== 0) found.set(id, set.row(row));
    }
  };
  const texts = new AddressTexts('numbers', undefined);
  const { rising, waiting } = sample.sockets;
  for (const [kind, isWaiting] of [
    ['connections', 0],
    ['listeners', 1],
  ] as const) {
    const set = new SocketSet(sample, kind, texts);
    look(
      set,
      rising.filter((row) => waiting[row] === isWaiting),
    );
  }
  for (const kind of ['processes', 'containers', 'hosts'] as const) {
    const set = new SumSet(sample, kind, texts);
    look(set, set.rising);
  }
  return ids.map((id) => found.get(id));
}
