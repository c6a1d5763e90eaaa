import type { SeenConnection } from '../model/connection';
import { formatEndpoint } from '../text/address';
import { isClosable } from './closable';

/**
 * `sudo ss -tnK state connected '( src 10.0.0.1:5000 and dst 10.0.0.2:443 )'`: has ss close what has these ends, see ss(8).
 * Of TCP alone, and in no state of a socket that listens or is not connected. There is nothing of a name in it, nor of
 * anything that others chose but numbers. It knows no cookies: whatever has the ends once it is run is closed.
 * @returns nothing where one of them is never closed, or there is none
 */
export function closeLine(connections: readonly SeenConnection[]): string | undefined {
  if (connections.length === 0 || !connections.every(isClosable)) return undefined;
  const filters = connections.map(({ isIPv6, localAddress, localPort, remoteAddress, remotePort }) => {
    const source = formatEndpoint(localAddress, isIPv6, localPort);
    return `( src ${source} and dst ${formatEndpoint(remoteAddress, isIPv6, remotePort)} )`;
  });
  return `sudo ss -tnK state connected '${filters.join(' or ')}'`;
}
