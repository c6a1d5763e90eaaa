import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { isEndOf, portOf } from '../../../core/history/stillOpen';
import type { HistoryEntry } from '../../../core/model/history';
import type { Parts } from '../../api';
import { selectionIn } from '../../commands/selection';
import type { Commands } from '../../handlers';
import { historyCommands, historySettings } from '../../history/history.contributions';
import { troubleText } from '../../history/statusTexts';
import { revealSocket } from '../../navigate/reveal';
import { setForUser } from '../../settings';
import type { RowNode } from '../tree/row';
import { recentActivityCommands } from './recentActivity.contributions';

/** The commands of the view "Recent Activity". */
export const commands: Commands = (parts) => {
  const { recentActivity } = parts;
  const { log, tree, provider } = recentActivity;
  const showRow = async (node?: RowNode): Promise<void> => {
    const { row } = node ?? selectionIn([recentActivity])[0] ?? {};
    if (row?.entry === undefined) return;
    if (await isShown(row.entry, parts)) return;
    const showHistory = l10n.t('Show History');
    const said = l10n.t('It is not open any more, or has no row in the lists of sockets.');
    const chosen = await vscode.window.showInformationMessage(said, showHistory);
    if (chosen !== undefined) await vscode.commands.executeCommand(historyCommands.showHistory.id, node);
  };
  const showNewest = async (): Promise<void> => {
    log.hold(false);
    const [newest] = provider.source.roots;
    if (newest !== undefined && tree.visible) await tree.reveal(newest, { select: true });
  };
  const explainMemory = (): void => {
    const { trouble } = log.reading?.status ?? {};
    if (trouble !== undefined) void vscode.window.showInformationMessage(troubleText(trouble));
  };
  return [
    [recentActivityCommands.showRow, showRow],
    [recentActivityCommands.showNewest, showNewest],
    [recentActivityCommands.loadMore, () => log.loadMore()],
    [recentActivityCommands.explainMemory, explainMemory],
    [recentActivityCommands.record, () => setForUser(historySettings.record, 'listeners')],
  ];
};

/** Brings the row of what still is open into sight and selects it; false where there is none. */
async function isShown(entry: HistoryEntry, parts: Parts): Promise<boolean> {
  const { monitor, listeningPorts } = parts;
  if (entry.kind === 'connection') {
    return revealSocket(
      parts.connections,
      monitor,
      (row) => row.kind === 'inet' && isEndOf(entry, row.socket),
      [entry.local.port, entry.foreign.port],
    );
  }
  if (entry.kind !== 'listener' || entry.path !== undefined) return false;
  await monitor.refresh();
  const port = portOf(entry, monitor.ports);
  return port !== undefined && (await listeningPorts.show(port.id));
}
