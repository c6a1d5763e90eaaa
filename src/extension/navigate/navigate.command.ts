import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { SocketRow } from '../../core/model/page';
import type { Parts } from '../api';
import { selectionIn } from '../commands/selection';
import { detailsScheme } from '../details/details.contributions';
import type { Commands } from '../handlers';
import { ownerOfRow } from '../origins/ownerOfRow';
import { portFor } from '../ports/choosePort';
import { using } from '../sharedEngine';
import { isSocketNode, type RowNode } from '../views/tree/row';
import { DEEDS, readLink, socketTarget } from './deeds';
import { type FilterTerms, filterTerms } from './filterTerms';
import { navigationCommands } from './navigate.contributions';
import { otherEndOf } from './otherEnd';
import { pickProcessWithSockets } from './pickProcessWithSockets';
import { revealSocket } from './reveal';
import { showClientsOf, showSocketsOf } from './showSockets';
import { nodeAt } from './targets';

/** The commands that lead from one thing to the next. */
export const commands: Commands = (parts) => {
  const { namingEngine: engine, listeningPorts, connections, unixSockets } = parts;
  const views = [listeningPorts, connections, unixSockets];
  const chosen = (node: RowNode | undefined): RowNode | undefined => node ?? selectionIn<RowNode>(views)[0];
  const showClients = async (argument?: unknown): Promise<void> => {
    const question = await portFor(argument, engine, l10n.t('Show Clients'));
    if (question !== undefined) await showClientsOf(question, parts);
  };
  const showProcessSockets = async (node?: RowNode): Promise<void> => {
    const owner =
      node === undefined
        ? await pickProcessWithSockets(engine, l10n.t('Show All Sockets of Process'))
        : ownerOfRow(node.row);
    if (owner !== undefined) await showSocketsOf(owner, parts);
    else if (node !== undefined) tell(l10n.t('Select a row with a process first.'));
  };
  const showOtherEnd = async (node?: RowNode): Promise<void> => {
    const row = chosen(node);
    if (isSocketNode(row)) await goToOtherEnd(row.row.socket, parts);
    else tell(l10n.t('Select a row with a connection first.'));
  };
  const filterBy = (name: keyof FilterTerms) => async (node?: RowNode) => {
    const term = filterTerms(chosen(node)?.row ?? NO_ROW)[name];
    if (term !== undefined) await filterToo(term, parts);
  };
  const filterByThis = async (node?: RowNode): Promise<void> => {
    const row = chosen(node)?.row;
    const terms = Object.values(filterTerms(row ?? NO_ROW));
    if (terms.length === 0) return tell(l10n.t('Select a row first.'));
    const term = await vscode.window.showQuickPick(terms, { title: l10n.t('Filter by What Is Selected') });
    if (term !== undefined) await filterToo(term, parts);
  };
  const followLink = async (...args: readonly unknown[]): Promise<void> => {
    const link = readLink(args);
    if (link === undefined) return;
    const node = await nodeAt(link.target, parts);
    if (node === undefined)
      return tell(l10n.t('It is not there any more: it has closed or ended meanwhile.'));
    if (link.deed === 'details') await keepDetails();
    await vscode.commands.executeCommand(DEEDS[link.deed].id, node);
  };
  return [
    [navigationCommands.showClients, showClients],
    [navigationCommands.showProcessSockets, showProcessSockets],
    [navigationCommands.showOtherEnd, showOtherEnd],
    [navigationCommands.filterByThis, filterByThis],
    [navigationCommands.filterByAddress, filterBy('address')],
    [navigationCommands.filterByPort, filterBy('port')],
    [navigationCommands.filterByProcess, filterBy('process')],
    [navigationCommands.filterByState, filterBy('state')],
    [navigationCommands.followLink, followLink],
  ];
};

/**
 * Keeps the tab of the details that a link leads from: Go Back leads to them again for as long as that is open. VS Code forgets
 * documents like these once another takes their place in the preview editor.
 */
async function keepDetails(): Promise<void> {
  if (vscode.window.activeTextEditor?.document.uri.scheme !== detailsScheme) return;
  await vscode.commands.executeCommand('workbench.action.keepEditor');
}

const NO_ROW = { id: '', label: '' } as const;

function tell(what: string): void {
  void vscode.window.showInformationMessage(what);
}

/** Narrows what the views show: what they are filtered by already goes on to count. */
async function filterToo(term: string, { filter }: Pick<Parts, 'filter'>): Promise<void> {
  const terms = filter.expression.split(/\s+/);
  if (!terms.includes(term)) await filter.set(`${filter.expression} ${term}`);
}

/** Selects the row of a socket's other end; where its view does not show that, its details open. */
async function goToOtherEnd(socket: Parameters<typeof otherEndOf>[0], parts: Parts): Promise<void> {
  const { namingEngine: engine, monitor, connections, unixSockets } = parts;
  const end = await using(engine, async () => {
    return otherEndOf(socket, await engine.scan('all', true, 'all', monitor.wish), engine);
  });
  if ('missing' in end) {
    return tell(
      end.missing === 'closed'
        ? l10n.t('This connection has closed meanwhile.')
        : l10n.t('Its other end is not on this machine, or the kernel does not tell which socket that is.'),
    );
  }
  const { found } = end;
  const { inode } = found.socket;
  const view = found.kind === 'unix' ? unixSockets : connections;
  const isIt = (row: SocketRow): boolean => row.kind === found.kind && row.socket.inode === inode;
  const ports = found.kind === 'inet' ? [found.socket.localPort, found.socket.remotePort] : undefined;
  if (await revealSocket(view, monitor, isIt, ports)) return;
  const target = socketTarget(found);
  const node = target && (await nodeAt(target, parts));
  if (node !== undefined) await vscode.commands.executeCommand(DEEDS.details.id, node);
}
