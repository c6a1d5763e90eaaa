import { isOneNamespace, type NamespaceChoice, type NamespaceFacts, OWN_NAMESPACE } from '../model/namespace';
import type { NamespacePart, Snapshot } from '../model/snapshot';

type WithNamespaces = Pick<Snapshot, 'namespaces'>;

/** Of which network namespaces the lists are that are made of a snapshot: its own one where that which was asked for has ended. */
export function shownNamespace({ namespaces }: WithNamespaces): NamespaceChoice {
  if (namespaces === undefined || hasEnded({ namespaces })) return OWN_NAMESPACE;
  return namespaces.wish.shown;
}

/** Whether one was asked for that is not there any more. */
export function hasEnded({ namespaces }: WithNamespaces): boolean {
  return namespaces !== undefined && namespaces.shown === undefined && isOneNamespace(namespaces.wish.shown);
}

/** All network namespaces that a snapshot knows of, the own one first, then by their lowest pids. */
export function namespacesIn({ namespaces }: WithNamespaces): NamespaceFacts[] {
  if (namespaces === undefined) return [];
  const { own, parts, unread } = namespaces;
  const others = [...parts.map(({ namespace }) => namespace), ...unread].sort(
    (a, b) => pidOf(a) - pidOf(b) || (a.key < b.key ? -1 : 1),
  );
  return own === undefined ? others : [own, ...others];
}

/** The one that was asked for; nothing where none was, or it has ended. */
export function shownFacts(snapshot: WithNamespaces): NamespaceFacts | undefined {
  const key = snapshot.namespaces?.shown;
  return key === undefined ? undefined : namespacesIn(snapshot).find((facts) => facts.key === key);
}

/** The other namespaces' sockets that the lists have: those of the one that is shown, or all. */
export function shownParts({ namespaces }: WithNamespaces): readonly NamespacePart[] {
  if (namespaces === undefined) return [];
  const { wish, parts, shown } = namespaces;
  return wish.shown.kind === 'all' ? parts : parts.filter(({ namespace }) => namespace.key === shown);
}

/** Those that the lists would have, and that are not read. */
export function missingFrom({ namespaces }: WithNamespaces): readonly NamespaceFacts[] {
  if (namespaces === undefined) return [];
  const { wish, unread, shown } = namespaces;
  return wish.shown.kind === 'all' ? unread : unread.filter(({ key }) => key === shown);
}

function pidOf({ example }: NamespaceFacts): number {
  return example?.pid ?? Number.POSITIVE_INFINITY;
}
