import { publishersOf } from '../../core/containers/publishers';
import { l10n } from 'vscode';
import type { ContainerFacts, PortContainer } from '../../core/model/container';
import type { ProcessOwner } from '../../core/model/process';
import { transportName } from '../../core/ports/endpointName';
import type { TransportPort } from '../../core/ports/listeningPorts';
import type { PortState, Servers } from '../../core/ports/portWatch';
import type { Users } from '../likely/likelyTexts';
import { containerInFull } from '../containers/containerTexts';
import { personPhrase, personProcess } from '../describe';
import { ownersText } from '../likely/ownersText';
import type { WatchNews } from './watches';

/** "Port 3000", or "Port 53 (UDP)": people mean TCP unless they say otherwise. */
export function portName({ transport, port }: TransportPort): string {
  return transport === 'tcp'
    ? l10n.t('Port {0}', port)
    : l10n.t('Port {0} ({1})', port, transportName(transport));
}

/**
 * What is said of a watched port when something became of it. Only a change of hands tells the pids: VS Code replaces a message
 * by the same one again, and has no other way to take one back, so that of a port that opens and closes all day there
 * are no more messages than there are things to be said.
 */
export function newsText({ watched, event }: WatchNews, users: Users): string {
  const port = portName(watched);
  const withPid: NameOf = (owner) => personProcess(owner, watched.port);
  const named = (servers: Servers): string =>
    namesOf(servers, users, (owner) => personPhrase(owner, watched.port));
  switch (event.kind) {
    case 'opened':
      return l10n.t('{0} has opened: {1} listens.', port, named(event.now));
    case 'closed':
      return l10n.t('{0} has closed: {1} listened.', port, named(event.before));
    case 'restarted':
      return l10n.t('{0} was restarted: {1} listens again.', port, named(event.now));
    case 'changedHands':
      return l10n.t(
        '{0} has changed hands: {1} listens, no longer {2}.',
        port,
        namesOf(event.now, users, withPid),
        namesOf(event.before, users, withPid),
      );
  }
}

/**
 * What a watched port is now. Where nobody listens, packet rules may hand it on to a container all the same: of that nobody
 * hears without asking its engine again and again, so that its coming and going is no news.
 * @param containers those that are known
 */
export function stateText(
  state: PortState | undefined,
  users: Users,
  watched?: TransportPort,
  containers: readonly ContainerFacts[] = [],
): string {
  if (state === undefined) return '';
  if (state.inodes.length > 0) {
    return l10n.t(
      '{0} listens',
      namesOf(state, users, (owner) => personProcess(owner, watched?.port)),
    );
  }
  const published = watched === undefined ? [] : publishersOf(watched, containers);
  return published.length === 0
    ? l10n.t('closed')
    : l10n.t(
        'nothing listens; packet rules hand it on to {0}, of which you do not hear',
        containersText(published),
      );
}

type NameOf = (owner: ProcessOwner) => string;

/** The containers that have it; else those that are known, and beside them those that are likely. */
function namesOf({ leaders, likely, containers = [] }: Servers, users: Users, nameOf: NameOf): string {
  if (containers.length > 0) return containersText(containers);
  const parts = [...new Set(leaders.map(nameOf))];
  for (const likelyOwner of likely) parts.push(ownersText({ owners: [], likelyOwner }, users));
  return parts.filter(Boolean).join(', ') || l10n.t('an unknown process');
}

function containersText(containers: readonly PortContainer[]): string {
  return l10n.t('container {0}', containers.map(containerInFull).join('; '));
}
