import { formatAddress, isUnspecified } from '../text/address';
import type { ListeningPort } from '../ports/listeningPorts';
import { type AddressEnd, addressEnds, isLoopbackEnd } from '../ports/portAddresses';

const HTTPS_PORTS: ReadonlySet<number> = new Set([443, 8443]);

/** The address that a browser on this machine reaches the port at; nothing where it is not TCP, or not this machine's. */
export function urlOf(listening: ListeningPort): string | undefined {
  const { transport, port, namespace } = listening;
  if (transport !== 'tcp' || namespace !== undefined) return undefined;
  return `${HTTPS_PORTS.has(port) ? 'https' : 'http'}://${hostOf(addressEnds(listening))}:${port}`;
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
