import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { checkLine } from '../../core/netstat/commandLine/commandLine';
import { DisposableStore } from '../lifetime';
import type { History } from './history';
import { type CommandItem, editButton, forgetButton, itemsFor } from './commandPickItems';

/** Asks for a command line, beginning with one, and resolves with one that netstat understands. */
export function askCommandLine(history: History, line: string): Promise<string | undefined> {
  const disposables = new DisposableStore();
  const pick = disposables.add(vscode.window.createQuickPick<CommandItem>());
  pick.title = l10n.t('Run netstat Command');
  pick.placeholder = l10n.t('Options of netstat, such as -tulpn');
  const show = (value = pick.value): void => {
    if (pick.value !== value) pick.value = value;
    pick.items = itemsFor(value, history.lines);
    pick.activeItems = pick.items.slice(0, 1);
  };
  show(line);
  return new Promise((resolve) => {
    const finish = (result: string | undefined): void => {
      resolve(result);
      disposables.dispose();
    };
    disposables.add(pick.onDidChangeValue((value) => show(value)));
    disposables.add(pick.onDidHide(() => finish(undefined)));
    disposables.add(
      pick.onDidAccept(() => {
        const { action, line: chosen = '' } = pick.selectedItems[0] ?? {};
        const typed = pick.value.trim();
        // Keys are faster than the rows: what runs is what is typed by now.
        if (action === 'complete' && chosen !== typed) show(chosen);
        else if (action === 'rerun') finish(chosen);
        else if (checkLine(typed).kind === 'runnable') finish(typed);
      }),
    );
    disposables.add(
      pick.onDidTriggerItemButton(async ({ item: { line: chosen = '' }, button }) => {
        if (button === editButton) show(chosen);
        if (button === forgetButton) await history.remove(chosen).then(() => show());
      }),
    );
    pick.show();
  });
}
