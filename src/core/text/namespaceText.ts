import { containerName } from '../containers/containerNames';
import { namedContainersIn } from '../containers/namespaceContainers';
import type { ContainerFacts } from '../model/container';
import type { NetworkNamespace } from '../model/elsewhere';
import type { NamespaceFacts } from '../model/namespace';
import { quotedName } from './clean';
import { listedNames, type Localizer } from './localizer';
import { type Named, processName } from './programName';

/** Containers of one namespace that are named: those of a pod share it. */
const MOST_CONTAINERS = 3;

/**
 * Which network namespace it is, as a part of a sentence: "this machine", "container db", "network namespace “blue”", "network
 * namespace of node (pid 42)". Cleaned and cut.
 * @param known the containers that have names
 */
export function namespaceText(
  facts: NamespaceFacts,
  known: readonly ContainerFacts[],
  l10n: Localizer,
): string {
  const { isOwn, names, example } = facts;
  const [name] = names;
  if (isOwn) return ownText(l10n);
  const containers = namedContainersIn(facts, known).map(containerName);
  const [container = ''] = containers;
  if (containers.length === 1) return l10n.t('container {0}', container);
  if (containers.length > 1)
    return l10n.t('containers {0}', listedNames(containers, l10n, { most: MOST_CONTAINERS }));
  if (name !== undefined) return namedText(name, l10n);
  return example === undefined
    ? l10n.t('a network namespace without a process')
    : textOfProcess(example, l10n);
}

/** That of a process which was found in another one: by its name, else by another process in it. */
export function elsewhereText(
  { name, example, processes }: NetworkNamespace,
  pid: number,
  l10n: Localizer,
): string {
  if (name !== undefined) return namedText(name, l10n);
  if (example.pid !== pid) return textOfProcess(example, l10n);
  return processes === 1
    ? l10n.t('a network namespace of its own')
    : l10n.t('a network namespace with {0} more processes', processes - 1);
}

/** The own one. */
export function ownText(l10n: Localizer): string {
  return l10n.t('this machine');
}

/** One by its name in /run/netns. */
export function namedText(name: string, l10n: Localizer): string {
  return l10n.t('network namespace {0}', quotedName(name));
}

/** One by a process in it. */
function textOfProcess(process: Named & { readonly pid: number }, l10n: Localizer): string {
  return l10n.t('network namespace of {0}', processName(process, l10n));
}
