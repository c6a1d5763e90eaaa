import type { Engine } from '../model/engine';
import type { ProcessOrigin } from '../model/origin';
import type { BindTrial } from '../model/portFacts';
import type { ProcessOwner } from '../model/process';
import { type Cause, explain, obstacleAmong, ownersIn, type Reach } from '../ports/explainPort';
import { type ListeningPort, listenersOn } from '../ports/listeningPorts';
import type { Snapshot } from '../model/snapshot';
import { findObstacle, type Obstacle } from '../ports/obstacles';
import { type Connection, portUse } from '../ports/portUse';
import { formatEndpoint, formatLocal } from '../text/address';
import { ENGLISH } from '../text/localizer';
import { ownText } from '../text/namespaceText';
import { programOf } from '../text/programName';
import { containersFacts } from './containersFacts';
import { containerFacts, unknownFacts } from './likelyFacts';
import { notes, type ProcessFacts, processFacts, short, userName } from './ownerFacts';
import { USUAL_ENTRIES } from './definitions';
import { obstacleWords } from './obstacleWords';
import { onPort, unseenFacts, unseenPorts } from './publishedFacts';
import { questionIn, type ToolInput } from './input';
import { listenerFacts } from './socketAnswers';

/** Connections and suspects that an answer names. */
const MOST_NAMED = 10;

/** Answers of `find_port_owner`. */
export async function findPortOwner(engine: Engine, input: ToolInput): Promise<object> {
  const port = Number(input['port']);
  const snapshot = await engine.scan('inet', true);
  const listeners = listenersOn(snapshot, { port });
  const told = listeners.slice(0, USUAL_ENTRIES);
  const found = await Promise.all(
    told.map(async (listener) => {
      const [origin] = listener.leader === undefined ? [] : await engine.origins([listener.leader]);
      const obstacle = await findObstacle(port, listener.owners, engine);
      return {
        ...listenerFacts(withDescription(listener, origin), snapshot, input),
        ...(origin && originFacts(origin, snapshot)),
        ...obstacleFacts(obstacle),
      };
    }),
  );
  const { connections, waiting } = portUse(snapshot, { port });
  const others = connections.filter(() => listeners.length === 0);
  const unseen = unseenPorts(snapshot, onPort({ port }));
  return {
    port,
    networkNamespace: ownText(ENGLISH),
    isListenedOn: listeners.length > 0,
    listeners: found,
    ...(listeners.length > told.length && { omitted: listeners.length - told.length }),
    ...(others.length > 0 &&
      named('oneEndOf', 'oneEndOfOmitted', others, connectionFacts(snapshot, eachOnce(snapshot, port)))),
    ...(waiting > 0 && { closedConnectionsInTimeWait: waiting }),
    ...unseenFacts(unseen),
    ...notes(snapshot),
  };
}

/** A listener whose process is described by its parents, where the snapshot was taken before anybody looked at these. */
function withDescription(listener: ListeningPort, origin: ProcessOrigin | undefined): ListeningPort {
  const { leader } = listener;
  const description = leader?.description ?? origin?.description;
  return leader === undefined || description === undefined
    ? listener
    : { ...listener, leader: { ...leader, description } };
}

/** Where a process comes from: its parents, and what manages it. */
function originFacts(
  { ancestors, membership: { unit, container } }: ProcessOrigin,
  snapshot: Snapshot,
): object {
  const startedBy = ancestors.map((parent) => `${short(programOf(parent))} (${parent.pid})`);
  return {
    ...(startedBy.length > 0 && { startedBy }),
    ...(unit !== undefined && { systemdUnit: short(unit) }),
    ...(container && { container: containerFacts(container, snapshot) }),
  };
}

/** Answers of `explain_port`. */
export async function explainPortToModel(engine: Engine, input: ToolInput): Promise<object> {
  const explained = await explain(questionIn(input), engine);
  const { facts, verdict, causes, trials, notCauses } = explained;
  const { port, transport } = facts;
  const processFactsOf = eachOnce(facts.snapshot, port);
  const unseen = unseenPorts(facts.snapshot, onPort({ port, transport }));
  return {
    port,
    transport,
    verdict: VERDICTS[verdict],
    ...obstacleFacts(obstacleAmong(ownersIn(explained), explained)),
    causes: causes.map((cause) => causeFacts(cause, facts.snapshot, processFactsOf)),
    bindTrials: Object.fromEntries(trials.map((trial) => [trial.address, OUTCOMES[trial.outcome]])),
    ...unseenFacts(unseen),
    ...(notCauses.length > 0 && { notToBlame: notCauses.map((fact) => NOT_CAUSES[fact]) }),
    ...notes(facts.snapshot),
  };
}

