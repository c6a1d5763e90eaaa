import type { ComposePlace, MentionedPort } from '../mentions/mention';
import type { ContainerFacts } from '../model/container';
import type { ListeningPort } from '../ports/listeningPorts';
import { publishersAt } from '../ports/mentionedPort';
import { labelledFiles } from './composeFilePaths';
import { containersOf, type PortContainer } from './portContainer';

/** A container that has a port which a text names. */
export interface PortUse extends PortContainer {
  /**
   * What it is to the place that names it:
   * - `service`: the very service of the Compose file that publishes the port there
   * - `file`: of that file too, and another service, or perhaps another
   * - `other`: anything else, or nobody tells; always where the text is no Compose file
   */
  readonly is: 'service' | 'file' | 'other';
}

const ORDER = ['service', 'file', 'other'] as const;

/**
 * The containers that have a port which a text names, each once, those nearest to the text first: those that have a socket of
 * it, and those that publish it by packet rules, on which nobody listens.
 * @param rows who listens on it
 */
export function portUses(
  mention: MentionedPort,
  rows: readonly ListeningPort[],
  containers: readonly ContainerFacts[],
): PortUse[] {
  const all = new Map<string, PortContainer>();
  const named = containersOf({ sockets: rows.flatMap(({ sockets }) => sockets) });
  for (const each of [...named, ...publishersAt(mention, containers)]) {
    if (!all.has(each.facts.id)) all.set(each.facts.id, each);
  }
  return [...all.values()]
    .map((each): PortUse => ({ ...each, is: relationTo(mention.compose, each.facts) }))
    .sort((a, b) => ORDER.indexOf(a.is) - ORDER.indexOf(b.is));
}

function relationTo(place: ComposePlace | undefined, facts: ContainerFacts): PortUse['is'] {
  const { service, file = '' } = place ?? {};
  if (facts.service === undefined || !isOfFile(facts, file)) return 'other';
  return facts.service === service ? 'service' : 'file';
}

/**
 * Whether a container was made from a Compose file: its labels name the file; or they name its folder, and no other file or a
 * project that is called as Compose calls that of the folder, for then Compose takes it for the file's own.
 */
function isOfFile(facts: ContainerFacts, file: string): boolean {
  if (!file.startsWith('/')) return false;
  if (labelledFiles(facts).some(({ path }) => path === file)) return true;
  const folder = facts.folder?.replace(/\/+$/, '');
  if (folder === undefined || folder !== file.slice(0, file.lastIndexOf('/'))) return false;
  return facts.composeFiles === undefined || facts.project === usualProject(folder);
}

/** What Compose calls the project of a folder (docs.docker.com/compose/how-tos/project-name). */
function usualProject(folder: string): string {
  const name = folder.slice(folder.lastIndexOf('/') + 1).toLowerCase();
  return name.replace(/[^a-z0-9_-]/g, '').replace(/^[_-]+/, '');
}
