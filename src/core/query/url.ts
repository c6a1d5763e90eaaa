import { containersOf } from '../containers/portContainer';
import type { PublishedPort } from '../model/container';
import { formatAddress, isUnspecified } from '../text/address';
import { maySpeakHttp, mayPublishHttp } from './http';
import { isOwnPort, type ListeningPort } from '../ports/listeningPorts';
import { type AddressEnd, addressEnds, isLoopbackEnd } from '../ports/portAddresses';

const HTTPS_PORTS: ReadonlySet<number> = new Set([443, 8443]);

/**
 * The address that a browser on this machine reaches the port at; nothing where no browser would get an answer
 * ({@link maySpeakHttp}), or where the port is not this machine's.
 */
export function urlOf(listening: ListeningPort): string | undefined {
  const { port } = listening;
  if (!isOwnPort(listening) || !maySpeakHttp(listening)) return undefined;
  const [container] = containersOf(listening);
  return `${schemeOf(port, container?.published)}://${hostOf(addressEnds(listening))}:${port}`;
}

/** The same of a port that a container publishes on this machine, whether anything listens on it or packet rules hand it on. */
export function publishedUrl(published: PublishedPort): string | undefined {
  const { hostAddress = '', hostPort } = published;
  if (!mayPublishHttp(published)) return undefined;
  const isLocal = ['', '0.0.0.0', '::'].includes(hostAddress) || isLocalhost(hostAddress);
  const host = isLocal ? 'localhost' : hostAddress.includes(':') ? `[${hostAddress}]` : hostAddress;
  return `${schemeOf(hostPort, published)}://${host}:${hostPort}`;
}

/** What a container publishes speaks what its own port tells, whatever that of the host is. */
function schemeOf(port: number, published: PublishedPort | undefined): 'http' | 'https' {
  return HTTPS_PORTS.has(published?.containerPort ?? port) ? 'https' : 'http';
}

function hostOf(ends: readonly AddressEnd[]): string {
  const isLocal = ends.some(({ words, isIPv6 }) => {
    return isUnspecified(words, isIPv6) || isLocalhost(formatAddress(words, isIPv6));
  });
  const first = ends.find(isLoopbackEnd) ?? ends[0];
  if (isLocal || first === undefined) return 'localhost';
  const address = formatAddress(first.words, first.isIPv6);
  return first.isIPv6 ? `[${address}]` : address;
}

function isLocalhost(address: string): boolean {
  return ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(address);
}
