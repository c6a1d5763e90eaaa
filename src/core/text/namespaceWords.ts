import { containerName } from '../containers/containerNames';
import type { ContainerFacts } from '../model/container';
import type { NamespaceFacts } from '../model/namespace';
import { nameText } from './clean';
import { programOf } from './programName';

/** What data and agents are told of the own network namespace. */
export const OWN_WORDS = 'this machine';

/**
 * A network namespace as data and agents are told of it, in English and cleaned.
 * @param known the containers that have names
 */
export function namespaceWords(
  { isOwn, names: [name], containers: [first], example }: NamespaceFacts,
  known: readonly ContainerFacts[],
): string {
  if (isOwn) return OWN_WORDS;
  if (first !== undefined) {
    return `container ${containerName(known.find(({ id }) => id === first.id) ?? first)}`;
  }
  if (name !== undefined) return `/run/netns/${nameText(name)}`;
  return example === undefined
    ? 'one without a process in sight'
    : `that of process ${example.pid} (${nameText(programOf(example))})`;
}
