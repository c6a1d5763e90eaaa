import { isDeepStrictEqual } from 'node:util';
import type { NamespacePart, SnapshotNamespaces } from '../../../core/model/snapshot';

/** What of a part the other side does not have as it is. */
export interface PartDelta {
  readonly key: string;
  /** Pieces that are missing are those of the part that it has of this key. */
  readonly pieces: Partial<NamespacePart>;
}

/** Other namespaces on their way between threads: a part that the other side has as it is is named by its key. */
export interface NamespacesDelta extends Omit<SnapshotNamespaces, 'parts'> {
  readonly parts: readonly (PartDelta | string)[];
}

/** @param before what the other side has; its parts are copies that stay as they are */
export function encodeNamespaces(
  before: SnapshotNamespaces | undefined,
  now: SnapshotNamespaces,
): NamespacesDelta {
  const known = new Map(before?.parts.map((part) => [part.namespace.key, part]));
  return { ...now, parts: now.parts.map((part) => encodePart(known.get(part.namespace.key), part)) };
}

/** What did not travel is the same object as before. */
export function decodeNamespaces(
  before: SnapshotNamespaces | undefined,
  now: NamespacesDelta,
): SnapshotNamespaces {
  const known = new Map(before?.parts.map((part) => [part.namespace.key, part]));
  return {
    ...now,
    parts: now.parts.flatMap((part) => {
      if (typeof part === 'string') return known.get(part) ?? [];
      return { ...known.get(part.key), ...part.pieces } as NamespacePart;
    }),
  };
}

/** A part that was read again has the same listening sockets, most often. */
function encodePart(before: NamespacePart | undefined, now: NamespacePart): PartDelta | string {
  const { key } = now.namespace;
  if (before === now) return key;
  const pieces = before === undefined ? now : changedPieces(before, now);
  return Object.keys(pieces).length === 0 ? key : { key, pieces };
}

/** The pieces that are others than before. Each is a property that both have, or may have. */
export function changedPieces<T extends object>(before: T, now: T): Partial<T> {
  const entries = Object.entries(now) as [keyof T, unknown][];
  return Object.fromEntries(
    entries.filter(([name, piece]) => piece !== before[name] && !isDeepStrictEqual(piece, before[name])),
  ) as Partial<T>;
}
