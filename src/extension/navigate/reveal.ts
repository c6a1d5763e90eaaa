import * as vscode from 'vscode';
import type { SocketRow } from '../../core/model/page';
import type { Monitor } from '../monitor';
import type { SocketsView } from '../views/sockets/socketsView';
import { isFold } from '../views/sockets/foldRow';
import { isGroupNode, isSocketNode, type RowNode } from '../views/tree/row';

/** Groups of a view that are looked into for one socket. */
const MOST_GROUPS = 200;

/**
 * Brings the row of a socket into sight and selects it; false where the view does not show one, as after a filter.
 * @param ports its ports, where it is a connection: of connections that are told as one those with neither are not looked into
 */
export async function revealSocket(
  view: SocketsView,
  monitor: Pick<Monitor, 'refresh'>,
  isIt: (row: SocketRow) => boolean,
  ports?: readonly number[],
): Promise<boolean> {
  await readAnew(view, monitor);
  const found = await firstBelow(view, view.provider.getChildren().slice(0, MOST_GROUPS), isIt, ports);
  if (found === undefined) return false;
  await view.tree.reveal(found, { select: true, focus: true });
  return true;
}

/** Brings a view into sight, and waits until it shows what there is now. */
export async function readAnew(view: SocketsView, monitor: Pick<Monitor, 'refresh'>): Promise<void> {
  await vscode.commands.executeCommand(`${view.provider.view}.focus`);
  await monitor.refresh();
  await view.provider.source.page.ask();
}

async function firstBelow(
  view: SocketsView,
  nodes: readonly RowNode[],
  isIt: (row: SocketRow) => boolean,
  ports: readonly number[] | undefined,
): Promise<RowNode | undefined> {
  for (const node of nodes) {
    if (isSocketNode(node) && isIt(node.row.socket)) return node;
    // Rows without others below have an empty list of them.
    if (node.children?.length === 0 || !mayHave(node, ports)) continue;
    const found = await firstBelow(view, await view.provider.getChildren(node), isIt, ports);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether one with such ports may be below: connections that are told as one have a port in common. */
function mayHave(node: RowNode, ports: readonly number[] | undefined): boolean {
  if (ports === undefined || !isGroupNode(node) || !isFold(node.row.group)) return true;
  const { localPort, remotePort } = node.row.group.subject.row.socket;
  return ports.some((port) => port === localPort || port === remotePort);
}
