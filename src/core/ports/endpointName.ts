import { formatLocal } from '../text/address';
import type { ListeningSocket, Transport } from './listeningPorts';

/** The protocol's name as people write it. */
export function transportName(transport: Transport): string {
  return { tcp: 'TCP', udp: 'UDP', udplite: 'UDP-Lite', sctp: 'SCTP' }[transport];
}

/** `127.0.0.1:3000 (TCP)` */
export function endpointName(transport: Transport, { socket }: ListeningSocket): string {
  return `${formatLocal(socket)} (${transportName(transport)})`;
}
