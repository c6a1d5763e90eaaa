import { l10n, window } from 'vscode';
import { isRow, type PortsNode, type RowNode } from '../views/listeningPorts/nodes';
import type { ListeningPortsView } from '../views/listeningPorts/register';

/** What VS Code passes to a command of a row: the row and all selected rows; nothing where a key was pressed. */
export type RowArguments = readonly [node?: PortsNode, nodes?: readonly PortsNode[]];

/**
 * The rows that a command is meant for: those it was called with, else the selected ones. Rows of what has closed
 * meanwhile are left out.
 */
export function rowsFor(view: ListeningPortsView, [node, nodes]: RowArguments): RowNode[] {
  const wanted = nodes ?? (node === undefined ? view.tree.selection : [node]);
  return wanted.filter(isRow).filter(({ mark }) => mark !== 'vanished');
}

/** Tells that the command needs a row. */
export function askForRow(): void {
  void window.showInformationMessage(l10n.t('Select a row of Listening Ports first.'));
}
