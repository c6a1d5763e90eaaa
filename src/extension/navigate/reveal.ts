import * as vscode from 'vscode';
import type { SocketRow } from '../../core/model/page';
import type { Monitor } from '../monitor';
import type { SocketsView } from '../views/sockets/socketsView';
import { isSocketNode, type RowNode } from '../views/tree/row';

/** Groups of a view that are looked into for one socket. */
const MOST_GROUPS = 200;

/** Brings the row of a socket into sight and selects it; false where the view does not show one, as after a filter. */
export async function revealSocket(
  view: SocketsView,
  monitor: Pick<Monitor, 'refresh'>,
  isIt: (row: SocketRow) => boolean,
): Promise<boolean> {
  await readAnew(view, monitor);
  const found = await firstBelow(view, view.provider.getChildren().slice(0, MOST_GROUPS), isIt);
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
): Promise<RowNode | undefined> {
  for (const node of nodes) {
    if (isSocketNode(node) && isIt(node.row.socket)) return node;
    // Rows without others below have an empty list of them.
    if (node.children?.length === 0) continue;
    const found = await firstBelow(view, await view.provider.getChildren(node), isIt);
    if (found !== undefined) return found;
  }
  return undefined;
}
