import type { SocketRow } from '../model/page';
import type { TrafficRow } from '../model/traffic';
import { formatAddress } from '../text/address';

/** Characters of a container's id that tell it from others. */
const CONTAINER_ID = 12;

/**
 * A filter expression that lets through what rows of one kind stand for: a process by its pid, a host by its address, a listener with
 * what came in by its port, a connection by its ends. Empty where nothing can be asked for.
 */
export function filterOfRows(rows: readonly TrafficRow[]): string {
  return [
    term('pid', rows, (row) => (row.kind === 'processes' && row.owner ? String(row.owner.pid) : undefined)),
    term('container', rows, (row) => (row.kind === 'containers' ? row.id.slice(0, CONTAINER_ID) : undefined)),
    term('localport', rows, (row) => ofSocket(row, localPort)),
    term('foreignaddress', rows, (row) => (row.kind === 'hosts' ? row.address : ofConnection(row, address))),
    term('foreignport', rows, (row) => ofConnection(row, foreignPort)),
  ]
    .filter(Boolean)
    .join(' ');
}

/** `pid:41,42`; one that is asked for nothing stands for all. */
function term(
  key: string,
  rows: readonly TrafficRow[],
  valueOf: (row: TrafficRow) => string | undefined,
): string {
  const values = [...new Set(rows.map(valueOf))].filter((value) => value !== undefined);
  return values.length === 0 ? '' : `${key}:${values.join(',')}`;
}

type ValueOf = (socket: Extract<SocketRow, { kind: 'inet' }>['socket']) => string | undefined;

function ofSocket(row: TrafficRow, valueOf: ValueOf): string | undefined {
  const isSocket = row.kind === 'connections' || row.kind === 'listeners';
  return isSocket && row.row.kind === 'inet' ? valueOf(row.row.socket) : undefined;
}

function ofConnection(row: TrafficRow, valueOf: ValueOf): string | undefined {
  return row.kind === 'connections' ? ofSocket(row, valueOf) : undefined;
}

const localPort: ValueOf = (socket) => (socket.localPort > 0 ? String(socket.localPort) : undefined);
const foreignPort: ValueOf = (socket) => (socket.remotePort > 0 ? String(socket.remotePort) : undefined);
const address: ValueOf = ({ remoteAddress, remotePort, isIPv6 }) =>
  remotePort > 0 ? formatAddress(remoteAddress, isIPv6) : undefined;
