import * as vscode from 'vscode';
import { l10n, ThemeColor, ThemeIcon, TreeItemCollapsibleState } from 'vscode';
import type { Snapshot } from '../../../core/model/snapshot';
import { isUdp, type ListeningPort } from '../../../core/query/listeningPorts';
import { isInspector } from '../../../core/query/inspector';
import { urlOf } from '../../../core/query/url';
import { formatLocal } from '../../../core/text/address';
import { clean, labelText } from '../../../core/text/clean';
import { addressesOf, exposureName, ownerName, transportName } from '../../describe';
import { listeningPortsView } from './contributions';
import { rowFlags } from '../rows.contributions';
import type { Names } from '../../names';
import { rowUri } from '../decorations';
import { portGroupItem } from './groupItem';
import { isRow, type PortsNode, type RowNode } from './nodes';

/** The tree item of a node, without its tooltip, which is made when asked for. */
export function itemOf(node: PortsNode, names: Names, snapshot: Snapshot | undefined): vscode.TreeItem {
  if (isRow(node)) return rowItem(node, names);
  if (node.kind === 'portGroup') return portGroupItem(node, snapshot, names);
  return node.kind === 'problems' ? problemsItem(node) : problemItem(node);
}

function rowItem(node: RowNode, names: Names): vscode.TreeItem {
  const item = new vscode.TreeItem(labelText(rowLabel(node)), collapsible(node.children.length));
  const facts = rowFacts(node, names);
  item.id = node.id;
  item.description = facts.map(labelText).join(' · ');
  item.iconPath = rowIcon(node);
  item.resourceUri = rowUri(listeningPortsView.id, node);
  item.contextValue = contextValue(node);
  item.accessibilityInformation = { label: spoken(node, names) };
  return item;
}

function rowLabel({ kind, port }: RowNode): string {
  if (kind === 'process') return ownerName(port);
  const [socket] = port.sockets;
  if (kind === 'socket' && socket) return formatLocal(socket.socket);
  return `${port.port}  ${ownerName(port)}`;
}

function rowFacts({ kind, port, mark }: RowNode, names: Names): string[] {
  const gone = mark === 'vanished' ? [l10n.t('closed')] : [];
  if (kind === 'process') return [...gone, ...pidOf(port)];
  if (kind === 'socket') return [...gone, port.sockets[0]?.socket.protocol ?? '', ...pidOf(port)];
  return [...gone, addresses(port), transportName(port.transport), ...pidOf(port), ...serviceOf(port, names)];
}

function addresses(port: ListeningPort): string {
  const all = addressesOf(port);
  return all.length > 3 ? l10n.t('{0} addresses', all.length) : all.join(', ');
}

function pidOf({ leader, owners }: ListeningPort): string[] {
  if (leader === undefined) return [];
  return [owners.length > 1 ? l10n.t('{0} and {1} more', leader.pid, owners.length - 1) : String(leader.pid)];
}

function serviceOf({ port, transport }: ListeningPort, names: Names): string[] {
  const service = names.shownService(port, transport)?.name;
  return service ? [clean(service)] : [];
}

function rowIcon({ kind, port, mark }: RowNode): ThemeIcon {
  if (mark === 'vanished') return new ThemeIcon('circle-slash', new ThemeColor('disabledForeground'));
  if (kind === 'process') return new ThemeIcon('server-process');
  return port.exposure === 'loopback'
    ? new ThemeIcon('home', new ThemeColor('charts.blue'))
    : new ThemeIcon('radio-tower', new ThemeColor('list.warningForeground'));
}

function contextValue({ port, mark }: RowNode): string {
  if (mark === 'vanished') return '';
  const flags: string[] = [rowFlags.row, rowFlags.printable];
  if (port.leader !== undefined) flags.push(rowFlags.owned);
  if (urlOf(port) !== undefined) flags.push(rowFlags.browsable);
  if (isInspector(port)) flags.push(rowFlags.inspector);
  return flags.join(' ');
}

function spoken({ kind, port, mark }: RowNode, names: Names): string {
  const what = {
    port: () => l10n.t('Port {0}, {1}', port.port, ownerName(port)),
    socket: () => l10n.t('Socket {0}', port.sockets.map(({ socket }) => formatLocal(socket)).join(', ')),
    process: () => l10n.t('Process {0}', ownerName(port)),
  }[kind]();
  const pid = port.leader && l10n.t('process id {0}', port.leader.pid);
  const parts = [what, ...(pid === undefined ? [] : [pid])];
  if (mark === 'appeared') parts.push(l10n.t('appeared just now'));
  if (mark === 'vanished') parts.push(l10n.t('closed'));
  if (kind === 'process') return parts.join(', ');
  const state = isUdp(port.transport) ? l10n.t('bound') : l10n.t('listening');
  const where = [transportName(port.transport), state, addresses(port), exposureName(port.exposure)];
  return [...parts, ...where, ...serviceOf(port, names)].join(', ');
}

/** The row that has all that could not be read below it. */
export function problemsItem({ id, children }: Extract<PortsNode, { kind: 'problems' }>): vscode.TreeItem {
  const label = l10n.t('{0} problems while reading', children.length);
  const item = new vscode.TreeItem(label, TreeItemCollapsibleState.Collapsed);
  item.id = id;
  item.description = [...new Set(children.map(({ problem }) => problem.file))].join(', ');
  item.iconPath = new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
  item.accessibilityInformation = { label: `${label}, ${item.description}` };
  return item;
}

/** The row of one line or file that could not be read. */
export function problemItem({ id, problem }: Extract<PortsNode, { kind: 'problem' }>): vscode.TreeItem {
  const { file, line, reason } = problem;
  const label = line === undefined ? file : l10n.t('{0}, line {1}', file, line);
  const item = new vscode.TreeItem(label);
  item.id = id;
  item.description = reason;
  item.iconPath = new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
  item.accessibilityInformation = { label: `${label}: ${reason}` };
  return item;
}

function collapsible(children: number): TreeItemCollapsibleState {
  return children > 0 ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
}
