import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { SocketView } from '../../../core/model/page';
import type { Scope } from '../../../core/model/snapshot';
import { shorten } from '../../../core/text/clean';
import { filterNote } from '../../filter/note';
import type { FilterState } from '../../filter/state';
import { emptinessKey, viewId } from '../../catalog/view';
import { type Disposable, DisposableStore } from '../../lifetime';
import type { Monitor } from '../../monitor';
import { clock } from '../../started';
import { registerDecorations } from '../decorations';
import { Arrangement } from '../arrangement';
import { layOutWhenSeen } from '../layOut';
import { onlyChanges, setContext } from '../onlyChanges';
import { decorationOf } from './marks';
import type { GroupNode, SocketNode, SocketsNode } from './nodes';
import { SocketsProvider, type SocketsSources } from './provider';

/** One of the views of sockets, and the provider of its rows. */
export interface SocketsView extends Disposable {
  readonly provider: SocketsProvider;
  readonly tree: vscode.TreeView<SocketsNode>;
  readonly arrangement: Arrangement<SocketView>;
}

/** What must be read for a view. */
const SCOPES: Readonly<Record<SocketView, Scope>> = { connections: 'inet', unixSockets: 'all' };

/** Registers a view of sockets. They are read, and its page is asked for, while it is visible. */
export function registerSockets(
  view: SocketView,
  context: vscode.ExtensionContext,
  sources: Omit<SocketsSources, 'arrangement'>,
): SocketsView {
  const { monitor, filter } = sources;
  const disposables = new DisposableStore();
  const arrangement = disposables.add(new Arrangement<SocketView>(view, context.workspaceState));
  const provider = disposables.add(new SocketsProvider(view, { ...sources, arrangement }));
  const { onDidChangeMarks } = provider;
  const node = (serial: number): GroupNode | SocketNode | undefined => provider.node(serial);
  disposables.add(registerDecorations({ view: viewId(view), onDidChangeMarks, node, decorationOf }));
  const tree = disposables.add(
    vscode.window.createTreeView(viewId(view), {
      treeDataProvider: provider,
      canSelectMany: true,
      showCollapseAll: true,
    }),
  );
  disposables.add(tree.onDidExpandElement(({ element }) => void expand(provider, element)));
  disposables.add(tree.onDidCollapseElement(({ element }) => provider.page.collapse(element.id)));
  disposables.add(layOutWhenSeen(tree));

  let watching: Disposable | undefined;
  const followVisibility = (): void => {
    watching?.dispose();
    watching = tree.visible ? monitor.watch(SCOPES[view]) : undefined;
    if (!tree.visible) return provider.hide();
    provider.show();
    if (provider.page.takenAt > 0) return;
    void vscode.window.withProgress({ location: { viewId: viewId(view) } }, () => monitor.refresh());
  };
  disposables.add({ dispose: () => watching?.dispose() });
  disposables.add(tree.onDidChangeVisibility(followVisibility));

  const tell = onlyChanges();
  const describe = (): void => {
    tell('message', messageOf(monitor, provider, filter), (text) => (tree.message = text));
    tell('description', descriptionOf(monitor, provider, filter), (text) => (tree.description = text));
    tell('emptiness', provider.emptiness ?? '', (text) =>
      setContext(emptinessKey({ id: viewId(view) }), text),
    );
  };
  disposables.add(provider.onDidUpdate(describe));
  followVisibility();
  describe();
  return { provider, tree, arrangement, dispose: () => disposables.dispose() };
}

async function expand(provider: SocketsProvider, node: SocketsNode): Promise<void> {
  if (node.kind === 'group') await provider.page.expand(node.id);
}

function messageOf(monitor: Monitor, provider: SocketsProvider, filter: FilterState): string {
  const { page } = provider;
  const error = monitor.error ?? page.error;
  if (error === undefined) return filterNote(filter, page.model.matching, page.model.total).message;
  const why = l10n.t('The last refresh failed: {0}', shorten(error.split('\n')[0] ?? '', 200));
  return page.takenAt === 0 ? why : `${why} ${l10n.t('The list is as it was on {0}.', clock(page.takenAt))}`;
}

function descriptionOf(monitor: Monitor, { page }: SocketsProvider, filter: FilterState): string {
  const { matching, total } = page.model;
  const parts: string[] = [];
  const isFiltered = filter.expression !== '';
  if (total > 0) parts.push(isFiltered ? l10n.t('{0} of {1}', matching, total) : String(total));
  parts.push(filterNote(filter, matching, total).description);
  if (monitor.isPaused) parts.push(l10n.t('paused'));
  if (vscode.env.remoteName !== undefined) parts.push(vscode.env.remoteName);
  return parts.filter((part) => part !== '').join(' · ');
}
