import type { IdentifyListener } from '../model/identity';
import { choiceOf } from '../model/namespace';
import type { ListeningPort, ListeningSocket } from '../ports/listeningPorts';
import { formatAddress, isLoopback, isUnspecified } from '../text/address';
import { type Caution, cautionsOf, unaskable, type Unaskable } from './cautions';
import { suggestedProtocol } from './suggested';

/** The listener of a row, as it is asked. */
export interface ToIdentify {
  readonly port: ListeningPort;
  readonly listener: IdentifyListener;
  /** What asking may do beside: of one that was chosen, the question names it. */
  readonly cautions: readonly Caution[];
}

/** A row that is left out, and why. */
export interface LeftOut {
  readonly port: ListeningPort;
  readonly why: Unaskable | Caution | 'noNamespace';
}

/** Who of several rows is asked. */
export interface IdentifyPlan {
  readonly toAsk: readonly ToIdentify[];
  readonly leftOut: readonly LeftOut[];
}

/** One row that somebody chose himself, whatever a connection may do; or why it cannot be asked. */
export function planOne(port: ListeningPort): ToIdentify | LeftOut {
  const why = unaskable(port);
  if (why !== undefined) return { port, why };
  const listener = listenerOf(port);
  return listener === undefined
    ? { port, why: 'noNamespace' }
    : { port, listener, cautions: cautionsOf(port) };
}

/** All rows but those where a connection may do something else than being answered. */
export function planAll(ports: readonly ListeningPort[]): IdentifyPlan {
  const toAsk: ToIdentify[] = [];
  const leftOut: LeftOut[] = [];
  for (const port of ports) {
    const one = planOne(port);
    if ('why' in one) leftOut.push(one);
    else if (one.cautions[0] !== undefined) leftOut.push({ port, why: one.cautions[0] });
    else toAsk.push(one);
  }
  return { toAsk, leftOut };
}

function listenerOf(port: ListeningPort): IdentifyListener | undefined {
  const socket = port.sockets.toSorted((a, b) => rankOf(a) - rankOf(b))[0]?.socket;
  const namespace = port.namespace && choiceOf(port.namespace);
  if (socket === undefined || (port.namespace !== undefined && namespace === undefined)) return undefined;
  const { localAddress, isIPv6 } = socket;
  const isAll = isUnspecified(localAddress, isIPv6);
  const suggested = suggestedProtocol(port);
  return {
    address: isAll ? (isIPv6 ? '::1' : '127.0.0.1') : formatAddress(localAddress, isIPv6),
    port: port.port,
    ...(suggested !== undefined && { suggested }),
    ...(namespace !== undefined && namespace.kind !== 'own' && { namespace }),
  };
}

/** Loopback first, then all addresses, then others; of each IPv4 first. An address of the link alone needs its device, which no row has. */
function rankOf({ socket: { localAddress, isIPv6 } }: ListeningSocket): number {
  const family = isIPv6 ? 1 : 0;
  if (isLoopback(localAddress, isIPv6)) return family;
  if (isUnspecified(localAddress, isIPv6)) return 2 + family;
  return isIPv6 && /^fe[89ab]/i.test(formatAddress(localAddress, true)) ? 6 : 4 + family;
}
