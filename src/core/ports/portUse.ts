import { type InetSocket, INET_PROTOCOLS, inetSocketAt } from '../model/inetTable';
import type { ProcessOwner } from '../model/process';
import { ownersOf, type Snapshot } from '../model/snapshot';
import { type Transport, transportOf } from './listeningPorts';
import { TCP_TIME_WAIT } from '../query/socketState';

/** A connection whose own end is a port. */
export interface Connection {
  readonly transport: Transport;
  readonly socket: InetSocket;
  readonly owners: readonly ProcessOwner[];
}

/** Who uses a port that nobody listens on. */
export interface PortUse {
  readonly connections: readonly Connection[];
  /** Closed connections whose ends the kernel still reserves (TIME_WAIT). */
  readonly waiting: number;
}

/** What uses `port` as its own end without listening on it; needs a snapshot of scope `inet` or `all`. */
export function portUse(snapshot: Snapshot, port: number): PortUse {
  const connections: Connection[] = [];
  let waiting = 0;
  const { inet } = snapshot;
  for (let row = 0; row < inet.localPort.length; row++) {
    if (inet.localPort[row] !== port) continue;
    const transport = transportOf(INET_PROTOCOLS[inet.protocol[row] ?? 0] ?? 'tcp');
    if (transport === undefined) continue;
    if (transport === 'tcp' && inet.state[row] === TCP_TIME_WAIT) waiting++;
    else connections.push({ transport, socket: inetSocketAt(inet, row), owners: ownersOf(snapshot, row) });
  }
  return { connections, waiting };
}
