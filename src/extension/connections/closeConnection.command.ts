import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { selectionIn } from '../commands/selection';
import type { Commands } from '../handlers';
import { isFold } from '../views/sockets/foldRow';
import { isGroupNode } from '../views/tree/row';
import { chosenRows } from './chosenRows';
import { tellClosed } from './closeConnections';
import { connectionCommands } from './closeConnection.contributions';

/** The command that closes the connections of rows: of the row that it is meant for and all that are selected with it. */
export const commands: Commands = ({ connections, closeConnections }) => [
  [
    connectionCommands.closeConnection,
    async (node?: unknown, nodes?: unknown): Promise<void> => {
      const rows = node === undefined ? selectionIn([connections]) : Array.isArray(nodes) ? nodes : [node];
      const hasFolds = rows.some((row) => isGroupNode(row) && isFold(row.row.group));
      const chosen = chosenRows(hasFolds ? await connections.provider.source.unfolded(rows) : rows);
      if (chosen.length === 0) {
        void vscode.window.showInformationMessage(l10n.t('Select a row with a connection first.'));
        return;
      }
      const answer = await closeConnections(chosen);
      if (answer !== undefined) void tellClosed(answer);
    },
  ],
];
