import type { ContainerFacts, EngineAway, EngineRuntime, PublishedPort } from '../model/container';
import type { Container } from '../model/membership';
import type { ListedContainer } from './containerList';
import { onePerPort } from './enginePorts';
import type { ProxiedPort } from './watchers';

/** A container as /proc tells of it. */
export interface ContainerHere extends Container {
  readonly name?: string;
  /** Its first process. */
  readonly pid: number;
  /** Clock ticks after boot at which that one began. */
  readonly startTime: number;
  /** All of its processes that were seen. */
  readonly pids: ReadonlySet<number>;
  /** What tells its network namespace from others at this moment, `host` for that of its engine; absent where it is not seen. */
  readonly network?: number | 'host';
  /** The namespace of its watcher, which is its engine's, told in the same way. */
  readonly hostNetwork?: number;
  /** Whether an ordinary user's Podman runs it, by whose its watcher is. */
  readonly isRootless?: true;
  /** Its addresses in that namespace but for loopback. */
  readonly addresses: readonly string[];
  /**
   * Whose word it is that those processes are in it: a user's, who runs its watcher; absent where the kernel says so by
   * their control group.
   */
  readonly toldByUid?: number;
  /** The conmon that watches it, which keeps its ports open. */
  readonly conmon?: number;
}

/** What an engine listed. */
export interface EngineAnswer {
  readonly socket: string;
  readonly runtime: EngineRuntime;
  /** Whose socket it is. */
  readonly uid: number;
  /** Whether the engine's own process is seen here, so that its containers would be seen, too. */
  readonly isSeen: boolean;
  /** Whether that is in another pid namespace than /proc here: the pids that it tells are others'. */
  readonly hasOtherPids?: true;
  readonly containers: readonly ListedContainer[];
}

/** A docker-proxy, with the network namespace that it is in. */
export interface ProxyHere extends ProxiedPort {
  readonly pid: number;
  readonly network?: number;
}

/** What /proc alone tells. */
export interface Here {
  readonly containers: readonly ContainerHere[];
  readonly proxied: readonly ProxyHere[];
  /** Processes that hand on ports of the host into the network that they are in themselves. */
  readonly gateways: readonly { readonly pid: number; readonly network: number }[];
  /** The engines whose processes are seen; absent where nobody looked for them. */
  readonly engines?: readonly { readonly runtime: EngineRuntime; readonly network?: number }[];
  /** The container that this process is in itself. */
  readonly own?: string;
  /** What tells the network namespace of this process from others at this moment. */
  readonly ownNetwork?: number;
}

/**
 * All containers, each once, with what /proc and what its engine tells of it. A container is this machine's where a process
 * here is in it; and none of an engine's is that lists the container which this process is in, or whose pids are not those of
 * /proc here: that engine is outside of it, and of what it lists is told what /proc here tells.
 * What an engine lists that is seen here itself, and no process is in, has ended meanwhile.
 */
export function joinContainers(here: Here, answers: readonly EngineAnswer[]): ContainerFacts[] {
  const byId = new Map(here.containers.filter(({ id }) => id !== here.own).map((each) => [each.id, each]));
  const joined = new Map<string, ContainerFacts>();
  const otherPids = new Set<string>();
  for (const answer of answers) {
    const hasOtherPids = answer.hasOtherPids === true;
    const isOutside = hasOtherPids || answer.containers.some(({ facts }) => facts.id === here.own);
    for (const listed of answer.containers) {
      const { id } = listed.facts;
      if (hasOtherPids) otherPids.add(id);
      const found = isOutside ? undefined : byId.get(id);
      const isHere = found !== undefined && isIn(listed, found, answer);
      if (joined.has(id) || (!isHere && answer.isSeen && !isOutside)) continue;
      joined.set(id, told(listed, answer, here, isHere ? found : undefined));
    }
  }
  const sharers = networkSharers(here.containers);
  const proxied = proxiedByContainer(here, sharers);
  for (const [id, each] of byId) {
    const ports = (proxied.get(id) ?? []).map(published);
    if (joined.get(id)?.isHere === true) continue;
    const engineIs = otherPids.has(id) ? 'otherPids' : whyUnasked(each, here);
    joined.set(id, { ...seen(each, here, onePerPort(ports)), ...(engineIs && { engineIs }) });
  }
  return [...joined.values()].map((each) => {
    if (!each.isHere) return each;
    const sharedWith = sharers.get(each.id);
    if (sharedWith !== undefined) return { ...each, networkMode: `container:${sharedWith}`, networks: [] };
    const { conmon, network } = byId.get(each.id) ?? {};
    const keepers = [
      ...(proxied.get(each.id) ?? []).map(({ pid }) => pid),
      ...(conmon === undefined ? [] : [conmon]),
      ...here.gateways.filter((gateway) => gateway.network === network).map(({ pid }) => pid),
    ];
    return {
      ...each,
      ...(keepers.length > 0 && { keepers }),
    };
  });
}

