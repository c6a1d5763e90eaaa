import type { TrafficGap, TrafficKind, TrafficRowsAnswer } from '../model/traffic';
import { PROTOCOLS_OF_TCP, type SampledSockets } from './sampledSockets';
import { TCP_ESTABLISHED } from '../query/socketState';
import { COLUMNS, COUNTED_COLUMNS } from './trafficColumns';

/** tcpi_bytes_acked and tcpi_bytes_received came with Linux 4.1; what else is counted was there before. */
const BYTE_COLUMNS = ['receivedRate', 'sentRate', 'received', 'sent'] as const;

/** Which columns of a kind are empty for all rows, and why. */
export function gapsOf(kind: TrafficKind, sockets: SampledSockets): TrafficRowsAnswer['gaps'] {
  const { snapshot, areOwn } = sockets.live;
  const { traffic } = snapshot;
  const told = (columns: readonly (typeof COUNTED_COLUMNS)[number][], gap: TrafficGap) =>
    Object.fromEntries(
      columns.filter((column) => COLUMNS[column].kinds.includes(kind)).map((column) => [column, gap]),
    );
  if (traffic === undefined) return told(COUNTED_COLUMNS, areOwn ? 'noNetlink' : 'otherNamespace');
  return hasNoBytes(sockets) ? told(BYTE_COLUMNS, 'oldKernel') : {};
}

/** Whether there are connections that the kernel tells of, and no bytes of any. */
function hasNoBytes({ live, liveCount }: SampledSockets): boolean {
  const { inet, traffic } = live.snapshot;
  if (traffic === undefined) return false;
  let isCounted = false;
  for (let row = 0; row < liveCount; row++) {
    const isConnected = (inet.protocol[row] ?? 0) < PROTOCOLS_OF_TCP && inet.state[row] === TCP_ESTABLISHED;
    if (!isConnected || traffic.cookie[row] === 0) continue;
    if (!Number.isNaN(traffic.sent[row])) return false;
    isCounted = true;
  }
  return isCounted;
}
