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
export function dbFacts(facts: Partial<NamespaceFacts> = {}): NamespaceFacts {
  return namespaceFacts({
    key: '8',
    containers: [{ runtime: 'docker', id: containerId('a') }],
    example: { pid: 4300, startTime: 950, comm: 'postgres' },
    ...facts,
  });
}
export const DB_FACTS = dbFacts();

/** One of /run/netns without a process. */
export function namedFacts(name: string): NamespaceFacts {
  const { example: _, ...facts } = namespaceFacts({ key: `named ${name}`, names: [name], processes: 0 });
  return facts;
}

/** The sockets of a snapshot as those of a namespace; its processes must be in the snapshot that it is a part of, too. */
export function partOf(
  own: Snapshot,
  namespace: NamespaceFacts,
  more: Partial<NamespacePart> = {},
): NamespacePart {
  const { sources, issues, inet, unix, unixDoubts, associations, others, likely, ownerPids } = own;
  const { takenAt: readAt, ownerStart, unixOwnerStart, otherOwnerStart } = own;
  return {
    ...{ sources, issues, inet, unix, unixDoubts, associations, others, likely },
    ...{ ownerPids, ownerStart, unixOwnerStart, otherOwnerStart },
    ...{ namespace, readAt, isOld: false },
    ...more,
  };
}

/** A namespace in a snapshot, without sockets unless they are given. */
export function namespacePart(namespace: NamespaceFacts, more: Partial<NamespacePart> = {}): NamespacePart {
  return partOf(snapshot([]), namespace, { readAt: 1_700_000_000_000, ...more });
}

/** What a snapshot has of other namespaces that was asked for them. */
export function snapshotNamespaces(
  wish: NamespaceWish,
  more: Partial<Omit<SnapshotNamespaces, 'wish'>> = {},
): Pick<Snapshot, 'namespaces'> {
  return { namespaces: { wish, own: OWN_FACTS, parts: [], unread: [], ...more } };
}

/** A snapshot that has these parts beside its own rows, which are shown unless something else is wished. */
export function withParts(
  own: Snapshot,
  parts: readonly NamespacePart[],
  { wish = { shown: { kind: 'own' } }, ...more }: Partial<SnapshotNamespaces> = {},
): Snapshot {
  return { ...own, ...snapshotNamespaces(wish, { parts, ...more }) };
}
