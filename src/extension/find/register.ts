import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { openInBrowser } from '../commands/browser';
import { addressOf, copy } from '../commands/copy';
import { commands } from '../ids';
import type { Kill } from '../kill/register';
import type { Disposable } from '../lifetime';
import type { Names } from '../names';
import { type SharedEngine, using } from '../sharedEngine';
import type { ListeningPortsView } from '../views/listeningPorts/register';
import { findPortOwner } from './findPortOwner';

/** Registers "Find Port Owner…"; its argument, where it has one, is the question to begin with. */
export function registerFind(
  view: ListeningPortsView,
  engine: SharedEngine,
  names: Names,
  kill: Kill,
): Disposable {
  return vscode.commands.registerCommand(commands.findPortOwner, async (argument: unknown) => {
    const question = typeof argument === 'string' ? argument : '';
    const choice = await using(engine, () => findPortOwner(engine, names, question));
    if (choice === undefined) return;
    const { port, action } = choice;
    if (action.id === 'copy') await copy([addressOf(port) ?? '']);
    else if (action.id === 'browser') await openInBrowser(port);
    else if (action.id === 'kill') await kill([port]);
    else if (!(await view.show(port.id))) {
      void vscode.window.showInformationMessage(l10n.t('Port {0} has closed meanwhile.', port.port));
    }
  });
}
