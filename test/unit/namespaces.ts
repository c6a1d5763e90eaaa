import type { NamespaceFacts, NamespaceWish } from '../../src/core/model/namespace';
import type { NamespacePart, Snapshot, SnapshotNamespaces } from '../../src/core/model/snapshot';
import { containerId } from './knownContainers';
import { snapshot } from './snapshots';

/** The network namespace of a made-up machine in which pid 4242 runs, node, with two others. */
export function namespaceFacts(facts: Partial<NamespaceFacts> = {}): NamespaceFacts {
  return {
    key: '7',
    inode: 4026532007,
    isOwn: false,
    names: [],
    containers: [],
    example: { pid: 4242, startTime: 900, comm: 'node' },
    processes: 3,
    ...facts,
  };
}

/** The engine's own. */
export const OWN_FACTS = namespaceFacts({
  key: '1',
  inode: 4026531840,
  isOwn: true,
  example: { pid: 1, startTime: 1, comm: 'init' },
  processes: 90,
});

/** That of the container db (`dbContainer`), by its control group. */
export const DB_FACTS = namespaceFacts({
  key: '8',
  containers: [{ runtime: 'docker', id: containerId('a') }],
  example: { pid: 4300, startTime: 950, comm: 'postgres' },
});

/** One of /run/netns without a process. */
export function namedFacts(name: string): NamespaceFacts {
  const { example: _, ...facts } = namespaceFacts({ key: `named ${name}`, names: [name], processes: 0 });
  return facts;
}

/** A namespace with its sockets in a snapshot, none unless they are given. */
export function namespacePart(namespace: NamespaceFacts, more: Partial<NamespacePart> = {}): NamespacePart {
  return { ...snapshot([]), namespace, readAt: 1_700_000_000_000, isOld: false, ...more };
}

/** What a snapshot has of other namespaces that was asked for them. */
export function snapshotNamespaces(
  wish: NamespaceWish,
  more: Partial<Omit<SnapshotNamespaces, 'wish'>> = {},
): Pick<Snapshot, 'namespaces'> {
  return { namespaces: { wish, own: OWN_FACTS, parts: [], unread: [], ...more } };
}
