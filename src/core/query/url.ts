import { formatAddress, isLoopback, isUnspecified } from '../text/address';
import type { ListeningPort } from '../ports/listeningPorts';

const HTTPS_PORTS: ReadonlySet<number> = new Set([443, 8443]);

/** The address that a browser on this machine reaches the port at; nothing where it is not TCP. */
export function urlOf({ transport, port, sockets }: ListeningPort): string | undefined {
  if (transport !== 'tcp') return undefined;
  return `${HTTPS_PORTS.has(port) ? 'https' : 'http'}://${hostOf(sockets)}:${port}`;
}

function hostOf(sockets: ListeningPort['sockets']): string {
  const ends = sockets.map(({ socket }) => socket);
  const isLocal = ends.some(({ localAddress, isIPv6 }) => {
    return isUnspecified(localAddress, isIPv6) || isLocalhost(formatAddress(localAddress, isIPv6));
  });
  const first = ends.find(({ localAddress, isIPv6 }) => isLoopback(localAddress, isIPv6)) ?? ends[0];
  if (isLocal || first === undefined) return 'localhost';
  const address = formatAddress(first.localAddress, first.isIPv6);
  return first.isIPv6 ? `[${address}]` : address;
}

function isLocalhost(address: string): boolean {
  return ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(address);
}
