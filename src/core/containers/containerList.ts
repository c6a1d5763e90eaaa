import { type ContainerFacts, type ContainerNetwork, isContainerId } from '../model/container';
import { composeFacts } from './composeLabels';
import { addressOf, countOf, known, listOf, nameOf, objectOf, parseJson } from './engineJson';
import { listedPorts, MOST_PORTS } from './enginePorts';

/** More containers of an engine are not read. */
export const MOST_CONTAINERS = 10_000;

const MOST_NETWORKS = 100;
const MOST_NAMES = 100;

/** A container as its engine lists it. */
export interface ListedContainer {
  readonly facts: Omit<ContainerFacts, 'runtime' | 'engine' | 'isHere' | 'startedAt' | 'pid'>;
  /** By the pids of the engine's host; Docker's lists have none. */
  readonly hostPid?: number;
  /** When it was made, as text that sorts by time within one list. */
  readonly createdAt: string;
}

/**
 * What an engine answers to `GET /containers/json` (docs.docker.com/reference/api/engine), or Podman to
 * `GET /libpod/containers/json` (docs.podman.io/en/latest/_static/api.html), which has ranges of ports and pids.
 * @returns nothing where it is no such list; containers without an id are left out
 */
export function parseContainerList(text: string): readonly ListedContainer[] | undefined {
  const list = parseJson(text);
  if (!Array.isArray(list)) return undefined;
  const containers: ListedContainer[] = [];
  let portsLeft = MOST_PORTS;
  for (const value of listOf(list, MOST_CONTAINERS)) {
    const container = listedContainer(value, portsLeft);
    if (container === undefined) continue;
    containers.push(container);
    portsLeft -= container.facts.ports.length;
  }
  return withOwnPorts(containers);
}

function listedContainer(value: unknown, mostPorts: number): ListedContainer | undefined {
  const entry = objectOf(value);
  const { Id: id, Created: created } = entry as { Id?: unknown; Created?: unknown };
  if (typeof id !== 'string' || !isContainerId(id)) return undefined;
  const hasPod = nameOf(entry['Pod']) !== undefined;
  const facts = {
    id,
    ...known({
      name: ownName(entry['Names']),
      image: nameOf(entry['Image']),
      state: nameOf(entry['State'])?.toLowerCase(),
      networkMode: nameOf(objectOf(entry['HostConfig'])['NetworkMode']),
      pod: hasPod ? nameOf(entry['PodName']) : undefined,
      isInfra: entry['IsInfra'] === true ? (true as const) : undefined,
    }),
    ...composeFacts(entry['Labels']),
    networks: networksOf(entry),
    ports: listedPorts(entry['Ports'], mostPorts),
  };
  return {
    facts,
    ...known({ hostPid: countOf(entry['Pid']) }),
    createdAt: typeof created === 'string' ? created.slice(0, 40) : String(countOf(created) ?? ''),
  };
}

/** Docker has its links among the names, with the name of the other container before them: "/web/db". */
function ownName(names: unknown): string | undefined {
  const all = listOf(names, MOST_NAMES).map((name) => nameOf(name)?.replace(/^\//, ''));
  return all.find((name) => name && !name.includes('/')) ?? (all[0] || undefined);
}

/** Docker's API has addresses; Podman's own list only names. */
function networksOf(entry: Readonly<Record<string, unknown>>): ContainerNetwork[] {
  const settings = Object.entries(objectOf(objectOf(entry['NetworkSettings'])['Networks']));
  const named = listOf(entry['Networks'], MOST_NETWORKS).map((name): [unknown, unknown] => [name, undefined]);
  return [...settings.slice(0, MOST_NETWORKS), ...named].flatMap(([key, value]) => {
    const name = nameOf(key);
    const { IPAddress, GlobalIPv6Address } = objectOf(value) as Record<string, unknown>;
    const addresses = [IPAddress, GlobalIPv6Address].map(addressOf).filter((each) => each !== undefined);
    return name === undefined ? [] : [{ name, addresses }];
  });
}

/**
 * Podman lists the ports and addresses of a container again for all that share its network, as in a pod. They are the one's
 * that was made first: the others name it, so that it had to be there.
 */
function withOwnPorts(list: readonly ListedContainer[]): ListedContainer[] {
  const firsts = new Map<string, ListedContainer>();
  for (const each of list) {
    for (const { transport, hostAddress = '', hostPort } of each.facts.ports) {
      const port = `${transport} ${hostAddress} ${hostPort}`;
      const first = firsts.get(port);
      if (first === undefined || isBefore(each, first)) firsts.set(port, each);
    }
  }
  return list.map((each) => {
    const [port] = each.facts.ports;
    const first = port && firsts.get(`${port.transport} ${port.hostAddress ?? ''} ${port.hostPort}`);
    if (first === undefined || first === each) return each;
    return {
      ...each,
      facts: { ...each.facts, ports: [], networks: [], networkMode: `container:${first.facts.id}` },
    };
  });
}

/** The one that keeps the network of a pod is there before all others; else the time of making tells, to the second perhaps. */
function isBefore(a: ListedContainer, b: ListedContainer): boolean {
  if (a.facts.isInfra !== b.facts.isInfra) return a.facts.isInfra === true;
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt;
  return a.facts.networks.length > b.facts.networks.length;
}
