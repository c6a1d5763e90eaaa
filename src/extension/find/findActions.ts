import type * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { urlOf } from '../../core/query/url';

/** What can be done with a row that was found. */
export interface Action {
  readonly id: 'show' | 'copy' | 'browser' | 'kill';
  readonly icon: string;
  readonly title: string;
}

/** An answer in the quick pick; without a port it only tells something. */
export interface FindItem extends vscode.QuickPickItem {
  readonly port?: ListeningPort;
  /** A port whose history is shown where it is chosen: `3000`, `53/udp`. */
  readonly history?: string;
  readonly buttons?: readonly ActionButton[];
}

/** A button of an answer. */
export interface ActionButton extends vscode.QuickInputButton {
  readonly action: Action;
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
