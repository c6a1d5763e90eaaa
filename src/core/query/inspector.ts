import { isLoopback } from '../text/address';
import type { ListeningPort } from '../ports/listeningPorts';

/** Where Node's inspector listens unless told, and the ports above it that its children get. */
const USUAL_PORTS = [9229, 9249] as const;

const INSPECTOR = /^--inspect(?:-brk|-wait)?(?:=|$)/;

/**
 * Whether a debugger of JavaScript can attach to the port: its program was started with --inspect (nodejs.org/api/cli),
 * and the port is the one that was named, or one of the usual ones.
 */
export function isInspector({ transport, port, leader, sockets, namespace }: ListeningPort): boolean {
  // A debugger attaches to an address of this machine's own network.
  if (transport !== 'tcp' || leader === undefined || namespace !== undefined) return false;
  const option = leader.commandLine.find((word) => INSPECTOR.test(word));
  const named = option?.split('=')[1]?.split(':').at(-1);
  if (named !== undefined && /^\d+$/.test(named) && Number(named) !== 0) return Number(named) === port;
  // Node that is told by a signal or by NODE_OPTIONS has no such option.
  const isNode = /(^|\/)(node|deno|bun)$/.test(leader.commandLine[0] ?? '');
  const isUsual = port >= USUAL_PORTS[0] && port <= USUAL_PORTS[1];
  const isLocal = sockets.some(({ socket }) => isLoopback(socket.localAddress, socket.isIPv6));
  return isUsual && (option !== undefined || (isNode && isLocal));
}
