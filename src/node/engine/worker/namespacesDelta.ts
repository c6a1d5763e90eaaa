import { isDeepStrictEqual } from 'node:util';
import type { NamespacePart, SnapshotNamespaces } from '../../../core/model/snapshot';

/** Other namespaces on their way between threads: a part that the other side has as it is is named by its key. */
export interface NamespacesDelta extends Omit<SnapshotNamespaces, 'parts'> {
  readonly parts: readonly (NamespacePart | string)[];
}

/** @param before what the other side has; its parts are copies that stay as they are */
export function encodeNamespaces(
  before: SnapshotNamespaces | undefined,
  now: SnapshotNamespaces,
): NamespacesDelta {
  const known = new Map(before?.parts.map((part) => [part.namespace.key, part]));
  const isKnown = (part: NamespacePart): boolean => isDeepStrictEqual(part, known.get(part.namespace.key));
  return { ...now, parts: now.parts.map((part) => (isKnown(part) ? part.namespace.key : part)) };
}

/** A part that did not travel is the same object as before. */
export function decodeNamespaces(
  before: SnapshotNamespaces | undefined,
  now: NamespacesDelta,
): SnapshotNamespaces {
  const known = new Map(before?.parts.map((part) => [part.namespace.key, part]));
  return {
    ...now,
    parts: now.parts.flatMap((part) => (typeof part === 'string' ? (known.get(part) ?? []) : part)),
  };
}
