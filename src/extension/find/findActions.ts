import { l10n } from 'vscode';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { urlOf } from '../../core/query/url';

/** What can be done with a row that was found. */
export interface Action {
  readonly id: 'show' | 'copy' | 'browser' | 'kill';
  readonly icon: string;
  readonly title: string;
}

/** The actions that this row allows, the one that ends something last. */
export function actionsFor(port: ListeningPort): Action[] {
  const actions: Action[] = [
    { id: 'show', icon: 'list-tree', title: l10n.t('Show in View') },
    { id: 'copy', icon: 'copy', title: l10n.t('Copy Address') },
  ];
  if (urlOf(port) !== undefined) {
    actions.push({ id: 'browser', icon: 'globe', title: l10n.t('Open in Browser') });
  }
  if (port.leader !== undefined) actions.push({ id: 'kill', icon: 'trash', title: l10n.t('Kill Process…') });
  return actions;
}
