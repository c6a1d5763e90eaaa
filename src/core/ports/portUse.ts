import { type InetSocket, inetSocketAt } from '../model/inetTable';
import { inetOwnership, type Ownership, type Snapshot } from '../model/snapshot';
import { type PortFilter, rowsOn, type Transport, transportAt } from './listeningPorts';
import { isClosable } from '../connections/closable';
import { isListening, TCP_TIME_WAIT } from '../query/socketState';

/** A connection whose own end is a port. */
export interface Connection extends Ownership {
  readonly transport: Transport;
  readonly socket: InetSocket;
}

/** Who uses a port without listening on it. */
export interface PortUse {
  readonly connections: readonly Connection[];
  /** Closed connections whose ends the kernel still reserves (TIME_WAIT). */
  readonly waiting: number;
  /** Seconds until the last of those is forgotten. */
  readonly longestWait: number;
}

/** The kernel keeps a closed connection for so long (TCP_TIMEWAIT_LEN of include/net/tcp.h), in seconds. */
const TIME_WAIT_SECONDS = 60;

/** What has a port as its own end without listening on it; needs a snapshot of scope `inet` or `all`. */
export function portUse(snapshot: Snapshot, filter: PortFilter): PortUse {
  const { inet, ticksPerSecond } = snapshot;
  const connections: Connection[] = [];
  let [waiting, longest] = [0, 0];
  for (const row of rowsOn(inet, filter)) {
    const transport = transportAt(inet, row);
    if (transport === undefined || isListening(inet, row)) continue;
    if (transport === 'tcp' && inet.state[row] === TCP_TIME_WAIT) {
      waiting++;
      longest = Math.max(longest, (inet.timerWhen[row] ?? 0) / ticksPerSecond);
    } else connections.push({ transport, socket: inetSocketAt(inet, row), ...inetOwnership(snapshot, row) });
  }
  return { connections, waiting, longestWait: Math.min(TIME_WAIT_SECONDS, Math.ceil(longest)) };
}

/** The connections of TCP that have a port as their own end, in whatever state; nothing where they are more than `most`. */
export function connectionsOn(
  { inet }: Pick<Snapshot, 'inet'>,
  filter: PortFilter,
  most: number,
): InetSocket[] | undefined {
  const sockets: InetSocket[] = [];
  for (const row of rowsOn(inet, filter)) {
    const socket = inetSocketAt(inet, row);
    if (!isClosable(socket)) continue;
    if (sockets.length === most) return undefined;
    sockets.push(socket);
  }
  return sockets;
}
