import type { ContainerFacts, PortContainer } from '../model/container';
import type { InetSocket } from '../model/inetTable';
import type { LikelyOwner } from '../model/likelyOwner';
import type { Container } from '../model/membership';
import type { NamespaceFacts } from '../model/namespace';
import type { ProcessOwner } from '../model/process';
import type { Ownership, Snapshot } from '../model/snapshot';
import { endOf, isOnAddress, isOnAll, socketEnd } from '../ports/portAddresses';
import { managerOf } from '../ports/portManager';
import { isIdStart } from './containerNames';
import { publishingOf } from './publishers';
import { GATEWAY_NAMES, TELLING_NAMES, watchedContainer } from './watchers';

/** A container that a socket is named after, and how sure that is. */
export interface ContainerClaim extends PortContainer {
  /**
   * What says so:
   * - `keeper`: who holds the socket holds it for the container
   * - `published`: it alone publishes the port there
   * - `itself`: a process in it holds the socket
   */
  readonly by: 'keeper' | 'published' | 'itself';
  /** Whether it is sure enough to stop the container for it: not by what is likely, and of no other holder besides. */
  readonly isCertain: boolean;
}

/** What of a socket tells whose it is. */
export interface ContainersSocket extends Pick<Ownership, 'owners' | 'likelyOwner'> {
  readonly socket: InetSocket;
  readonly transport: string;
  /** The network namespace that it is in, where that is another than the engine's own. */
  readonly namespace?: NamespaceFacts | undefined;
}

/** Units of engines, whose processes have ports for containers. */
const ENGINE_UNITS = /^(?:snap\.)?(docker|podman|containerd|libpod)\b/;

/** Programs that have ports for any container of an engine: Docker's own without its proxy, and the gateways of rootless ones. */
const ENGINE_PROGRAMS = /^(?:dockerd|rootlesskit|pasta|passt|slirp4netns)\b/;

/** Those of them whose containers publish in a network of their own, which they hand this one's ports on to. */
const GATEWAYS = /^(?:rootlesskit|pasta|passt|slirp4netns)\b/;

/**
 * A list of containers, to look up the one that has a socket: one decision for who names a port and for who stops a container
 * for it, which takes what is certain alone. Where two could have it, it is neither's.
 */
class ContainerIndex {
  readonly #byId = new Map<string, ContainerFacts>();
  /** By their first processes. */
  readonly #byPid = new Map<number, ContainerFacts>();
  readonly #byKeeper = new Map<number, ContainerFacts[]>();
  readonly #containers: readonly ContainerFacts[];

  /** Only those that run here have sockets here. */
  constructor(containers: readonly ContainerFacts[]) {
    this.#containers = containers;
    for (const facts of containers) {
      if (!facts.isHere) continue;
      this.#byId.set(facts.id, facts);
      if (facts.pid !== undefined) this.#byPid.set(facts.pid, facts);
      for (const pid of facts.keepers ?? []) add(this.#byKeeper, pid, facts);
    }
  }

  of(told: ContainersSocket): ContainerClaim | undefined {
    const known = this.#ofKeeper(told) ?? this.#ofMember(told);
    // A port of the same number that a container publishes on this machine is another one there.
    return known !== undefined || told.namespace !== undefined ? known : this.#ofEngine(told);
  }

  /** By the process that has it for the container: docker-proxy, conmon, rootlessport. */
  #ofKeeper(told: ContainersSocket): ContainerClaim | undefined {
    const { owners, likelyOwner } = told;
    const held = owners.flatMap((owner) => this.#keptBy(owner));
    const likely = (likelyOwner?.processes ?? []).filter(({ program }) => isKeeper(program));
    const kept = held.length > 0 ? held : likely.flatMap(({ pid }) => this.#byKeeper.get(pid) ?? []);
    const published = this.#publishing(told, (facts) => kept.includes(facts));
    const by = held.length > 0 ? 'keeper' : 'published';
    const [only, ...more] = new Set(kept);
    if (published !== undefined) {
      const isAlone = held.length > 0 ? more.length === 0 : this.#publishing(told, () => true) !== undefined;
      return { ...published, by, isCertain: isAlone };
    }
    // conmon's command line tells of no ports: all that it has is for its container.
    const isAllIts =
      only?.ports.length === 0 || owners.some((owner) => watchedContainer(owner)?.id === only?.id);
    const isOne = only !== undefined && more.length === 0 && isAllIts;
    return isOne ? { facts: only, by, isCertain: held.length > 0 } : undefined;
  }

  /** Those that a process has ports for; pids alone do not tell, for they are given away again. */
  #keptBy(owner: ProcessOwner): ContainerFacts[] {
    if (!isKeeper(owner.comm)) return [];
    const watched = watchedContainer(owner);
    const facts = watched && this.#byId.get(watched.id);
    return facts === undefined ? (this.#byKeeper.get(owner.pid) ?? []) : [facts];
  }

  /** By a process that is in the container itself. */
  #ofMember(told: ContainersSocket): ContainerClaim | undefined {
    const { owners, likelyOwner } = told;
    // Rootless Podman may make no control groups: the first process is known by its watcher all the same.
    const facts = owners.map(({ pid, membership: { container } = {} }) =>
      container === undefined ? this.#byPid.get(pid) : this.named(container),
    );
    const [inside] = facts.filter((each) => each !== undefined);
    if (inside !== undefined) {
      return { facts: inside, by: 'itself', isCertain: facts.every((each) => each === inside) };
    }
    const likely = likelyOwner?.container && this.named(likelyOwner.container);
    if (likely === undefined) return undefined;
    const published = this.#publishing(told, () => true);
    return published?.facts === likely
      ? { ...published, by: 'published', isCertain: true }
      : { facts: likely, by: 'itself', isCertain: false };
  }

  /** By what is published, where an engine has the socket itself, or its unit probably has, or nothing else is known of it. */
  #ofEngine(told: ContainersSocket): ContainerClaim | undefined {
    const isMeant = engineTest(told);
    const published = isMeant && this.#publishing(told, isMeant);
    return published && { ...published, by: 'published', isCertain: true };
  }

