import { formatAddress, isLoopback, isUnspecified } from '../text/address';
import { containersOf } from '../containers/portContainer';
import type { PublishedPort } from '../model/container';
import type { ListeningPort } from '../ports/listeningPorts';

const HTTPS_PORTS: ReadonlySet<number> = new Set([443, 8443]);

/** The address that a browser on this machine reaches the port at; nothing where it is not TCP. */
export function urlOf({ transport, port, sockets }: ListeningPort): string | undefined {
  if (transport !== 'tcp') return undefined;
  const [container] = containersOf({ sockets });
  return `${schemeOf(port, container?.published)}://${hostOf(sockets)}:${port}`;
}

/** The same of a port that a container publishes on this machine, whether anything listens on it or packet rules hand it on. */
export function publishedUrl(published: PublishedPort): string | undefined {
  const { transport, hostAddress = '', hostPort } = published;
  if (transport !== 'tcp') return undefined;
  const isLocal = ['', '0.0.0.0', '::'].includes(hostAddress) || isLocalhost(hostAddress);
  const host = isLocal ? 'localhost' : hostAddress.includes(':') ? `[${hostAddress}]` : hostAddress;
  return `${schemeOf(hostPort, published)}://${host}:${hostPort}`;
}

/** What a container publishes speaks what its own port tells, whatever that of the host is. */
function schemeOf(port: number, published: PublishedPort | undefined): 'http' | 'https' {
  return HTTPS_PORTS.has(published?.containerPort ?? port) ? 'https' : 'http';
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
