import { l10n, window } from 'vscode';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { openInBrowser } from '../commands/browser';
import { addressOf, copy } from '../commands/copy';
import type { Kill } from '../kill/signalProcesses';
import type { ListeningPortsView } from '../views/listeningPorts/listeningPortsView';
import type { Action } from './findActions';

/** Does with a port what an action says. */
export type Perform = (action: Action['id'], port: ListeningPort) => Promise<void>;

/** How actions work wherever they are offered. */
export function makePerform(view: ListeningPortsView, kill: Kill): Perform {
  return async (action, port) => {
    if (action === 'copy') await copy([addressOf(port) ?? '']);
    else if (action === 'browser') await openInBrowser(port);
    else if (action === 'kill') await kill([port]);
    else if (!(await view.show(port.id))) tellClosed(port.port);
  };
}

/** Tells that nobody listens on the port any more. */
export function tellClosed(port: number): void {
  void window.showInformationMessage(l10n.t('Port {0} has closed meanwhile.', port));
}
