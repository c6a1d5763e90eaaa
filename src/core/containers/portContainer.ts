import type { ContainerFacts, PublishedPort } from '../model/container';
import type { InetSocket } from '../model/inetTable';
import type { LikelyOwner } from '../model/likelyOwner';
import type { Container } from '../model/membership';
import type { ProcessOwner } from '../model/process';
import type { Ownership, Snapshot } from '../model/snapshot';
import { formatAddress, isUnspecified } from '../text/address';
import { GATEWAY_NAMES, TELLING_NAMES } from './watchers';

/** Whose a port of the host is, where it is a container's. */
export interface PortContainer {
  readonly facts: ContainerFacts;
  /** How it leads inside; absent where it is the container's own, as with the host's network, or nobody tells. */
  readonly published?: PublishedPort;
}

/** What of a socket tells whose it is. */
export interface ContainersSocket extends Pick<Ownership, 'owners' | 'likelyOwner'> {
  readonly socket: InetSocket;
  readonly transport: string;
}

/** Units of engines, whose processes have ports for containers. */
const ENGINE_UNITS = /^(?:snap\.)?(?:docker|podman|containerd|libpod)\b/;

/** Programs that have ports for any container of an engine: Docker's own without its proxy, and the gateways of rootless ones. */
const ENGINE_PROGRAMS = /^(?:dockerd|rootlesskit|pasta|slirp4netns)\b/;

/** The beginning of an id, as engines print it. */
const SHORT_ID = /^[0-9a-f]{12,63}$/;

/** A list of containers, to look up the one that has a socket. */
class ContainerIndex {
  readonly #byId = new Map<string, ContainerFacts>();
  readonly #byKeeper = new Map<number, ContainerFacts[]>();
  readonly #byPort = new Map<string, Required<PortContainer>[]>();

  /** Only those that run here have sockets here. */
  constructor(containers: readonly ContainerFacts[]) {
    for (const facts of containers) {
      if (!facts.isHere) continue;
      this.#byId.set(facts.id, facts);
      for (const pid of facts.keepers ?? []) add(this.#byKeeper, pid, facts);
      for (const published of facts.ports) {
        add(this.#byPort, `${published.transport} ${published.hostPort}`, { facts, published });
      }
    }
  }

  of(told: ContainersSocket): PortContainer | undefined {
    return this.#ofKeeper(told) ?? this.#ofMember(told) ?? this.#ofEngine(told);
  }

  /** By the process that has it for the container: docker-proxy, conmon, rootlessport. */
  #ofKeeper(told: ContainersSocket): PortContainer | undefined {
    const kept = keepersOf(told).flatMap((pid) => this.#byKeeper.get(pid) ?? []);
    const published = this.#publishing(told, (facts) => kept.includes(facts));
    if (published !== undefined) return published;
    // conmon's command line tells of no ports: all that it has is for its container.
    const [only, ...more] = new Set(kept);
    return only !== undefined && more.length === 0 && only.ports.length === 0 ? { facts: only } : undefined;
  }

  /** By a process that is in the container itself. */
  #ofMember({ owners, likelyOwner }: ContainersSocket): PortContainer | undefined {
    for (const container of [
      ...owners.map(({ membership }) => membership?.container),
      likelyOwner?.container,
    ]) {
      const facts = container && this.named(container);
      if (facts !== undefined) return { facts };
    }
    return undefined;
  }

  /** By what is published, where an engine has the socket itself, or its unit probably has. */
  #ofEngine(told: ContainersSocket): PortContainer | undefined {
    const { owners, likelyOwner } = told;
    if (owners.some(({ comm }) => ENGINE_PROGRAMS.test(comm))) return this.#publishing(told, () => true);
    const { unit = '' } = likelyOwner ?? {};
    if (owners.length > 0 || unit === '') return undefined;
    return this.#publishing(told, ({ id }) => ENGINE_UNITS.test(unit) || unit.includes(id));
  }