/** Whether what the engine lists is what is seen here: the kernel's word counts, else that of the engine's own user. */
function isIn(
  { hostPid }: ListedContainer,
  { pids, toldByUid }: ContainerHere,
  { uid }: EngineAnswer,
): boolean {
  if (hostPid !== undefined && !pids.has(hostPid)) return false;
  return toldByUid === undefined || toldByUid === uid;
}

/**
 * Docker's containers live on where dockerd ends or is killed: no engine is in the network of their watcher then, but perhaps
 * another one in another. Nothing is said of one whose watcher is hidden (hidepid): the engine would be, too. Podman's need no
 * engine.
 */
function whyUnasked({ runtime, hostNetwork }: ContainerHere, { engines }: Here): EngineAway | undefined {
  if (runtime !== 'docker' || hostNetwork === undefined || engines === undefined) return undefined;
  const mayBeIts = ({ runtime: of, network = hostNetwork }: (typeof engines)[number]): boolean =>
    of === 'docker' && network === hostNetwork;
  return engines.some(mayBeIts) ? undefined : 'down';
}

/** What an engine told of a container, with what is seen of it here. */
function told(
  { facts }: ListedContainer,
  { runtime, socket }: EngineAnswer,
  all: Here,
  here: ContainerHere | undefined,
): ContainerFacts {
  const { addresses = [], pid } = here ?? {};
  const known = new Set(facts.networks.flatMap((network) => network.addresses));
  const missing = addresses.filter((address) => !known.has(address));
  const [only, ...more] = facts.networks;
  // Podman's own list has no addresses: those that /proc tells are the network's where there is but one.
  const networks =
    only !== undefined && more.length === 0
      ? [{ ...only, addresses: [...only.addresses, ...missing] }]
      : [...facts.networks, ...unnamed(missing)];
  return {
    ...networkFacts(here, all),
    ...facts,
    runtime,
    networks,
    engine: socket,
    isHere: here !== undefined,
    ...(pid && { pid }),
  };
}

/** What /proc alone tells of a container. */
function seen(here: ContainerHere, all: Here, ports: ContainerFacts['ports']): ContainerFacts {
  const { runtime, id, name, pid, addresses } = here;
  const facts = {
    ...networkFacts(here, all),
    runtime,
    id,
    pid,
    networks: unnamed(addresses),
    ports,
    isHere: true,
  };
  return name === undefined ? facts : { ...facts, name };
}

/** What /proc tells of networks, which an engine may name otherwise. */
function networkFacts(
  here: ContainerHere | undefined,
  { ownNetwork }: Here,
): Pick<ContainerFacts, 'networkMode' | 'hostNetwork' | 'publishesOn' | 'isRootless'> {
  const { network, hostNetwork, isRootless } = here ?? {};
  const isTold = hostNetwork !== undefined && ownNetwork !== undefined;
  return {
    ...(isTold && { publishesOn: hostNetwork === ownNetwork ? 'here' : 'elsewhere' }),
    ...(network === 'host' && { networkMode: 'host' }),
    ...(hostNetwork !== undefined && { hostNetwork }),
    ...(isRootless && { isRootless }),
  };
}

function unnamed(addresses: readonly string[]): ContainerFacts['networks'] {
  return addresses.length === 0 ? [] : [{ name: '', addresses }];
}

function published({ transport, hostAddress, hostPort, containerPort }: ProxiedPort): PublishedPort {
  return { transport, hostAddress, hostPort, containerPort };
}

/**
 * What docker-proxy has for containers, by the address that it sends to from its engine's network: two engines may give the
 * same. Where two containers have it all the same, it is neither's.
 */
function proxiedByContainer(
  { containers, proxied }: Here,
  sharers: ReadonlyMap<string, string>,
): Map<string, ProxyHere[]> {
  const byAddress = new Map<string, string | undefined>();
  for (const { id, addresses, hostNetwork } of containers) {
    if (sharers.has(id)) continue;
    for (const address of addresses) {
      const key = `${hostNetwork} ${address}`;
      byAddress.set(key, byAddress.has(key) ? undefined : id);
    }
  }
  const byContainer = new Map<string, ProxyHere[]>();
  for (const port of proxied) {
    const id = byAddress.get(`${port.network} ${port.containerAddress}`);
    if (id === undefined) continue;
    const ports = byContainer.get(id) ?? [];
    byContainer.set(id, ports);
    ports.push(port);
  }
  return byContainer;
}

/** Of containers that share another's network that other: the first that was started with it. */
function networkSharers(containers: readonly ContainerHere[]): Map<string, string> {
  const firsts = new Map<number, ContainerHere>();
  for (const each of containers) {
    if (typeof each.network !== 'number') continue;
    const first = firsts.get(each.network);
    if (first === undefined || isBefore(each, first)) firsts.set(each.network, each);
  }
  const sharers = new Map<string, string>();
  for (const { id, network } of containers) {
    const first = typeof network === 'number' ? firsts.get(network) : undefined;
    if (first !== undefined && first.id !== id) sharers.set(id, first.id);
  }
  return sharers;
}

function isBefore(a: ContainerHere, b: ContainerHere): boolean {
  return a.startTime === b.startTime ? a.pid < b.pid : a.startTime < b.startTime;
}
