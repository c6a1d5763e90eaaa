import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Disposable } from './lifetime';

/**
 * Registers a command that a row's menu has. When rows come or go, VS Code forgets those in sight until it has fetched
 * all anew, which takes a round trip to the user's machine: a command that is chosen meanwhile comes without its row.
 * That is said, and the selected rows are never taken for the one that was meant.
 */
export function registerRowCommand(command: string, run: (...args: never[]) => unknown): Disposable {
  return vscode.commands.registerCommand(command, (...args: unknown[]): unknown => {
    if (!isRowLost(args)) return run(...(args as never[]));
    const said = l10n.t('The list was just drawn anew, and the row got lost on the way. Choose it again.');
    return void vscode.window.showInformationMessage(said);
  });
}

/** Where a key was pressed, or the command palette was used, nothing is passed at all. */
function isRowLost(args: readonly unknown[]): boolean {
  return args.length > 0 && (args[0] === undefined || args[0] === null);
}
