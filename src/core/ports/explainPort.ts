import { INET_PROTOCOLS, inetSocketAt } from '../model/inetTable';
import type { BindTrial, BoundSocket, PortFacts, UntabledHolder } from '../model/portFacts';
import { noOwnerReasons, ownersOf } from '../model/snapshot';
import { isLoopback, isUnspecified } from '../text/address';
import { type ListeningSocket, transportOf } from './listeningPorts';
import type { Connection } from './portUse';
import { isListening, TCP_TIME_WAIT } from '../query/socketState';

/** The kernel keeps a closed connection for so long (TCP_TIMEWAIT_LEN of include/net/tcp.h), in seconds. */
const TIME_WAIT_SECONDS = 60;

/** What a listener leaves of its port to others, by its address. */
export type Reach = 'everything' | 'allIPv4' | 'allIPv6' | 'oneAddress';

/** A reason why a port cannot be taken, or why it only seems so. */
export type Cause =
  /** Somebody listens, or is bound, on it. */
  | { readonly kind: 'listener'; readonly listener: ListeningSocket; readonly reach: Reach }
  /** Closed connections still reserve it; programs that set SO_REUSEADDR are not bothered. */
  | { readonly kind: 'timeWait'; readonly count: number; readonly seconds: number }
  /** It is this machine's end of connections that nobody's listener accepted. */
  | {
      readonly kind: 'connection';
      readonly connections: readonly Connection[];
      /** Whether the kernel may have chosen the port by itself. */
      readonly isEphemeral: boolean;
    }
  /** A bind fails though no table has the port: a socket is bound to it and does not listen. */
  | {
      readonly kind: 'boundOnly';
      /** Where the kernel tells of them. */
      readonly sockets: readonly BoundSocket[];
      /** Where it does not: who may hold it. */
      readonly suspects: readonly UntabledHolder[];
    }
  /** Ports below `from` need a privilege that this user lacks. */
  | { readonly kind: 'privileged'; readonly from: number };

/** A port explained. */
export interface Explanation {
  /**
   * Whether a server can take the port now:
   * - `free`: on every address
   * - `freeToReuse`: with SO_REUSEADDR; without it, not before TIME_WAIT ends
   * - `partly`: on some addresses only, see the trials
   * - `busy`: on none
   */
  readonly verdict: 'free' | 'freeToReuse' | 'partly' | 'busy';
  /** The likely ones first. */
  readonly causes: readonly Cause[];
  /** What came of binding to the addresses that the machine has. */
  readonly trials: readonly BindTrial[];
  /** Facts that come to mind, and are not to blame. */
  readonly notCauses: readonly ('reserved' | 'otherNamespaces')[];
}

/** Why a port is busy, from what the machine tells of it. */
export function explainPort(facts: PortFacts): Explanation {
  const trials = facts.trials.filter(({ outcome }) => outcome !== 'unavailable');
  const listeners = listenersOn(facts);
  const { waiting, connections } = connectionsOn(facts);
  const causes: Cause[] = [];
  if (facts.port < facts.unprivilegedFrom && !facts.mayBindPrivileged) {
    causes.push({ kind: 'privileged', from: facts.unprivilegedFrom });
  }
  causes.push(...listeners);
  if (connections.length > 0 && listeners.length === 0) {
    const [first, last] = facts.ephemeral;
    causes.push({ kind: 'connection', connections, isEphemeral: facts.port >= first && facts.port <= last });
  }
  const isRefused = trials.some(({ outcome }) => outcome === 'inUse');
  if (isRefused && listeners.length === 0 && connections.length === 0) {
    const { bound, untabled, isBoundTold } = facts;
    const isTold = isBoundTold || bound.length > 0;
    // A closed connection whose program did not set SO_REUSEADDR refuses everybody.
    const explainedByWaiting = isTold && bound.length === 0 && waiting > 0;
    if (!explainedByWaiting)
      causes.push({ kind: 'boundOnly', sockets: bound, suspects: isTold ? [] : untabled });
  }
  if (waiting > 0) causes.push({ kind: 'timeWait', count: waiting, seconds: longestWait(facts) });
  return {
    verdict: verdictOf(trials, waiting),
    causes,
    trials,
    notCauses: [...(facts.isReserved ? (['reserved'] as const) : []), 'otherNamespaces'],
  };
}

function verdictOf(trials: readonly BindTrial[], waiting: number): Explanation['verdict'] {
  const free = trials.filter(({ outcome }) => outcome === 'free').length;
  if (free === trials.length) return waiting > 0 ? 'freeToReuse' : 'free';
  return free > 0 ? 'partly' : 'busy';
}

function listenersOn(facts: PortFacts): Cause[] {
  const { snapshot, port, transport } = facts;
  const causes: Cause[] = [];
  const { inet } = snapshot;
  for (let row = 0; row < inet.inode.length; row++) {
    if (inet.localPort[row] !== port || !isListening(inet, row)) continue;
    if (transportOf(INET_PROTOCOLS[inet.protocol[row] ?? 0] ?? 'tcp') !== transport) continue;
    const socket = inetSocketAt(inet, row);
    const owners = ownersOf(snapshot, row);
    const exposure = isLoopback(socket.localAddress, socket.isIPv6) ? 'loopback' : 'network';
    const reasons = owners.length > 0 ? [] : noOwnerReasons(snapshot.ownerScan, socket.inode, socket.uid);
    const id = `${socket.protocol} ${row} ${socket.inode}`;
    causes.push({
      kind: 'listener',
      listener: { id, socket, exposure, owners, reasons },
      reach: reachOf(socket, facts),
    });
  }
  return causes;
}

/**
 * An IPv6 wildcard takes IPv4 in too, unless the program or bindv6only said otherwise. The tables do not tell, and a bind
 * to every IPv4 address does.
 */
function reachOf(
  { localAddress, isIPv6 }: ListeningSocket['socket'],
  { bindV6Only, trials }: Pick<PortFacts, 'bindV6Only' | 'trials'>,
): Reach {
  if (!isUnspecified(localAddress, isIPv6)) return 'oneAddress';
  if (!isIPv6) return 'allIPv4';
  const leavesIPv4 = trials.some(({ address, outcome }) => address === '0.0.0.0' && outcome === 'free');
  return bindV6Only || leavesIPv4 ? 'allIPv6' : 'everything';
}

function connectionsOn({ snapshot, port, transport }: PortFacts): {
  waiting: number;
  connections: Connection[];
} {
  const connections: Connection[] = [];
  let waiting = 0;
  const { inet } = snapshot;
  for (let row = 0; row < inet.inode.length; row++) {
    if (inet.localPort[row] !== port || isListening(inet, row)) continue;
    if (transportOf(INET_PROTOCOLS[inet.protocol[row] ?? 0] ?? 'tcp') !== transport) continue;
    if (transport === 'tcp' && inet.state[row] === TCP_TIME_WAIT) waiting++;
    else connections.push({ transport, socket: inetSocketAt(inet, row), owners: ownersOf(snapshot, row) });
  }
  return { waiting, connections };
}

/** Seconds until the last of the port's closed connections is forgotten. */
function longestWait({ snapshot, port }: PortFacts): number {
  const { inet, ticksPerSecond } = snapshot;
  let longest = 0;
  for (let row = 0; row < inet.inode.length; row++) {
    if (inet.localPort[row] !== port || inet.state[row] !== TCP_TIME_WAIT) continue;
    longest = Math.max(longest, (inet.timerWhen[row] ?? 0) / ticksPerSecond);
  }
  return Math.min(TIME_WAIT_SECONDS, Math.ceil(longest));
}
