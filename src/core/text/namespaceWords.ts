import { containerName } from '../containers/containerNames';
import { namedContainersIn } from '../containers/namespaceContainers';
import type { ContainerFacts } from '../model/container';
import type { NamespaceFacts } from '../model/namespace';
import { nameText } from './clean';
import { programOf } from './programName';

/** Containers of one namespace that are named: those of a pod share it. */
const MOST_NAMED = 3;

/** What data and agents are told of the own network namespace. */
export const OWN_WORDS = 'this machine';

/**
 * A network namespace as data and agents are told of it, in English and cleaned.
 * @param known the containers that have names
 */
export function namespaceWords(namespace: NamespaceFacts, known: readonly ContainerFacts[]): string {
  const { isOwn, names, example } = namespace;
  if (isOwn) return OWN_WORDS;
  const [name] = names;
  const [container, ...more] = namedContainersIn(namespace, known).slice(0, MOST_NAMED).map(containerName);
  if (container !== undefined && more.length === 0) return `container ${container}`;
  if (container !== undefined) return `containers ${[container, ...more].join(', ')}`;
  if (name !== undefined) return `/run/netns/${nameText(name)}`;
  return example === undefined
    ? 'one without a process in sight'
    : `that of process ${example.pid} (${nameText(programOf(example))})`;
}
