import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { choiceKey, type NamespaceChoice, OWN_NAMESPACE } from '../../core/model/namespace';
import { DisposableStore, type Event } from '../lifetime';
import { firstItems, type NamespaceItem, problemItem } from './namespaceItems';

/**
 * Asks which network namespace is to be shown; nothing where none is chosen. What needs no reading can be chosen at once.
 * @param more all rows, once the namespaces were read, and whenever more is known of them
 */
export function pickNamespace(
  current: NamespaceChoice,
  more: { read(): Promise<readonly NamespaceItem[]>; readonly onDidChange: Event<void> },
): Promise<NamespaceChoice | undefined> {
  const own = new DisposableStore();
  const pick = own.add(vscode.window.createQuickPick<NamespaceItem>());
  pick.title = l10n.t('Network Namespace');
  pick.placeholder = l10n.t('Whose sockets, routes and interfaces all views show');
  pick.matchOnDescription = true;
  const fill = (items: readonly NamespaceItem[], active: string): void => {
    pick.items = items;
    pick.activeItems = items.filter(({ choice }) => choice && choiceKey(choice) === active).slice(0, 1);
  };
  fill(firstItems(current), choiceKey(current));
  /** The one that has the focus before anybody moves it. */
  const first = current.kind === 'all' ? current : OWN_NAMESPACE;
  pick.busy = true;
  const takeMore = async (): Promise<void> => {
    const items = await more.read().catch((error: unknown) => {
      return [...firstItems(current), problemItem(error instanceof Error ? error.message : String(error))];
    });
    if (own.isDisposed) return;
    const active = pick.activeItems[0]?.choice ?? first;
    // Who moved meanwhile stays there.
    fill(items, choiceKey(pick.busy && choiceKey(active) === choiceKey(first) ? current : active));
    pick.busy = false;
  };
  void takeMore();
  own.add(more.onDidChange(() => void takeMore()));
  return new Promise((resolve) => {
    const finish = (choice: NamespaceChoice | undefined): void => {
      own.dispose();
      resolve(choice);
    };
    own.add(pick.onDidHide(() => finish(undefined)));
    own.add(
      pick.onDidAccept(() => {
        const [selected] = pick.selectedItems;
        if (selected?.choice !== undefined) finish(selected.choice);
      }),
    );
    pick.show();
  });
}
