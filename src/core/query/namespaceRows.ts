import type { NamespacePart, Snapshot } from '../model/snapshot';

/**
 * A snapshot as it is seen in another network namespace: all that asks a snapshot for sockets gets that one's.
 * @param part one of its parts
 */
export function inNamespace(snapshot: Snapshot, part: NamespacePart): Snapshot {
  const { namespace: _, readAt, isOld: __, ...rows } = part;
  const { namespaces: ___, ...rest } = snapshot;
  return { ...rest, ...rows, takenAt: readAt };
}
