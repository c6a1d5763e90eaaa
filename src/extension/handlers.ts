import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Parts } from './api';
import type { CommandDeclaration } from './catalog/command';
import { type Disposable, DisposableStore } from './lifetime';

/** A command as it is declared, and what it does. */
export type Handler = readonly [
  command: Pick<CommandDeclaration, 'id' | 'menus'>,
  run: (...args: never[]) => unknown,
];

/**
 * What every file named `*.command.ts` exports as `commands`: they are found by that name.
 * @param own takes what the commands hold, and is disposed with them
 */
export type Commands = (parts: Parts, own: DisposableStore) => readonly Handler[];

/** Registers the commands. */
export function registerHandlers(handlers: readonly Handler[]): Disposable {
  const disposables = new DisposableStore();
  for (const [command, run] of handlers)
    disposables.add(
      vscode.commands.registerCommand(command.id, isOfRow(command) ? unlessRowIsLost(run) : run),
    );
  return disposables;
}

/** Whether a row's menu has it, or a menu within that. */
function isOfRow({ menus = [] }: Pick<CommandDeclaration, 'menus'>): boolean {
  return menus.some(
    ({ menu }) => menu === 'view/item/context' || (typeof menu === 'object' && isOfRow(menu)),
  );
}

/**
 * When rows come or go, VS Code forgets those in sight until it has fetched all anew, which takes a round trip to the
 * user's machine: a command that is chosen meanwhile comes without its row. That is said, and the selected rows are
 * never taken for the one that was meant.
 */
function unlessRowIsLost(run: Handler[1]): (...args: readonly unknown[]) => unknown {
  return (...args) => {
    // Where a key was pressed, or the command palette was used, nothing is passed at all.
    if (args.length === 0 || (args[0] !== undefined && args[0] !== null)) return run(...(args as never[]));
    const said = l10n.t('The list was just drawn anew, and the row got lost on the way. Choose it again.');
    return void vscode.window.showInformationMessage(said);
  };
}
