import { latin1 } from './scan';

/** Counters by "PROTOCOL name", for example "TCP inuse". */
export type SocketCounts = ReadonlyMap<string, number>;

/**
 * Reads /proc/net/sockstat or sockstat6: lines of `PROTOCOL: name number name number …`, see
 * net/ipv4/proc.c:sockstat_seq_show(). What is not laid out so is left out.
 */
export function parseSockstat(bytes: Uint8Array): SocketCounts {
  const counts = new Map<string, number>();
  for (const line of latin1(bytes, 0, bytes.length).split('\n')) {
    const [protocol = '', ...fields] = line.split(' ');
    if (!protocol.endsWith(':')) continue;
    for (let i = 0; i + 1 < fields.length; i += 2) {
      const value = Number(fields[i + 1]);
      if (Number.isInteger(value)) counts.set(`${protocol.slice(0, -1)} ${fields[i]}`, value);
    }
  }
  return counts;
}
