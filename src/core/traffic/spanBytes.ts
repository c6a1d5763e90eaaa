import type { SampleRows } from './sampleRows';
import type { SpanBytes } from './rowSet';
import type { SumKind } from './sumSet';
import { risingRows } from './radix';
import type { SpanChanges } from './trafficHistory';

/** What happened in a span, by what the history keeps: sockets and processes. */
export type ChangesOf = (kind: 'connections' | 'processes') => SpanChanges;

/** The bytes of sockets in a span. */
export function socketBytes({ sockets }: SampleRows, changesOf: ChangesOf): SpanBytes {
  return bytesOf(changesOf('connections'), sockets.ids, sockets.rising);
}

/** The same of processes; of containers and hosts, of which the history has no more than their sockets. */
export function sumBytes(sample: SampleRows, kind: SumKind, changesOf: ChangesOf): SpanBytes {
  const { columns, length } = sample.recorder[kind];
  if (kind === 'processes') {
    const ids = columns.id.subarray(0, length);
    const places = new Uint32Array(length).map((_, place) => place);
    return bytesOf(changesOf('processes'), ids, risingRows(places, ids));
  }
  const { sockets } = sample;
  const each = socketBytes(sample, changesOf);
  const sums = { ...each, received: new Float64Array(length), sent: new Float64Array(length) };
  const place = sockets.kept(sockets.stored[kind === 'hosts' ? 'host' : 'container'], 0);
  for (let row = 0; row < sockets.length; row++) {
    const at = place(row);
    if (at === 0) continue;
    sums.received[at] = (sums.received[at] ?? 0) + (each.received[row] ?? 0);
    sums.sent[at] = (sums.sent[at] ?? 0) + (each.sent[row] ?? 0);
  }
  return sums;
}

/** @param rising row numbers by rising ids */
function bytesOf(
  { span, measured, ids: changed, received, sent }: SpanChanges,
  ids: Float64Array,
  rising: Uint32Array,
): SpanBytes {
  const bytes = { received: new Float64Array(ids.length), sent: new Float64Array(ids.length) };
  let at = 0;
  for (const row of rising) {
    const id = ids[row] ?? 0;
    while (at < changed.length && (changed[at] ?? 0) < id) at++;
    if (changed[at] !== id) continue;
    bytes.received[row] = received[at] ?? 0;
    bytes.sent[row] = sent[at] ?? 0;
  }
  return { from: span.from, to: span.to, seconds: measured > 0 ? measured / 1000 : Number.NaN, ...bytes };
}
