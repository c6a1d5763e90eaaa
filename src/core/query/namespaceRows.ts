import { choiceKey, type NamespaceChoice, type NamespaceFacts, OWN_NAMESPACE } from '../model/namespace';
import type { NamespacePart, Snapshot } from '../model/snapshot';

/**
 * A snapshot as it is seen in another network namespace: all that asks a snapshot for sockets gets that one's.
 * @param part one of its parts
 */
export function inNamespace(snapshot: Snapshot, part: NamespacePart): Snapshot {
  const { namespace: seenFrom, readAt, isOld: _, ...rows } = part;
  // What is counted of the own sockets says nothing of these.
  const { namespaces: __, traffic: ___, ...rest } = snapshot;
  return { ...rest, ...rows, seenFrom, takenAt: readAt };
}

/** Whose sockets are shown, in their order; undefined stands for the engine's own namespace. */
export type ShownParts = readonly (NamespacePart | undefined)[];

/**
 * The parts of a snapshot that a choice names. A namespace that the pass was asked for, and that has ended or may not be read,
 * has none.
 * @returns nothing where no pass has looked for it yet
 */
export function chosenParts(
  { namespaces }: Pick<Snapshot, 'namespaces'>,
  choice: NamespaceChoice = OWN_NAMESPACE,
): ShownParts | undefined {
  if (choice.kind === 'own') return [undefined];
  const { parts = [], own, shown, wish } = namespaces ?? {};
  if (choice.kind === 'all') return [undefined, ...parts];
  const isAsked = wish !== undefined && choiceKey(wish.shown) === choiceKey(choice);
  const isMeant = (facts: NamespaceFacts | undefined): boolean =>
    facts !== undefined && (isAsked ? facts.key === shown : isChosen(facts, choice));
  if (isMeant(own)) return [undefined];
  const part = parts.find(({ namespace }) => isMeant(namespace));
  if (part !== undefined) return [part];
  return isAsked ? [] : undefined;
}

/** Whether a choice of one means this one, as far as its facts tell: it has more processes than its example. */
function isChosen({ containers, names, example }: NamespaceFacts, choice: NamespaceChoice): boolean {
  switch (choice.kind) {
    case 'container':
      return containers.some(({ id }) => id === choice.id);
    case 'name':
      return names.includes(choice.name);
    case 'process':
      return example?.pid === choice.pid && example.startTime === choice.startTime;
    default:
      return false;
  }
}
