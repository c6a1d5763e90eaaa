import type { NamespaceFacts } from '../../src/core/model/namespace';
import type { NamespacePart, Snapshot, SnapshotNamespaces } from '../../src/core/model/snapshot';
import { containerId } from './knownContainers';

/** A network namespace of a made-up machine: that of the container db, unless something else is said. */
export function madeNamespace(facts: Partial<NamespaceFacts> = {}): NamespaceFacts {
  return {
    key: 'n7',
    inode: 4_026_532_007,
    isOwn: false,
    names: [],
    containers: [{ runtime: 'docker', id: containerId('a') }],
    example: { pid: 4242, startTime: 500, comm: 'postgres' },
    processes: 1,
    ...facts,
  };
}

/** The sockets of a snapshot as those of a namespace; its processes must be in the snapshot that it is a part of, too. */
export function partOf(snapshot: Snapshot, namespace: NamespaceFacts): NamespacePart {
  const { sources, issues, inet, unix, unixDoubts, associations, others, likely, ownerPids } = snapshot;
  const { takenAt: readAt, ownerStart, unixOwnerStart, otherOwnerStart } = snapshot;
  return {
    ...{ sources, issues, inet, unix, unixDoubts, associations, others, likely },
    ...{ ownerPids, ownerStart, unixOwnerStart, otherOwnerStart },
    ...{ namespace, readAt, isOld: false },
  };
}

/** A snapshot that has these parts beside its own rows. */
export function withParts(
  snapshot: Snapshot,
  parts: readonly NamespacePart[],
  more: Partial<SnapshotNamespaces> = {},
): Snapshot {
  const namespaces = { wish: { shown: { kind: 'own' } as const }, parts, unread: [], ...more };
  return { ...snapshot, namespaces };
}
