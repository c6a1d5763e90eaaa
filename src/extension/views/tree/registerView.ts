import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Engine } from '../../../core/model/engine';
import { choiceKey, OWN_NAMESPACE } from '../../../core/model/namespace';
import type { PrintRequest } from '../../../core/model/print';
import { shorten } from '../../../core/text/clean';
import { emptinessKey, type ViewDeclaration } from '../../catalog/view';
import { filterNote } from '../../filter/filterNote';
import type { FilterState } from '../../filter/filterState';
import { type Disposable, DisposableStore } from '../../lifetime';
import type { Monitor, Subject } from '../../monitor';
import { choiceText, gapsText } from '../../namespaces/namespaceTexts';
import { clock } from '../../started';
import { registerDecorations } from '../decorations';
import { layOutWhenSeen } from '../layOut';
import { onlyChanges, setContext } from '../onlyChanges';
import { emptinessElsewhere } from './emptinessElsewhere';
import { decorationOf, type Kind } from './markTexts';
import { RowsProvider } from './provider';
import { remoteName } from './remoteName';
import type { Row, RowNode } from './row';
import type { RowSource } from './rowSource';

/** Reads all rows of a view anew, and tells when that was, in milliseconds since 1970. */
export type RowReader = (
  engine: Pick<Engine, 'readTable' | 'history'>,
) => Promise<{ readonly takenAt: number; readonly rows: readonly Row[] }>;

/** All that tells one view from another. */
export interface ViewDescription<Source extends RowSource> {
  readonly view: ViewDeclaration;
  readonly kind: Kind;
  /** What the Monitor must read for it while it is in sight; nothing where its source reads by itself. */
  readonly subject?: Subject;
  readonly source: Source;
  /** What its rows are filtered by, where there is something to filter by. */
  readonly filter?: FilterState;
  /** What of the filter does not apply to it, as a sentence; spans where it is absent. */
  inapplicable?(): string;
  /** Whether its title has a button that collapses all rows. */
  readonly showsCollapseAll?: boolean;
  /** What stands beside the view's title, '' for nothing. */
  summary(): string;
  /** What of the list is not known, and why; '' for nothing. */
  note?(): string;
  /** Why there is no row; asked only where there is none. */
  emptiness(): string;
  /** What netstat prints of all rows that the filter lets through, however many are shown. */
  readonly prints: () => PrintRequest['rows'];
  /** How details of the rows that are shown now are read, where they follow from the rows themselves. */
  readonly rowReader?: () => RowReader;
}

/** A view and the provider of its rows. */
export interface RegisteredView<Source extends RowSource = RowSource> extends Disposable {
  readonly provider: RowsProvider<Source>;
  readonly tree: vscode.TreeView<RowNode>;
  readonly subject: Subject | undefined;
  /** Why the view has no row; '' where it has one, or is not read yet. */
  readonly emptiness: () => string;
  readonly prints: () => PrintRequest['rows'];
  readonly rowReader?: () => RowReader;
}

/** Registers a view. What it shows is read while it is in sight. */
export function registerView<Source extends RowSource>(
  monitor: Monitor,
  described: ViewDescription<Source>,
): RegisteredView<Source> {
  const { kind, subject, source, filter, showsCollapseAll = false } = described;
  const view = described.view.id;
  const disposables = new DisposableStore();
  const provider = disposables.add(new RowsProvider(view, kind, source));
  disposables.add(
    registerDecorations<RowNode>({
      view,
      onDidChangeMarks: provider.onDidChangeMarks,
      node: (serial) => source.node(serial),
      decorationOf: (node) => decorationOf(node, kind),
    }),
  );
  const tree = disposables.add(
    vscode.window.createTreeView(view, {
      treeDataProvider: provider,
      canSelectMany: true,
      showCollapseAll: showsCollapseAll,
    }),
  );
  disposables.add(tree.onDidExpandElement(({ element }) => source.expand?.(element)));
  disposables.add(tree.onDidCollapseElement(({ element }) => source.collapse?.(element)));
  disposables.add(layOutWhenSeen(tree));

  let watching: Disposable | undefined;
  const followVisibility = (): void => {
    watching?.dispose();
    watching = tree.visible && subject !== undefined ? monitor.watch(subject) : undefined;
    if (!tree.visible) return source.hide();
    source.show();
    if (source.takenAt > 0) return;
    const read = (): Promise<void> => source.refresh?.() ?? monitor.refresh();
    void vscode.window.withProgress({ location: { viewId: view } }, read);
  };
  disposables.add({ dispose: () => watching?.dispose() });
  disposables.add(tree.onDidChangeVisibility(followVisibility));

  const tell = onlyChanges();
  const emptiness = (): string =>
    source.roots.length > 0
      ? ''
      : emptinessElsewhere(described.emptiness(), source.namespace, monitor.snapshot);
  const describe = (): void => {
    const { message, description } = notesOf(monitor, described, tree.visible);
    tell('message', message, (text) => (tree.message = text));
    tell('description', description, (text) => (tree.description = text));
    tell('emptiness', emptiness(), (text) => setContext(emptinessKey(described.view), text));
  };
  disposables.add(provider.onDidUpdate(describe));
  // What is out of sight is not drawn again, but for whose it is.
  disposables.add(monitor.onDidChange(() => void (tree.visible || describe())));
  if (filter !== undefined) disposables.add(filter.onDidChange(describe));
  followVisibility();
  describe();
  return {
    provider,
    tree,
    subject,
    emptiness,
    prints: described.prints,
    ...(described.rowReader && { rowReader: described.rowReader }),
    dispose: () => disposables.dispose(),
  };
}

/** What is said above the list and beside its title. @param isVisible else it is about what will be read */
function notesOf(
  monitor: Monitor,
  described: ViewDescription<RowSource>,
  isVisible: boolean,
): { readonly message: string; readonly description: string } {
  const { source, filter } = described;
  const { counts } = source;
  const note =
    filter !== undefined && counts !== undefined
      ? filterNote(filter, counts, described.inapplicable?.())
      : { message: '', description: '' };
  const { namespace: read = OWN_NAMESPACE } = source;
  const namespace = isVisible ? read : monitor.namespaces.shown;
  const isRead = choiceKey(read) === choiceKey(namespace);
  const known = monitor.snapshot ?? {};
  // Above no row VS Code shows it in place of why there is none, and of what can be done about that.
  const hasRows = source.roots.length > 0;
  const gaps = described.kind === 'sockets' && hasRows ? gapsText(namespace, known) : '';
  const unknown = hasRows ? (described.note?.() ?? '') : '';
  const parts = [
    isRead ? described.summary() : '',
    namespace.kind === 'own' ? '' : choiceText(namespace, known),
    note.description,
    monitor.isPaused ? l10n.t('paused') : '',
    remoteName(),
  ];
  return {
    message: [failureOf(monitor, source), gaps, unknown, note.message].filter(Boolean).join(' '),
    description: parts.filter((part) => part !== '').join(' · '),
  };
}

function failureOf(monitor: Monitor, { takenAt, error: own }: RowSource): string {
  const error = monitor.error ?? own;
  if (error === undefined) return '';
  const why = l10n.t('The last refresh failed: {0}', shorten(error.split('\n')[0] ?? '', 200));
  return takenAt === 0 ? why : `${why} ${l10n.t('The list is as it was on {0}.', clock(takenAt))}`;
}
