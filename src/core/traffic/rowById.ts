import type { TrafficRow } from '../model/traffic';
import type { SampleRows } from './sampleRows';
import { socketRow } from './socketSet';
import { sumRow } from './sumSet';

/** What commands get of a row of whatever kind, a closed one for as long as it is kept; undefined where it is forgotten. */
export function rowById(sample: SampleRows, id: number): TrafficRow | undefined {
  // Places without a subject have the id 0.
  if (id === 0) return undefined;
  const socket = sample.sockets.find(id);
  if (socket !== undefined) return socketRow(sample, socket);
  for (const kind of ['processes', 'containers', 'hosts'] as const) {
    const { columns, length } = sample.recorder[kind];
    const place = columns.id.subarray(0, length).indexOf(id);
    if (place !== -1) return sumRow(sample, kind, place);
  }
  return undefined;
}
