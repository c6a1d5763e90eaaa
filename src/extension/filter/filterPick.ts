import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Suggestions } from '../../core/query/filter/suggest';
import { DisposableStore } from '../lifetime';
import type { History } from '../netstat/history';
import { editButton, forgetButton } from '../netstat/commandPickItems';
import { type FilterItem, itemsFor } from './filterPickItems';
import type { FilterState } from './filterState';

/** Milliseconds after the last key before the views show what would be left. */
const DEBOUNCE = 150;

/** What the keys of an expression can be completed with: at once, and what comes in later in its place. */
export interface FilterValues {
  readonly now: Suggestions;
  readonly more: Promise<Suggestions | undefined>;
}

/**
 * Asks for a filter, beginning with `text`; the views follow what is typed. What is chosen is set; where nothing is,
 * the filter is as before.
 */
export function askFilter(
  state: FilterState,
  history: History,
  values: FilterValues,
  text: string,
): Promise<void> {
  const before = state.expression;
  const disposables = new DisposableStore();
  const pick = disposables.add(vscode.window.createQuickPick<FilterItem>());
  pick.title = l10n.t('Filter Sockets');
  pick.placeholder = l10n.t('Words, port:3000, state:established, process:node, -word to leave out …');
  // The views follow, so that looking at them is no reason to close.
  pick.ignoreFocusOut = true;
  let suggestions = values.now;
  let timer: HostTimer | undefined;
  disposables.add({ dispose: () => clearTimeout(timer) });
  const show = (value = pick.value): void => {
    if (pick.value !== value) pick.value = value;
    pick.items = itemsFor(value, history.lines, suggestions);
    pick.activeItems = pick.items.slice(0, 1);
    clearTimeout(timer);
    timer = setTimeout(() => state.preview(value), DEBOUNCE);
  };
  show(text);
  const takeMore = async (): Promise<void> => {
    const more = await values.more;
    if (more === undefined || disposables.isDisposed) return;
    suggestions = more;
    const [active] = pick.activeItems;
    pick.items = itemsFor(pick.value, history.lines, suggestions);
    pick.activeItems = pick.items.filter(({ label }) => label === active?.label).slice(0, 1);
  };
  void takeMore();
  return new Promise((resolve) => {
    const finish = async (expression: string): Promise<void> => {
      disposables.dispose();
      await state.set(expression);
      if (expression !== before && state.expression !== '') await history.add(state.expression);
      resolve();
    };
    disposables.add(pick.onDidChangeValue((value) => show(value)));
    disposables.add(pick.onDidHide(() => void finish(before)));
    disposables.add(
      pick.onDidAccept(() => {
        const { action, expression = '' } = pick.selectedItems[0] ?? {};
        if (action === 'complete' && expression !== pick.value) show(expression);
        else if (action === 'reuse') void finish(expression);
        // Keys are faster than the rows: what counts is what is typed by now.
        else if (state.preview(pick.value) === undefined) void finish(pick.value);
      }),
    );
    disposables.add(
      pick.onDidTriggerItemButton(async ({ item: { expression = '' }, button }) => {
        if (button === editButton) show(expression);
        if (button === forgetButton) await history.remove(expression).then(() => show());
      }),
    );
    pick.show();
  });
}
