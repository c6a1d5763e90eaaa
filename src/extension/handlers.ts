import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Parts } from './api';
import type { CommandDeclaration } from './catalog/command';
import { type Disposable, DisposableStore } from './lifetime';
import type { AskRows } from './menus/askRow';
import type { RowNode } from './views/tree/row';

/**
 * A command as it is declared, and what it does.
 * With `pageContext` it takes what a menu of a page's rows passes as that is; others are given the rows.
 */
export type Handler = readonly [
  command: Pick<CommandDeclaration, 'id' | 'menus' | 'asks'>,
  run: (...args: never[]) => unknown,
  takes?: 'pageContext',
];

/** Finds the rows that a menu of a page is meant for, and says why there are none. */
export type FindPageRows = (context: unknown) => Promise<readonly RowNode[]>;

/**
 * What every file named `*.command.ts` exports as `commands`: they are found by that name.
 * @param own takes what the commands hold, and is disposed with them
 */
export type Commands = (parts: Parts, own: DisposableStore) => readonly Handler[];

/**
 * Registers the commands.
 * @param askRows finds the rows that one of rows is meant for where it comes without any, as from the command palette
 */
export function registerHandlers(
  handlers: readonly Handler[],
  pageRows: FindPageRows,
  askRows: AskRows,
): Disposable {
  const disposables = new DisposableStore();
  for (const [command, run, takes] of handlers) {
    const own = isOfRow(command) ? withRow(command, run, askRows) : run;
    const taken = takes === 'pageContext' ? own : withPageRows(own, pageRows);
    disposables.add(vscode.commands.registerCommand(command.id, taken));
  }
  return disposables;
}

/**
 * A command that comes from a page gets rows as a tree's menu passes them: the one that was clicked and all that are meant. Without
 * one it does nothing: the selection of some view is never taken for it.
 */
function withPageRows(run: Handler[1], pageRows: FindPageRows): (...args: readonly unknown[]) => unknown {
  const runOnRows = async (context: unknown): Promise<unknown> => {
    const rows = await pageRows(context);
    const [first] = rows;
    return first === undefined ? undefined : run(...([first, rows] as unknown as never[]));
  };
  return (...args) => (isFromPage(args[0]) ? runOnRows(args[0]) : run(...(args as never[])));
}

/** With nothing it asks which row is meant, unless it asks for something by itself. */
function withRow(
  { id, asks }: Handler[0],
  run: Handler[1],
  askRows: AskRows,
): (...args: readonly unknown[]) => unknown {
  const withGiven = unlessRowIsLost(run);
  if (asks !== undefined) return withGiven;
  const ask = async (): Promise<unknown> => {
    const rows = await askRows(id);
    const [first] = rows;
    return first === undefined ? undefined : run(...([first, rows] as unknown as never[]));
  };
  return (...args) => (args.length === 0 ? ask() : withGiven(...args));
}

/** Whether it is the context of a page's menu: VS Code names the page in it. */
function isFromPage(argument: unknown): boolean {
  if (typeof argument !== 'object' || argument === null) return false;
  return 'webviewSection' in argument || 'webview' in argument;
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
    // From the command palette nothing is passed at all, and a key passes the view.
    if (args.length === 0 || (args[0] !== undefined && args[0] !== null)) return run(...(args as never[]));
    const said = l10n.t('The list was just drawn anew, and the row got lost on the way. Choose it again.');
    return void vscode.window.showInformationMessage(said);
  };
}
