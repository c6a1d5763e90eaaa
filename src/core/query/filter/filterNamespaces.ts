import { containersIn } from '../../containers/namespaceContainers';
import { containerName, namesOfContainer } from '../../containers/containerNames';
import type { NamespaceFacts } from '../../model/namespace';
import type { Snapshot } from '../../model/snapshot';
import { clean } from '../../text/clean';
import type { FirstRows } from '../page/joinedParts';
import type { ShownSockets } from '../page/shownSockets';
import type { RowTest } from './rowTests';

/** What `namespace:` knows a network namespace by. */
export interface NamespaceNames {
  /** Asked for in whole: a word for the own one, the pid of a process in another. */
  readonly words: readonly string[];
  /** Of which parts do: names in /run/netns, and names and ids of containers; as they are shown. */
  readonly parts: readonly string[];
}

/** The engine's own network namespace, whatever else it is called. */
export const OWN_NAMES: NamespaceNames = { words: ['host', 'own'], parts: [] };

/** Whether it is called so. @param text in lower case */
export function isNamespaceNamed({ words, parts }: NamespaceNames, text: string): boolean {
  return words.includes(text) || parts.some((name) => name.toLowerCase().includes(text));
}

/**
 * The names of a network namespace.
 * @param facts nothing for the engine's own
 */
export function namesOfNamespace(
  facts: NamespaceFacts | undefined,
  { namespaces, containers = [] }: Pick<Snapshot, 'namespaces' | 'containers'>,
): NamespaceNames {
  if (facts === undefined || facts.isOwn) {
    return { ...OWN_NAMES, parts: (namespaces?.own?.names ?? []).map(clean) };
  }
  const { names, example } = facts;
  return {
    words: example === undefined ? [] : [String(example.pid)],
    parts: [...names.map(clean), ...containersIn(facts, containers).flatMap(namesOfContainer)],
  };
}

/** What there is to be asked for: of each namespace that is read the name that it is best known by. */
export function offeredNamespaces(snapshot: Snapshot): string[] {
  const { namespaces, containers = [] } = snapshot;
  const offered = (namespaces?.parts ?? []).flatMap(({ namespace }) => {
    const { names, example } = namespace;
    const ofContainers = containersIn(namespace, containers).map(containerName);
    const known = [...ofContainers, ...names.map(clean)];
    return known.length > 0 || example === undefined ? known : [String(example.pid)];
  });
  return [
    ...new Set([...OWN_NAMES.words.slice(0, 1), ...(namespaces?.own?.names ?? []).map(clean), ...offered]),
  ];
}

/** The tests of rows by their namespace, of which each is asked once. */
export function namespaceTests(
  test: (names: NamespaceNames) => boolean,
  table: keyof FirstRows,
  sockets: ShownSockets,
): RowTest[] {
  const wanted = sockets.parts.map((part) => test(namesOfNamespace(part?.namespace, sockets.whole)));
  if (!wanted.includes(true)) return [];
  return [(row) => wanted[sockets.placeOf(table, row)] === true];
}
