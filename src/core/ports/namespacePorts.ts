import { containersIn } from '../containers/namespaceContainers';
import type { ContainerClaim } from '../containers/portContainer';
import type { ContainerFacts } from '../model/container';
import type { NamespaceFacts } from '../model/namespace';
import type { NamespacePart, Snapshot } from '../model/snapshot';
import { groupBy } from '../query/groupBy';
import { inNamespace } from '../query/namespaceRows';
import type { ListeningPort } from './listeningPorts';
import { haveSameOwners, isMachineAlike, PortsCache } from './portsCache';

/** The ports of another network namespace. */
export interface NamespacePorts {
  readonly namespace: NamespaceFacts;
  /** Their ids are no other namespace's. */
  readonly ports: readonly ListeningPort[];
}

/** Keeps the ports of other network namespaces: each list is made anew only where its namespace may have another. */
export class NamespacePortsCache {
  #kept = new Map<string, KeptPorts>();
  #last: readonly NamespacePorts[] = [];
  #of: Snapshot | undefined;

  /** Those of all that were read; the same list as for the snapshot before where nothing in it changed. */
  portsOf(snapshot: Snapshot): readonly NamespacePorts[] {
    const before = this.#of;
    if (snapshot === before) return this.#last;
    this.#of = snapshot;
    const known = this.#kept;
    // A namespace that is not read any more is forgotten with all that was remembered of it.
    this.#kept = new Map();
    const same = before !== undefined && isMachineAlike(before, snapshot) ? before : undefined;
    const now = (snapshot.namespaces?.parts ?? []).map((part) => {
      const { key } = part.namespace;
      const kept = known.get(key) ?? new KeptPorts();
      this.#kept.set(key, kept);
      return kept.portsOf(snapshot, part, same);
    });
    const isSame = now.length === this.#last.length && now.every((each, at) => each === this.#last[at]);
    if (!isSame) this.#last = now;
    return this.#last;
  }
}

/** The ports of one namespace, from pass to pass. */
class KeptPorts {
  readonly #cache = new PortsCache();
  #part: NamespacePart | undefined;
  #containers: Snapshot['containers'];
  #of: readonly ListeningPort[] = [];
  #last: NamespacePorts | undefined;

  /** @param before the last snapshot, where what it says of all sockets alike is the same */
  portsOf(snapshot: Snapshot, part: NamespacePart, before: Snapshot | undefined): NamespacePorts {
    const last = this.#last;
    const isSame = before !== undefined && part === this.#part && haveSameOwners(part, before, snapshot);
    if (last !== undefined && isSame) return last;
    const { namespace } = part;
    const { containers } = snapshot;
    const of = this.#cache.portsOf(inNamespace(snapshot, part));
    const isTold = of === this.#of && containers === this.#containers;
    this.#part = part;
    this.#of = of;
    this.#containers = containers;
    if (last !== undefined && isTold && isAlike(last.namespace, namespace)) return last;
    return (this.#last = { namespace, ports: portsIn(namespace, of, containers) });
  }
}

/** The namespaces that a container may be in, by its control group: one, unless it made others itself. */
export function namespacesOf(
  { id }: Pick<ContainerFacts, 'id'>,
  all: readonly NamespacePorts[],
): readonly NamespacePorts[] {
  let byContainer = indexes.get(all);
  if (byContainer === undefined) indexes.set(all, (byContainer = indexOf(all)));
  return byContainer.get(id) ?? [];
}

/** One for each list, which is looked into for each published port. */
const indexes = new WeakMap<readonly NamespacePorts[], ReadonlyMap<string, readonly NamespacePorts[]>>();

function indexOf(all: readonly NamespacePorts[]): Map<string, readonly NamespacePorts[]> {
  const entries = all.flatMap((each) => each.namespace.containers.map(({ id }) => ({ id, each })));
  return new Map(
    [...groupBy(entries, ({ id }) => id)].map(([id, found]) => [id, found.map(({ each }) => each)]),
  );
}

function portsIn(
  namespace: NamespaceFacts,
  of: readonly ListeningPort[],
  containers: Snapshot['containers'],
): ListeningPort[] {
  const only = onlyContainer(namespace, containers);
  return of.map((port): ListeningPort => {
    const sockets = port.sockets.map((socket) => {
      const container = socket.container ?? only;
      return container === undefined ? socket : { ...socket, container };
    });
    return { ...port, id: `in ${namespace.key} ${port.id}`, sockets, namespace };
  });
}

/** What listens in a container's namespace is the container's, where no other shares it. */
function onlyContainer(
  namespace: NamespaceFacts,
  containers: readonly ContainerFacts[] = [],
): ContainerClaim | undefined {
  const [facts, ...others] = containersIn(namespace, containers);
  // A process that no control group tells of may be in its network, too.
  return facts && others.length === 0 ? { facts, by: 'itself', isCertain: false } : undefined;
}

/** Whether what is told of a namespace is the same; how many processes it has is not told. */
function isAlike(a: NamespaceFacts, b: NamespaceFacts): boolean {
  if (a === b) return true;
  const told = ({ key, names, containers, example }: NamespaceFacts): string =>
    JSON.stringify([key, names, containers, example]);
  return told(a) === told(b);
}
