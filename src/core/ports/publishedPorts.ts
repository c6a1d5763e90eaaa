import type { ContainerFacts, PublishedPort } from '../model/container';
import type { Snapshot } from '../model/snapshot';
import type { PortContainer } from '../containers/portContainer';
import type { FilterSubject } from '../query/filter/filterSubject';
import { groupBy } from '../query/groupBy';
import { comparePorts, type ListeningPort, portKey } from './listeningPorts';
import { addressEnds, endOf, isLoopbackEnd, standsFor } from './portAddresses';

/** Words of engines for a container that has its ports. */
const RUNNING: readonly (string | undefined)[] = [undefined, 'running', 'paused'];

/**
 * Ports of this machine that containers have by packet rules alone, as Docker without its proxy and Podman with netavark do:
 * nobody listens on them. Not those of an engine in another network namespace, nor what a socket stands for already.
 * @param listening all ports of the snapshot that something listens on
 */
export function rulePorts(
  { containers = [] }: Pick<Snapshot, 'containers'>,
  listening: readonly ListeningPort[],
): readonly ListeningPort[] {
  if (containers.length === 0) return NONE;
  const known = kept.get(containers);
  if (known?.of === listening) return known.ports;
  const ports = rulePortsBeside(containers, listening);
  kept.set(containers, { of: listening, ports });
  return ports;
}

const NONE: readonly ListeningPort[] = [];

/** Both lists are the same ones for as long as nothing in them changes, and several places ask. */
const kept = new WeakMap<
  readonly ContainerFacts[],
  { readonly of: readonly ListeningPort[]; readonly ports: readonly ListeningPort[] }
>();

function rulePortsBeside(
  containers: readonly ContainerFacts[],
  listening: readonly ListeningPort[],
): ListeningPort[] {
  const publishing = containers.filter(isPublishingHere);
  const numbers = new Set(publishing.flatMap(({ ports }) => ports.map(({ hostPort }) => hostPort)));
  const byPort = groupBy(
    listening.filter(({ port }) => numbers.has(port)),
    portKey,
  );
  const isFree = (published: PublishedPort): boolean => {
    const ends = (byPort.get(hostKey(published)) ?? []).flatMap(addressEnds);
    return !ends.some((end) => standsFor(end, endOf(published)));
  };
  return publishing.flatMap((facts) => portsOf(facts, isFree)).sort(comparePorts);
}

/** Ports of machines that engines outside of this one run on: nobody here has them. */
export function otherHostsPorts({ containers = [] }: Pick<Snapshot, 'containers'>): ListeningPort[] {
  const others = containers.filter(({ isHere, state }) => !isHere && RUNNING.includes(state));
  return others.flatMap((facts) => portsOf(facts, () => true)).sort(comparePorts);
}

/** A port that nobody here listens on, as a filter sees it: it has no owner, no user and no state. */
export function ruleSubjects(port: ListeningPort): FilterSubject[] {
  const ends = addressEnds(port);
  return (port.rules ?? []).map(({ facts }, at) => {
    const end = ends[at];
    const local = { side: 'local', port: port.port, ...(end && { address: end }) } as const;
    return {
      protocol: port.transport,
      ends: [local],
      ...{ states: [], owners: [], uids: [] },
      container: facts,
    };
  });
}

/** What shares the network of another container publishes nothing of its own; an infra container is its pod's. */
function isPublishingHere({ isHere, publishesOn, isInfra, networkMode, state }: ContainerFacts): boolean {
  const isShared = isInfra === true || networkMode === 'host' || networkMode?.startsWith('container:');
  return isHere && publishesOn === 'here' && isShared !== true && RUNNING.includes(state);
}

/** The rows of one container: one for each port of the host, whatever the addresses. */
function portsOf(facts: ContainerFacts, isWanted: (published: PublishedPort) => boolean): ListeningPort[] {
  const wanted = facts.ports.filter(isWanted).map((published) => ({ facts, published }));
  const byPort = groupBy(wanted, ({ published }) => hostKey(published));
  return [...byPort].map(([key, rules]) => rulePort(key, rules));
}

function hostKey({ transport, hostPort }: PublishedPort): string {
  return portKey({ transport, port: hostPort });
}

function rulePort(
  key: string,
  rules: readonly [Required<PortContainer>, ...Required<PortContainer>[]],
): ListeningPort {
  const [{ facts, published }] = rules;
  return {
    // An engine elsewhere may list a container of this name, too.
    id: `rules ${key} ${facts.id}${facts.isHere ? '' : ` ${facts.engine}`}`,
    transport: published.transport,
    port: published.hostPort,
    exposure: rules.every((rule) => isLoopbackEnd(endOf(rule.published))) ? 'loopback' : 'network',
    ...{ sockets: [], owners: [], reasons: [] },
    rules,
  };
}
