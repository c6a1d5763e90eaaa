import { containersIn } from '../containers/namespaceContainers';
import type { ContainerClaim } from '../containers/portContainer';
import type { ContainerFacts } from '../model/container';
import type { NamespaceFacts } from '../model/namespace';
import type { NamespacePart, Snapshot } from '../model/snapshot';
import { groupBy } from '../query/groupBy';
import { inNamespace } from '../query/namespaceRows';
import type { ListeningPort } from './listeningPorts';
import { PortsCache } from './portsCache';

/** The ports of another network namespace. */
export interface NamespacePorts {
  readonly namespace: NamespaceFacts;
  /** Their ids are no other namespace's. */
  readonly ports: readonly ListeningPort[];
}

interface Kept extends NamespacePorts {
  readonly of: readonly ListeningPort[];
  readonly containers: Snapshot['containers'];
}

/** Keeps the ports of other network namespaces: each list is made anew only where its namespace may have another. */
export class NamespacePortsCache {
  #caches = new Map<string, PortsCache>();
  #kept = new Map<string, Kept>();
  #last: readonly NamespacePorts[] = [];
  #of: Snapshot | undefined;

  /** Those of all that were read; the same list as for the snapshot before where nothing in it changed. */
  portsOf(snapshot: Snapshot): readonly NamespacePorts[] {
    if (snapshot === this.#of) return this.#last;
    this.#of = snapshot;
    const caches = new Map<string, PortsCache>();
    const kept = new Map<string, Kept>();
    for (const part of snapshot.namespaces?.parts ?? []) {
      const { key } = part.namespace;
      const cache = this.#caches.get(key) ?? new PortsCache();
      caches.set(key, cache);
      kept.set(key, keptOf(snapshot, part, cache, this.#kept.get(key)));
    }
    // A namespace that is not read any more is forgotten with all that was remembered of it.
    this.#caches = caches;
    this.#kept = kept;
    const now = [...kept.values()];
    const isSame = now.length === this.#last.length && now.every((each, at) => each === this.#last[at]);
    if (!isSame) this.#last = now;
    return this.#last;
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

function keptOf(snapshot: Snapshot, part: NamespacePart, cache: PortsCache, before: Kept | undefined): Kept {
  const of = cache.portsOf(inNamespace(snapshot, part));
  const { namespace } = part;
  const { containers } = snapshot;
  if (before?.of === of && before.containers === containers && isAlike(before.namespace, namespace)) {
    return before;
  }
  const only = onlyContainer(namespace, containers);
  const ports = of.map((port): ListeningPort => {
    const sockets = port.sockets.map((socket) => {
      const container = socket.container ?? only;
      return container === undefined ? socket : { ...socket, container };
    });
    return { ...port, id: `in ${namespace.key} ${port.id}`, sockets, namespace };
  });
  return { namespace, ports, of, containers };
}

/** What listens in a container's namespace is the container's, where no other shares it. */
function onlyContainer(
  namespace: NamespaceFacts,
  known: readonly ContainerFacts[] = [],
): ContainerClaim | undefined {
  const [facts, ...others] = containersIn(namespace, known);
  if (facts === undefined || others.length > 0) return undefined;
  // A process that no control group tells of may be in its network, too.
  return { facts, by: 'itself', isCertain: false };
}

/** Whether what is told of a namespace is the same; how many processes it has is not told. */
function isAlike(a: NamespaceFacts, b: NamespaceFacts): boolean {
  if (a === b) return true;
  const told = ({ key, names, containers, example }: NamespaceFacts): string =>
    JSON.stringify([key, names, containers, example]);
  return told(a) === told(b);
}