const VERDICTS = {
  free: 'free: a server can take it on every address',
  freeToReuse: 'free to servers that set SO_REUSEADDR; others must wait until TIME_WAIT ends',
  partly: 'taken on some addresses and free on others, see bindTrials',
  busy: 'taken: no server can have it now',
  published:
    'taken: a bind succeeds, and a container gets its packets all the same; stop the container to free it',
} as const;

const OUTCOMES: Readonly<Record<BindTrial['outcome'], string>> = {
  free: 'can be bound',
  inUse: 'in use (EADDRINUSE)',
  denied: 'not permitted (EACCES)',
  unavailable: 'this machine has no such address',
  failed: 'failed otherwise',
};

/** What a listener takes by its address. */
const REACHES: Readonly<Record<Reach, string>> = {
  everything: 'every address, IPv4 and IPv6',
  allIPv4: 'every IPv4 address',
  allIPv6: 'every IPv6 address',
  oneAddress: 'this address, and with it every wildcard',
};

const NOT_CAUSES = {
  reserved:
    'The port is in ip_local_reserved_ports. That only keeps the kernel from choosing it; it can be bound.',
  otherNamespaces: 'Listeners in other network namespaces (containers) never conflict with this one.',
} as const;

/** That nobody should end who has the port, with what to do instead; nothing of ordinary programs. */
function obstacleFacts(obstacle: Obstacle | undefined): object {
  return obstacle === undefined ? {} : { doNotEnd: obstacleWords(obstacle) };
}

/** The first of a list, and how many more there are where there are more. */
function named<Value>(
  name: string,
  omitted: string,
  values: readonly Value[],
  factsOf: (value: Value) => object,
): object {
  return {
    [name]: values.slice(0, MOST_NAMED).map(factsOf),
    ...(values.length > MOST_NAMED && { [omitted]: values.length - MOST_NAMED }),
  };
}

type FactsOf = (owner: ProcessOwner) => ProcessFacts;

/** The facts of each process, made once: it may hold thousands of the sockets that an answer names. */
function eachOnce(snapshot: Snapshot, port: number): FactsOf {
  const made = new Map<ProcessOwner, ProcessFacts>();
  return (owner) => {
    const known = made.get(owner) ?? processFacts(owner, snapshot, { port });
    made.set(owner, known);
    return known;
  };
}

const connectionFacts =
  (snapshot: Snapshot, processFactsOf: FactsOf) =>
  (connection: Connection): object => {
    const { socket, owners } = connection;
    return {
      local: formatLocal(socket),
      foreign: formatEndpoint(socket.remoteAddress, socket.isIPv6, socket.remotePort),
      processes: owners.map(processFactsOf),
      ...unknownFacts(connection, snapshot),
    };
  };

function causeFacts(cause: Cause, snapshot: Snapshot, processFactsOf: FactsOf): object {
  switch (cause.kind) {
    case 'listener': {
      const { socket, owners, reasons } = cause.listener;
      return {
        cause: 'a socket already has the port',
        address: formatLocal(socket),
        takes: REACHES[cause.reach],
        processes: owners.map(processFactsOf),
        ...(reasons.length > 0 && { user: userName(snapshot, socket.uid) }),
        ...containersFacts({ sockets: [cause.listener] }),
        ...unknownFacts(cause.listener, snapshot),
      };
    }
    case 'timeWait':
      return {
        cause: 'closed connections in TIME_WAIT',
        connections: cause.count,
        secondsLeft: cause.seconds,
        hint: 'Only programs that do not set SO_REUSEADDR fail. They belong to no process: nothing is to be killed.',
      };
    case 'connection':
      return {
        cause: cause.isEphemeral
          ? 'a connection got the port from ip_local_port_range by chance'
          : 'a connection uses the port as its own end',
        ...named('connections', 'omitted', cause.connections, connectionFacts(snapshot, processFactsOf)),
      };
    case 'published':
      return {
        cause: 'containers publish the port by packet rules; nothing listens on the host for it',
        ...containersFacts({ sockets: cause.containers.map((container) => ({ container })) }),
      };
    case 'boundOnly':
      return {
        cause: 'a socket is bound to the port and does not listen; such a socket is in no table of /proc',
        ...(cause.sockets.length > 0
          ? named('sockets', 'omitted', cause.sockets, ({ socket, owners }) => ({
              address: formatLocal(socket),
              processes: owners.map(processFactsOf),
              ...(owners.length === 0 && { user: userName(snapshot, socket.uid) }),
            }))
          : named('suspects', 'suspectsOmitted', cause.suspects, ({ owner, sockets }) => ({
              ...processFactsOf(owner),
              socketsInNoTable: sockets,
            }))),
      };
    case 'privileged':
      return {
        cause: `ports below ${cause.from} need the capability CAP_NET_BIND_SERVICE (net.ipv4.ip_unprivileged_port_start)`,
      };
  }
}
