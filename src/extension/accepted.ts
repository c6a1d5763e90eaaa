import type * as vscode from 'vscode';

/**
 * Shows a quick pick until one of its items is accepted; nothing where it is closed before. It is gone afterwards.
 * @param isRight whether an item can be taken: of others the choice goes on
 */
export function accepted<Item extends vscode.QuickPickItem>(
  pick: vscode.QuickPick<Item>,
  isRight: (item: Item) => boolean = () => true,
): Promise<Item | undefined> {
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item === undefined || !isRight(item)) return;
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
