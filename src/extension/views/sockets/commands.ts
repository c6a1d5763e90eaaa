import * as vscode from 'vscode';
import { l10n, ThemeIcon } from 'vscode';
import type { Grouping, SortOrder } from '../../../core/model/page';
import { copy } from '../../commands/copy';
import { arrangementCommand, arrangements, commands } from '../../ids';
import { type Disposable, DisposableStore } from '../../lifetime';
import type { Arranged } from './arrangement';
import { addressOf } from './copyText';
import type { SocketsNode } from './nodes';
import type { SocketsView } from './register';
import { groupingName, sortOrderName } from './words';

interface Choice extends vscode.QuickPickItem {
  readonly choice?: Partial<Arranged>;
}

/** Registers the commands of the views of sockets: how they are arranged, and what is copied of their rows. */
export function registerSocketCommands(all: readonly SocketsView[]): Disposable {
  const disposables = new DisposableStore();
  const register = (command: string, run: (...args: never[]) => unknown): void =>
    void disposables.add(vscode.commands.registerCommand(command, run));
  for (const view of all) {
    const { arrangement } = view;
    const { groupBy, sortBy } = arrangements[arrangement.view];
    const choices: Partial<Arranged>[] = [
      ...groupBy.map((grouping: Grouping) => ({ groupBy: grouping })),
      ...sortBy.map((order: SortOrder) => ({ sortBy: order })),
    ];
    for (const choice of choices) {
      for (const isChosen of [false, true]) {
        const id = arrangementCommand(arrangement.view, choice, isChosen);
        register(id, () => arrangement.choose(choice));
      }
    }
    const ask = { connections: commands.arrangeConnections, unixSockets: commands.arrangeUnixSockets };
    register(ask[arrangement.view], () => pickArrangement(view));
    const copyCommand = { connections: commands.copyConnection, unixSockets: commands.copyUnixPath };
    register(copyCommand[arrangement.view], (node?: SocketsNode, nodes?: readonly SocketsNode[]) => {
      const wanted = nodes ?? (node === undefined ? view.tree.selection : [node]);
      if (wanted.length > 0) return copy(wanted.map(addressOf));
      return vscode.window.showInformationMessage(l10n.t('Select a row first.'));
    });
  }
  return disposables;
}

async function pickArrangement({ arrangement, tree }: SocketsView): Promise<void> {
  const { groupBy, sortBy } = arrangements[arrangement.view];
  const { current } = arrangement;
  const section = (label: string): Choice => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const row = (label: string, isChosen: boolean, choice: Partial<Arranged>): Choice => ({
    label,
    choice,
    iconPath: new ThemeIcon(isChosen ? 'check' : 'blank'),
    ...(isChosen && { description: l10n.t('now') }),
  });
  const items: Choice[] = [
    section(l10n.t('Group by')),
    ...groupBy.map((each: Grouping) => row(groupingName(each), each === current.groupBy, { groupBy: each })),
    section(l10n.t('Sort by')),
    ...sortBy.map((each: SortOrder) => row(sortOrderName(each), each === current.sortBy, { sortBy: each })),
  ];
  const title = tree.title ?? '';
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: l10n.t('How the list is grouped and sorted'),
  });
  if (picked?.choice !== undefined) await arrangement.choose(picked.choice);
}
