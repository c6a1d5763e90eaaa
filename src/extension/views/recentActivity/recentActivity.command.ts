import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { isEndOf, portOf } from '../../../core/history/stillOpen';
import type { HistoryConnection, HistoryEntry } from '../../../core/model/history';
import type { Parts } from '../../api';
import { selectionIn } from '../../commands/selection';
import type { Commands } from '../../handlers';
import { historyCommands, historySettings } from '../../history/history.contributions';
import { troubleText } from '../../history/statusTexts';
import { setForUser } from '../../settings';
import { isFold } from '../sockets/foldRow';
import { isGroupNode, isSocketNode, type RowNode } from '../tree/row';
import { recentActivityCommands } from './recentActivity.contributions';

/** Groups of Connections that are looked into for one connection. */
const MOST_GROUPS = 200;

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
  if (entry.kind === 'connection') return isConnectionShown(entry, parts);
  if (entry.kind !== 'listener' || entry.path !== undefined) return false;
  await monitor.refresh();
  const port = portOf(entry, monitor.ports);
  return port !== undefined && (await listeningPorts.show(port.id));
}

/** The row that is looked for, at whatever depth: what is folded among rows is looked into where it may be there. */
async function rowBelow(
  node: RowNode,
  is: (node: RowNode) => boolean,
  mayHave: (fold: RowNode) => boolean,
  { getChildren }: { readonly getChildren: (node: RowNode) => RowNode[] | Promise<RowNode[]> },
): Promise<RowNode | undefined> {
  if (is(node)) return node;
  if (!isGroupNode(node)) return undefined;
  for (const below of await getChildren(node)) {
    if (isGroupNode(below) && !mayHave(below)) continue;
    const found = await rowBelow(below, is, mayHave, { getChildren });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether connections that are told as one have a port of this one's, as they have all that of the server. */
function isOfPorts({ local, foreign }: HistoryConnection, node: RowNode): boolean {
  if (!isGroupNode(node) || !isFold(node.row.group)) return true;
  const { localPort, remotePort } = node.row.group.subject.row.socket;
  return [local.port, foreign.port].some((port) => port === localPort || port === remotePort);
}

async function isConnectionShown(
  entry: HistoryConnection,
  { monitor, connections }: Pick<Parts, 'monitor' | 'connections'>,
): Promise<boolean> {
  const { tree, provider } = connections;
  await vscode.commands.executeCommand(`${provider.view}.focus`);
  await monitor.refresh();
  await provider.source.page.ask();
  const is = (node: RowNode): boolean =>
    isSocketNode(node) && node.row.socket.kind === 'inet' && isEndOf(entry, node.row.socket.socket);
  for (const node of provider.getChildren().slice(0, MOST_GROUPS)) {
    const found = await rowBelow(node, is, (below) => isOfPorts(entry, below), {
      getChildren: (below) => provider.getChildren(below),
    });
    if (found === undefined) continue;
    await tree.reveal(found, { select: true, focus: true });
    return true;
  }
  return false;
}
