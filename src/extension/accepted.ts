import type * as vscode from 'vscode';

/** Shows a quick pick until one of its items is accepted; nothing where it is closed before. It is gone afterwards. */
export function accepted<Item extends vscode.QuickPickItem>(
  pick: vscode.QuickPick<Item>,
): Promise<Item | undefined> {
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item === undefined) return;
      resolve(item);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
