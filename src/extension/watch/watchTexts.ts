import { l10n } from 'vscode';
import type { ProcessOwner } from '../../core/model/process';
import type { TransportPort } from '../../core/ports/listeningPorts';
import type { PortState } from '../../core/ports/portWatch';
import { processName } from '../describe';
import { transportName } from '../../core/ports/endpointName';
import type { WatchNews } from './watches';

/** "Port 3000", or "Port 53 (UDP)": people mean TCP unless they say otherwise. */
export function portName({ transport, port }: TransportPort): string {
  return transport === 'tcp'
    ? l10n.t('Port {0}', port)
    : l10n.t('Port {0} ({1})', port, transportName(transport));
}

/** What is said of a watched port when something became of it. */
export function newsText({ watched, event }: WatchNews): string {
  const port = portName(watched);
  switch (event.kind) {
    case 'opened':
      return l10n.t('{0} has opened: {1} listens.', port, namesOf(event.leaders));
    case 'closed':
      return l10n.t('{0} has closed. {1} listened.', port, namesOf(event.before));
    case 'changedHands':
      return l10n.t(
        '{0} has changed hands: {1} listens, no longer {2}.',
        port,
        namesOf(event.leaders),
        namesOf(event.before),
      );
  }
}

/** What a watched port is now. */
export function stateText(state: PortState | undefined): string {
  if (state === undefined) return '';
  return state.inodes.length === 0 ? l10n.t('closed') : l10n.t('{0} listens', namesOf(state.leaders ?? []));
}

function namesOf(leaders: readonly ProcessOwner[]): string {
  return leaders.map(processName).join(', ') || l10n.t('an unknown process');
}