  /** The one of these that publishes what the socket is bound to, its own address before all of them. */
  #publishing(
    { transport, socket }: ContainersSocket,
    isMeant: (facts: ContainerFacts) => boolean,
  ): PortContainer | undefined {
    const all = publishingOf(this.#containers).here.get(socket.localPort) ?? [];
    const meant = all.filter(({ facts, published }) => published.transport === transport && isMeant(facts));
    for (const isAt of [isOnAddress, isOnAll]) {
      const there = meant.filter(({ published }) => isAt(socketEnd(socket), endOf(published)));
      const [first] = there;
      if (first !== undefined) return there.every(({ facts }) => facts === first.facts) ? first : undefined;
    }
    return undefined;
  }

  /** The one that a control group names, which may have the beginning of its id alone. */
  named({ id }: Container): ContainerFacts | undefined {
    const known = this.#byId.get(id);
    if (known !== undefined || !isIdStart(id)) return known;
    const [only, ...more] = [...this.#byId.values()].filter((facts) => facts.id.startsWith(id));
    return more.length === 0 ? only : undefined;
  }
}

/**
 * Whose containers may have a socket that an engine has itself; nothing where none may. Engines in other networks publish the
 * same ports there, and have none here.
 */
function engineTest(told: ContainersSocket): ((facts: ContainerFacts) => boolean) | undefined {
  const isOf = runtimeTest(told);
  const { owners, likelyOwner } = told;
  const names = [
    ...owners.map(({ comm }) => comm),
    ...(likelyOwner?.processes ?? []).map(({ program }) => program),
  ];
  const isGateway = names.some((name) => GATEWAYS.test(name));
  return isOf && ((facts) => isOf(facts) && (isGateway || facts.publishesOn !== 'elsewhere'));
}

function runtimeTest({
  owners,
  likelyOwner,
}: ContainersSocket): ((facts: ContainerFacts) => boolean) | undefined {
  if (owners.length > 0) {
    const programs = owners.filter(({ comm }) => isKeeper(comm) || ENGINE_PROGRAMS.test(comm));
    const kind = programs.length > 0 ? managerOf(0, programs)?.kind : undefined;
    return kind && (({ runtime }) => kind === 'namespace' || kind === runtime);
  }
  if (likelyOwner === undefined) return () => true;
  const { unit = '', container } = likelyOwner;
  if (unit === '' || container !== undefined) return undefined;
  const [, engine] = ENGINE_UNITS.exec(unit) ?? [];
  const runtime = engine === 'libpod' ? 'podman' : engine;
  return (facts) => facts.runtime === runtime || runtime === 'containerd' || unit.includes(facts.id);
}

/** One for each list, which is looked into for each socket. */
const indexes = new WeakMap<readonly ContainerFacts[], ContainerIndex>();

/** The container that a socket belongs to; nothing where it is none's, or nobody tells. */
export function containerOfSocket(
  told: ContainersSocket,
  containers: readonly ContainerFacts[],
): ContainerClaim | undefined {
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

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
