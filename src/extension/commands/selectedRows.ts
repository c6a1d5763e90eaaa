import { l10n, window } from 'vscode';
import { isPortNode, type PortNode, type RowNode } from '../views/tree/row';
import type { ListeningPortsView } from '../views/listeningPorts/listeningPortsView';
import type { RegisteredView } from '../views/tree/registerView';

/** What VS Code passes to a command of a row: the row and all selected rows; nothing where a key was pressed. */
export type RowArguments = readonly [node?: RowNode, nodes?: readonly RowNode[]];

/**
 * The rows that a command is meant for: those it was called with, else the selected ones. Rows of what has closed
 * meanwhile are left out.
 */
export function rowsFor(view: ListeningPortsView, [node, nodes]: RowArguments): PortNode[] {
  const wanted = nodes ?? (node === undefined ? view.tree.selection : [node]);
  return wanted.filter(isPortNode).filter(({ mark }) => mark !== 'closed');
}

/** Tells that the command needs a row. */
export function askForRow(): void {
  void window.showInformationMessage(l10n.t('Select a row of Listening Ports first.'));
}

/** The selection of the one view that has some. */
export function selectionIn(all: readonly RegisteredView[]): readonly RowNode[] {
  const [selection = [], ...others] = all
    .map(({ tree }) => tree.selection)
    .filter(({ length }) => length > 0);
  return others.length === 0 ? selection : [];
}