  /** The first of these that publishes what the socket is bound to, its own address before all of them. */
  #publishing(
    { transport, socket }: ContainersSocket,
    isMeant: (facts: ContainerFacts) => boolean,
  ): PortContainer | undefined {
    const all = this.#byPort.get(`${transport} ${socket.localPort}`) ?? [];
    const meant = all.filter(({ facts }) => isMeant(facts));
    const isAt = (is: typeof isOnAddress): PortContainer | undefined =>
      meant.find(({ published }) => is(socket, published.hostAddress));
    return isAt(isOnAddress) ?? isAt(isOnAll);
  }

  /** The one that a control group names, which may have the beginning of its id alone. */
  named({ id }: Container): ContainerFacts | undefined {
    const known = this.#byId.get(id);
    if (known !== undefined || !SHORT_ID.test(id)) return known;
    const [only, ...more] = [...this.#byId.values()].filter((facts) => facts.id.startsWith(id));
    return more.length === 0 ? only : undefined;
  }
}

/** One for each list, which is looked into for each socket. */
const indexes = new WeakMap<readonly ContainerFacts[], ContainerIndex>();

/** The container that a socket belongs to; nothing where it is none's, or nobody tells. */
export function containerOfSocket(
  told: ContainersSocket,
  containers: readonly ContainerFacts[],
): PortContainer | undefined {
  return indexOf(containers)?.of(told);
}

/** What is known of a container that a control group names. */
export function knownContainer(
  container: Container,
  containers: readonly ContainerFacts[],
): ContainerFacts | undefined {
  return indexOf(containers)?.named(container);
}

function indexOf(containers: readonly ContainerFacts[]): ContainerIndex | undefined {
  if (containers.length === 0) return undefined;
  let index = indexes.get(containers);
  if (index === undefined) indexes.set(containers, (index = new ContainerIndex(containers)));
  return index;
}

/** Whether some socket of a snapshot looks as if a container had it, so that it is worth to ask for containers. */
export function mayHaveContainers({ processes, likely }: Pick<Snapshot, 'processes' | 'likely'>): boolean {
  for (const process of processes.values()) if (mayHaveFor(process)) return true;
  return likely.owners.some(mayLikelyHaveFor);
}

/** Whether what a process has may be a container's. */
export function mayHaveFor({ comm, membership }: Pick<ProcessOwner, 'comm' | 'membership'>): boolean {
  return isKeeper(comm) || ENGINE_PROGRAMS.test(comm) || membership?.container !== undefined;
}

/** The same of an owner that is likely. */
export function mayLikelyHaveFor({ container, unit, processes }: LikelyOwner): boolean {
  return (
    container !== undefined ||
    ENGINE_UNITS.test(unit ?? '') ||
    processes.some(({ program }) => isKeeper(program))
  );
}

/** The containers that have sockets of a port, or have it by packet rules, each once. */
export function containersOf({
  sockets,
  rules = [],
}: {
  readonly sockets: readonly { readonly container?: PortContainer | undefined }[];
  readonly rules?: readonly PortContainer[] | undefined;
}): PortContainer[] {
  const byId = new Map<string, PortContainer>();
  for (const container of [...sockets.map((socket) => socket.container), ...rules]) {
    if (container !== undefined && !byId.has(container.facts.id)) byId.set(container.facts.id, container);
  }
  return [...byId.values()];
}

/** Whether a process is called as one that has ports for containers. */
function isKeeper(comm: string): boolean {
  return TELLING_NAMES.test(comm) || GATEWAY_NAMES.test(comm);
}

/** Those that have the socket, or probably have it; pids alone do not tell, for they are given away again. */
function keepersOf({ owners, likelyOwner }: ContainersSocket): number[] {
  return [
    ...owners.filter(({ comm }) => isKeeper(comm)),
    ...(likelyOwner?.processes ?? []).filter(({ program }) => isKeeper(program)),
  ].map(({ pid }) => pid);
}

/** Whether a socket is on the very address that a port is published on. */
export function isOnAddress({ localAddress, isIPv6 }: InetSocket, hostAddress: string | undefined): boolean {
  return formatAddress(localAddress, isIPv6).replace(/^::ffff:(?=\d+\.)/, '') === hostAddress;
}

/**
 * A socket on :: may have been opened for all addresses of both families; a connection has the address that it came to. A
 * listener on one address is not what was opened for all.
 */
export function isOnAll(
  { localAddress, isIPv6, remotePort }: InetSocket,
  hostAddress: string | undefined,
): boolean {
  const isAll = hostAddress === undefined || hostAddress === '0.0.0.0' || hostAddress === '::';
  return isAll && (remotePort !== 0 || isUnspecified(localAddress, isIPv6));
}

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
