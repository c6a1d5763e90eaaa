import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { isUdp } from '../../../core/query/listeningPorts';
import { shorten } from '../../../core/text/clean';
import { filterNote } from '../../filter/note';
import type { FilterState } from '../../filter/state';
import { emptinessKey } from '../../catalog/view';
import { listeningPortsCommands, listeningPortsSettings, listeningPortsView } from './contributions';
import { type Disposable, DisposableStore } from '../../lifetime';
import type { Monitor } from '../../monitor';
import { setShowUdp } from '../../settings';
import { clock } from '../../started';
import { Arrangement } from '../arrangement';
import { registerDecorations } from '../decorations';
import { layOutWhenSeen } from '../layOut';
import { onlyChanges, setContext } from '../onlyChanges';
import { decorationOf } from './marks';
import type { PortsNode, RowNode } from './nodes';
import { ListeningPortsProvider, type PortsSources } from './provider';

/** The view "Listening Ports" and the provider of its rows. */
export interface ListeningPortsView extends Disposable {
  readonly provider: ListeningPortsProvider;
  readonly arrangement: Arrangement<'listeningPorts'>;
  readonly tree: vscode.TreeView<PortsNode>;
  /** Brings the row of a port into sight and selects it; false where there is none. */
  show(portId: string): Promise<boolean>;
}

/** Registers the view. Continuous refresh goes on while it is visible. */
export function registerListeningPorts(
  context: vscode.ExtensionContext,
  sources: Omit<PortsSources, 'arrangement'>,
): ListeningPortsView {
  const { monitor, filter } = sources;
  const disposables = new DisposableStore();
  const arrangement = disposables.add(new Arrangement('listeningPorts', context.workspaceState));
  const provider = disposables.add(new ListeningPortsProvider({ ...sources, arrangement }));
  const { onDidChangeMarks } = provider;
  const node = (number: number): RowNode | undefined => provider.rows.find(({ serial }) => serial === number);
  disposables.add(registerDecorations({ view: listeningPortsView.id, onDidChangeMarks, node, decorationOf }));
  const tree = disposables.add(
    vscode.window.createTreeView(listeningPortsView.id, {
      treeDataProvider: provider,
      canSelectMany: true,
      showCollapseAll: false,
    }),
  );
  disposables.add(layOutWhenSeen(tree));

  let watching: Disposable | undefined;
  const followVisibility = (): void => {
    watching?.dispose();
    watching = tree.visible ? monitor.watch('listening') : undefined;
    if (tree.visible && monitor.snapshot === undefined) void withProgress(() => monitor.refresh());
  };
  disposables.add({ dispose: () => watching?.dispose() });
  disposables.add(tree.onDidChangeVisibility(followVisibility));

  const tell = onlyChanges();
  const describeNow = (): void => {
    const { matching, total } = provider.counts;
    const note = filterNote(filter, matching, total);
    const message = [messageOf(monitor), note.message].filter(Boolean).join(' ');
    const description = [descriptionOf(monitor, provider), note.description].filter(Boolean).join(' · ');
    tell('message', message, (text) => (tree.message = text));
    tell('description', description, (text) => (tree.description = text));
    tell('emptiness', provider.emptiness ?? '', (text) => setContext(emptinessKey(listeningPortsView), text));
  };
  disposables.add(provider.onDidUpdate(describeNow));
  disposables.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration(listeningPortsSettings.showUdp.id)) return;
      provider.refilter();
      describeNow();
    }),
  );
  disposables.add(vscode.commands.registerCommand(listeningPortsCommands.showUdp.id, () => setShowUdp(true)));
  disposables.add(
    vscode.commands.registerCommand(listeningPortsCommands.hideUdp.id, () => setShowUdp(false)),
  );
  followVisibility();
  describeNow();

  return {
    provider,
    arrangement,
    tree,
    show: (portId) => show(portId, { monitor, provider, tree, filter }),
    dispose: () => disposables.dispose(),
  };
}

/** Shows the view's own progress bar while `work` goes on. */
export function withProgress(work: () => Promise<void>): Thenable<void> {
  return vscode.window.withProgress({ location: { viewId: listeningPortsView.id } }, work);
}

interface Shown {
  readonly monitor: Monitor;
  readonly provider: ListeningPortsProvider;
  readonly tree: vscode.TreeView<PortsNode>;
  readonly filter: FilterState;
}

async function show(portId: string, { monitor, provider, tree, filter }: Shown): Promise<boolean> {
  await vscode.commands.executeCommand(`${listeningPortsView.id}.focus`);
  await monitor.refresh();
  const port = provider.ports.find(({ id }) => id === portId);
  if (port !== undefined && provider.find(portId) === undefined) {
    await filter.set('');
    if (isUdp(port.transport)) await setShowUdp(true);
    provider.refilter();
  }
  const row = provider.find(portId);
  if (row === undefined) return false;
  await tree.reveal(row, { select: true, focus: true });
  return true;
}

function messageOf({ error, snapshot }: Monitor): string {
  if (error === undefined) return '';
  const why = l10n.t('The last refresh failed: {0}', shorten(error.split('\n')[0] ?? '', 200));
  return snapshot === undefined
    ? why
    : `${why} ${l10n.t('The list is as it was on {0}.', clock(snapshot.takenAt))}`;
}

function descriptionOf(monitor: Monitor, { rows }: ListeningPortsProvider): string {
  const parts: string[] = [];
  if (rows.length > 0) parts.push(String(rows.filter(({ mark }) => mark !== 'vanished').length));
  if (monitor.isPaused) parts.push(l10n.t('paused'));
  if (vscode.env.remoteName !== undefined) parts.push(vscode.env.remoteName);
  return parts.join(' · ');
}
