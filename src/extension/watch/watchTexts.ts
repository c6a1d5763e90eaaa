import { l10n } from 'vscode';
import { transportName } from '../../core/ports/endpointName';
import type { TransportPort } from '../../core/ports/listeningPorts';
import type { PortState, Servers } from '../../core/ports/portWatch';
import type { Users } from '../likely/likelyTexts';
import { containerInFull } from '../containers/containerTexts';
import { ownersText } from '../likely/ownersText';
import type { WatchNews } from './watches';

/** "Port 3000", or "Port 53 (UDP)": people mean TCP unless they say otherwise. */
export function portName({ transport, port }: TransportPort): string {
  return transport === 'tcp'
    ? l10n.t('Port {0}', port)
    : l10n.t('Port {0} ({1})', port, transportName(transport));
}

/** What is said of a watched port when something became of it. */
export function newsText({ watched, event }: WatchNews, users: Users): string {
  const port = portName(watched);
  switch (event.kind) {
    case 'opened':
      return l10n.t('{0} has opened: {1} listens.', port, namesOf(event.now, users));
    case 'closed':
      return l10n.t('{0} has closed. {1} listened.', port, namesOf(event.before, users));
    case 'changedHands':
      return l10n.t(
        '{0} has changed hands: {1} listens, no longer {2}.',
        port,
        namesOf(event.now, users),
        namesOf(event.before, users),
      );
  }
}

/** What a watched port is now. */
export function stateText(state: PortState | undefined, users: Users): string {
  if (state === undefined) return '';
  return state.inodes.length === 0 ? l10n.t('closed') : l10n.t('{0} listens', namesOf(state, users));
}

/** The containers that have it; else those that are known, and beside them those that are likely. */
function namesOf({ leaders, likely, containers = [] }: Servers, users: Users): string {
  if (containers.length > 0) return containers.map(containerInFull).join('; ');
  const parts = [ownersText({ owners: leaders }, users)];
  for (const likelyOwner of likely) parts.push(ownersText({ owners: [], likelyOwner }, users));
  return parts.filter(Boolean).join(', ') || l10n.t('an unknown process');
}
