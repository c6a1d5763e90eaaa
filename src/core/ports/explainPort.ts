import type { ContainerFacts, PortContainer } from '../model/container';
import { publishersElsewhere, publishersOf } from '../containers/publishers';
import type { Engine } from '../model/engine';
import type { LikelyOwner } from '../model/likelyOwner';
import type { ProcessOrigin } from '../model/origin';
import type { BindTrial, BoundSocket, PortFacts, PortQuestion, UnlistedHolder } from '../model/portFacts';
import type { ProcessOwner } from '../model/process';
import { isUnspecified } from '../text/address';
import { type ListeningSocket, listeningSocketsOn } from './listeningPorts';
import { type Obstacle, obstacleIn } from './obstacles';
import { type Connection, portUse } from './portUse';

/** What a listener leaves of its port to others, by its address. */
export type Reach = 'everything' | 'allIPv4' | 'allIPv6' | 'oneAddress';

/** A reason why a port cannot be taken, or why it only seems so. */
export type Cause =
  /** Somebody listens, or is bound, on it. */
  | { readonly kind: 'listener'; readonly listener: ListeningSocket; readonly reach: Reach }
  /** Packet rules hand it on to containers: whatever a bind says, who connects gets there. */
  | { readonly kind: 'published'; readonly containers: readonly PortContainer[] }
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
      readonly suspects: readonly UnlistedHolder[];
    }
  /** Ports below `from` need a privilege that this user lacks. */
  | { readonly kind: 'privileged'; readonly from: number };

/** A port explained. */
export interface Explanation {
  /** What it was told from. */
  readonly facts: PortFacts;
  /** Where those who have it come from, some of them where they are many: their parents tell who keeps it for others. */
  readonly origins: readonly ProcessOrigin[];
  /**
   * Whether a server can take the port now:
   * - `free`: on every address
   * - `freeToReuse`: with SO_REUSEADDR; without it, not before TIME_WAIT ends
   * - `partly`: on some addresses only, see the trials
   * - `busy`: on none
   * - `published`: a bind succeeds, on some addresses at least, and packets go to a container all the same
   */
  readonly verdict: 'free' | 'freeToReuse' | 'partly' | 'busy' | 'published';
  /** The likely ones first. */
  readonly causes: readonly Cause[];
  /** What came of binding to the addresses that the machine has. */
  readonly trials: readonly BindTrial[];
  /** Containers that publish the port on another machine, which is their engine's. */
  readonly onEngineHost: readonly PortContainer[];
  /** Facts of this port that come to mind, and are not to blame: only what there is something of. */
  readonly notCauses: readonly ('reserved' | 'otherNamespaces')[];
}

/** Processes whose parents an explanation tells. */
const MOST_ORIGINS = 20;

/** Looks at a port afresh, and explains why it is busy. */
export async function explain(
  question: PortQuestion,
  engine: Pick<Engine, 'portFacts' | 'origins'>,
): Promise<Explanation> {
  const explanation = explainPort(await engine.portFacts(question));
  const owners = ownersIn(explanation);
  const origins = owners.length === 0 ? [] : await engine.origins(owners.slice(0, MOST_ORIGINS));
  return { ...explanation, origins };
}

/** Each process that is known to have an explained port, once. */
export function ownersIn({ causes }: Pick<Explanation, 'causes'>): ProcessOwner[] {
  const owners = causes.flatMap((cause) => {
    if (cause.kind === 'listener') return cause.listener.owners;
    return cause.kind === 'boundOnly' ? cause.sockets.flatMap((socket) => socket.owners) : [];
  });
  return [...new Set(owners)];
}

/** Those who probably have an explained port, once each, as far as nobody is known to. */
export function likelyOwnersIn({ causes }: Pick<Explanation, 'causes'>): LikelyOwner[] {
  const likely = causes.flatMap((cause) =>
    cause.kind === 'listener' ? (cause.listener.likelyOwner ?? []) : [],
  );
  return [...new Set(likely)];
}

/** What of those who have an explained port others rely on, see {@link obstacleIn}. */
export function obstacleAmong(
  owners: readonly ProcessOwner[],
  { facts, origins }: Pick<Explanation, 'facts' | 'origins'>,
): Obstacle | undefined {
  return obstacleIn(facts.port, owners, new Map(origins.map(({ pid, ancestors }) => [pid, ancestors])));
}

/** Why a port is busy, from what the machine tells of it. */
export function explainPort(facts: PortFacts, origins: readonly ProcessOrigin[] = []): Explanation {
  const trials = facts.trials.filter(({ outcome }) => outcome !== 'unavailable');
  const { snapshot, port, transport } = facts;
  const listeners = listeningSocketsOn(snapshot, { port, transport }).map((listener) => {
    return { kind: 'listener' as const, listener, reach: reachOf(listener.socket, facts) };
  });
  const { waiting, connections, longestWait } = portUse(snapshot, { port, transport });
  const causes: Cause[] = [];
  if (facts.port < facts.unprivilegedFrom && !facts.mayBindPrivileged) {
    causes.push({ kind: 'privileged', from: facts.unprivilegedFrom });
  }
  causes.push(...listeners);
  const { containers = [] } = snapshot;
  const named = new Set(listeners.map(({ listener }) => listener.container?.facts.id));
  const handedOn = publishersOf(facts, containers).filter((each) => !named.has(each.facts.id));
  if (handedOn.length > 0) causes.push({ kind: 'published', containers: handedOn });
  if (connections.length > 0 && listeners.length === 0) {
    const [first, last] = facts.ephemeral;
    causes.push({ kind: 'connection', connections, isEphemeral: facts.port >= first && facts.port <= last });
  }
  const isRefused = trials.some(({ outcome }) => outcome === 'inUse');
  if (isRefused && listeners.length === 0 && connections.length === 0) {
    const { bound, unlisted, isBoundKnown } = facts;
    const isTold = isBoundKnown || bound.length > 0;
    // A closed connection whose program did not set SO_REUSEADDR refuses everybody.
    const explainedByWaiting = isTold && bound.length === 0 && waiting > 0;
    if (!explainedByWaiting)
      causes.push({ kind: 'boundOnly', sockets: bound, suspects: isTold ? [] : unlisted });
  }
  if (waiting > 0) causes.push({ kind: 'timeWait', count: waiting, seconds: longestWait });
  return {
    facts,
    origins,
    verdict: verdictOf(trials, waiting, handedOn.length > 0),
    causes,
    trials,
    onEngineHost: publishersElsewhere(facts, containers),
    notCauses: [
      ...(facts.isReserved ? (['reserved'] as const) : []),
      ...(hasInside(facts.port, containers) ? (['otherNamespaces'] as const) : []),
    ],
  };
}

/** Whether a container that runs here has a port of that number inside, which one may take for this one. */
function hasInside(port: number, containers: readonly ContainerFacts[]): boolean {
  return containers.some(
    ({ isHere, ports }) =>
      isHere && ports.some(({ hostPort, containerPort }) => containerPort === port && hostPort !== port),
  );
}

function verdictOf(
  trials: readonly BindTrial[],
  waiting: number,
  isHandedOn: boolean,
): Explanation['verdict'] {
  const free = trials.filter(({ outcome }) => outcome === 'free').length;
  if (free === 0 && trials.length > 0) return 'busy';
  // Where a bind succeeds on some addresses, what is sent there goes to the container all the same.
  if (isHandedOn) return 'published';
  if (free < trials.length) return 'partly';
  return waiting > 0 ? 'freeToReuse' : 'free';
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
