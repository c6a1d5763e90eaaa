import { isEnginesNameServer } from '../containers/engineNames';
import { containersIn } from '../containers/namespaceContainers';
import type { ContainerFacts, PortContainer } from '../model/container';
import { isOn, type ListeningPort, portKey } from './listeningPorts';
import { type NamespacePorts, namespacesOf } from './namespacePorts';

/** Where a published port leads. */
export interface InsidePort {
  readonly container: ContainerFacts;
  readonly transport: 'tcp' | 'udp' | 'sctp';
  readonly containerPort: number;
  /** Who listens there; absent where the container's network namespace was not read. */
  readonly listeners?: readonly ListeningPort[];
}

/** Where the port of a container leads, each place once. @param inside the namespaces that were read */
export function insideOf(port: ListeningPort, inside: readonly NamespacePorts[]): InsidePort[] {
  const places = new Map<string, InsidePort>();
  for (const { facts: container, published } of publishing(port)) {
    const { transport, containerPort } = published;
    const key = `${container.id} ${transport} ${containerPort}`;
    if (places.has(key)) continue;
    const namespaces = namespacesOf(container, inside);
    const found = namespaces
      .flatMap(({ ports }) => ports)
      .filter((each) => isOn(each, { transport, port: containerPort }));
    places.set(key, {
      ...{ container, transport, containerPort },
      ...(namespaces.length > 0 && { listeners: found }),
    });
  }
  return [...places.values()];
}

/**
 * What listens inside containers and is published by none of them.
 * @param containers all that are known
 */
export function unpublished(
  inside: readonly NamespacePorts[],
  containers: readonly ContainerFacts[] = NONE,
): ListeningPort[] {
  return inside.flatMap((each) => {
    const known = kept.get(each);
    if (known?.of === containers) return known.ports;
    const ports = unpublishedOf(each, containers);
    kept.set(each, { of: containers, ports });
    return ports;
  });
}

const NONE: readonly ContainerFacts[] = [];

/** Of most namespaces the same is asked in each pass. */
const kept = new WeakMap<
  NamespacePorts,
  { readonly of: readonly ContainerFacts[]; readonly ports: readonly ListeningPort[] }
>();

function unpublishedOf(
  { namespace, ports }: NamespacePorts,
  containers: readonly ContainerFacts[],
): readonly ListeningPort[] {
  if (namespace.isOwn || namespace.containers.length === 0) return [];
  const published = containersIn(namespace, containers).flatMap((facts) => facts.ports);
  const taken = new Set(
    published.map(({ transport, containerPort }) => portKey({ transport, port: containerPort })),
  );
  const isEngines = ({ sockets }: ListeningPort): boolean =>
    sockets.every(({ socket }) =>
      namespace.containers.some(({ runtime }) => isEnginesNameServer(runtime, socket.localAddress[0])),
    );
  return ports.filter((port) => !taken.has(portKey(port)) && !isEngines(port));
}

function publishing(port: ListeningPort): Required<PortContainer>[] {
  const all = [...port.sockets.map(({ container }) => container), ...(port.rules ?? [])];
  // An engine elsewhere has its containers elsewhere.
  return all.filter(
    (each): each is Required<PortContainer> => each?.published !== undefined && each.facts.isHere,
  );
}
