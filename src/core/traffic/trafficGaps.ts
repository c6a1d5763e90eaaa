import { INET_PROTOCOLS } from '../model/inetTable';
import type { TrafficColumn, TrafficGap } from '../model/traffic';
import type { SocketRows } from '../model/snapshot';
import type { ShownSockets } from '../query/page/shownSockets';

/** The columns that the kernel's counters fill: none of them has values where those are not told. */
const COUNTED: readonly TrafficColumn[] = [
  'receivedRate',
  'sentRate',
  'received',
  'sent',
  'roundTrip',
  'retransmitted',
  'congestionWindow',
];

/** Those that older kernels do not count, though they tell the others. */
const BYTES: readonly TrafficColumn[] = COUNTED.slice(0, 4);

const ESTABLISHED = 1;
const TCP = [INET_PROTOCOLS.indexOf('tcp'), INET_PROTOCOLS.indexOf('tcp6')];

/** Why columns have no values, of some rows at least, by what was read of their sockets. */
export function trafficGaps({ parts, whole }: ShownSockets): Partial<Record<TrafficColumn, TrafficGap>> {
  if (parts.some((part) => part !== undefined && part.traffic === undefined))
    return gapsIn(COUNTED, whole.traffic === undefined ? 'noNetlink' : 'otherNamespace');
  const rows = parts.map((part) => part ?? whole);
  if (rows.some(({ traffic }) => traffic === undefined)) return gapsIn(COUNTED, 'noNetlink');
  return rows.some(isOlder) ? gapsIn(BYTES, 'oldKernel') : {};
}

function gapsIn(
  columns: readonly TrafficColumn[],
  gap: TrafficGap,
): Partial<Record<TrafficColumn, TrafficGap>> {
  return Object.fromEntries(columns.map((column) => [column, gap]));
}

/** Whether the kernel tells of connections, and not of their bytes (Linux before 4.1): of one it is as of all. */
function isOlder({ inet, traffic }: SocketRows): boolean {
  const { state, protocol } = inet;
  for (let row = state.indexOf(ESTABLISHED); row !== -1; row = state.indexOf(ESTABLISHED, row + 1))
    if (TCP.includes(protocol[row] ?? 0)) return Number.isNaN(traffic?.received[row]);
  return false;
}
