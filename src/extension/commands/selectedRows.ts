import { l10n, window } from 'vscode';
import { isOwnPort } from '../../core/ports/listeningPorts';
import { isPortNode, type PortNode, type RowNode } from '../views/tree/row';
import type { ListeningPortsView } from '../views/listeningPorts/listeningPortsView';

/** What VS Code passes to a command of a row: the row and all selected rows; nothing where a key was pressed. */
export type RowArguments = readonly [node?: RowNode, nodes?: readonly RowNode[]];

/**
 * The rows that a command is meant for: those it was called with, else the selected ones. Rows of what has closed
 * meanwhile are left out, and ports of other network namespaces and machines.
 */
export function rowsFor(view: ListeningPortsView, [node, nodes]: RowArguments): PortNode[] {
  const wanted = nodes ?? (node === undefined ? view.tree.selection : [node]);
  return wanted.filter(isPortNode).filter(({ mark, row }) => mark !== 'closed' && isOwnPort(row.port));
}

/** Tells that the command needs a row. */
export function askForRow(): void {
  void window.showInformationMessage(l10n.t('Select a row of Listening Ports first.'));
}
