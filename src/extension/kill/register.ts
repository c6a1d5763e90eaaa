import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { ListeningPort } from '../../core/query/listeningPorts';
import { askForRow, type RowArguments, rowsFor } from '../commands/selection';
import { commands } from '../ids';
import type { Disposable } from '../lifetime';
import { killGracePeriod } from '../settings';
import type { ListeningPortsView } from '../views/listeningPorts/register';
import { answerOf } from './answers';
import { modalDialogs, tell } from './dialogs';
import { type KillerMeans, killOwners } from './killer';

/** Ends the owners of ports, with questions and answers; settles when all is said. */
export type Kill = (ports: readonly ListeningPort[]) => Promise<void>;

/** How "Kill" works for everything that offers it. */
export function makeKill(view: ListeningPortsView, means: KillerMeans): Kill {
  return async (ports) => {
    const owned = ports.filter(({ leader }) => leader !== undefined);
    if (owned.length === 0) {
      void vscode.window.showInformationMessage(l10n.t('There is nothing to kill: the owner is not known.'));
      return;
    }
    try {
      const report = await killOwners(owned, means, modalDialogs(killGracePeriod()));
      if (report !== undefined) await tell(answerOf(report), (id) => view.show(id));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      means.log.error(`kill: ${message}`);
      void vscode.window.showErrorMessage(l10n.t('Nothing more was done, since this failed: {0}', message));
    }
  };
}

/** Registers "Kill Process". */
export function registerKill(view: ListeningPortsView, kill: Kill): Disposable {
  return vscode.commands.registerCommand(commands.killProcess, async (...args: RowArguments) => {
    const rows = rowsFor(view, args);
    if (rows.length === 0) return askForRow();
    await kill(rows.map(({ port }) => port));
  });
}
