import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { TableName } from '../../../core/model/networkTable';
import { shorten } from '../../../core/text/clean';
import { type FilterNote, filterNote } from '../../filter/note';
import type { FilterState } from '../../filter/state';
import { type Disposable, DisposableStore } from '../../lifetime';
import type { Monitor } from '../../monitor';
import { clock } from '../../started';
import { TableProvider, type TableView } from './provider';
import { registerDecorations } from '../decorations';
import { layOutWhenSeen } from '../layOut';
import { onlyChanges, setContext } from '../onlyChanges';
import { decorationOf } from './marks';
import type { RowNode } from './row';

/** A view of one of the machine's tables, and the provider of its rows. */
export interface RegisteredTable extends Disposable {
  readonly provider: TableProvider<TableName>;
  readonly tree: vscode.TreeView<RowNode>;
}

/**
 * Registers the view. Its table is read while the view is visible.
 * @param filter what its rows are filtered by, where there is something to filter by
 */
export function registerTable<Name extends TableName>(
  monitor: Monitor,
  view: TableView<Name>,
  filter?: FilterState,
): RegisteredTable {
  const disposables = new DisposableStore();
  const provider = disposables.add(new TableProvider(monitor, view));
  const { onDidChangeMarks } = provider;
  const node = (serial: number): RowNode | undefined => provider.node(serial);
  disposables.add(registerDecorations({ view: view.view, onDidChangeMarks, node, decorationOf }));
  const tree = disposables.add(
    vscode.window.createTreeView(view.view, { treeDataProvider: provider, canSelectMany: true }),
  );
  disposables.add(layOutWhenSeen(tree));

  let watching: Disposable | undefined;
  const followVisibility = (): void => {
    watching?.dispose();
    watching = tree.visible ? monitor.watch(view.table) : undefined;
    if (!tree.visible || monitor.table(view.table) !== undefined) return;
    provider.forget();
    void vscode.window.withProgress({ location: { viewId: view.view } }, () => monitor.refresh());
  };
  disposables.add({ dispose: () => watching?.dispose() });
  disposables.add(tree.onDidChangeVisibility(followVisibility));

  const tell = onlyChanges();
  const describe = (): void => {
    tell('message', messageOf(monitor, provider, filter), (text) => (tree.message = text));
    tell('description', descriptionOf(monitor, provider, filter), (text) => (tree.description = text));
    tell('emptiness', provider.emptiness, (text) => setContext(view.emptinessKey, text));
  };
  disposables.add(provider.onDidUpdate(describe));
  disposables.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (view.setting === undefined || !event.affectsConfiguration(view.setting)) return;
      provider.rebuild();
      describe();
    }),
  );
  if (filter !== undefined) disposables.add(filter.onDidChange(() => void monitor.readAgain(view.table)));
  followVisibility();
  describe();
  return { provider, tree, dispose: () => disposables.dispose() };
}

function noteOf({ filtered }: TableProvider<TableName>, filter: FilterState | undefined): FilterNote {
  if (filter === undefined || filtered === undefined) return { message: '', description: '' };
  return filterNote(filter, filtered.matching, filtered.total);
}

function messageOf(
  { error }: Monitor,
  provider: TableProvider<TableName>,
  filter: FilterState | undefined,
): string {
  const { table } = provider;
  if (error === undefined) return noteOf(provider, filter).message;
  const why = l10n.t('The last refresh failed: {0}', shorten(error.split('\n')[0] ?? '', 200));
  return table === undefined
    ? why
    : `${why} ${l10n.t('The list is as it was on {0}.', clock(table.takenAt))}`;
}

function descriptionOf(
  monitor: Monitor,
  provider: TableProvider<TableName>,
  filter: FilterState | undefined,
): string {
  const note = noteOf(provider, filter).description;
  const parts = [
    provider.summary,
    note,
    monitor.isPaused ? l10n.t('paused') : '',
    vscode.env.remoteName ?? '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
