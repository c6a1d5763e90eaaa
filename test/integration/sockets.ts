import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SocketRow } from '../../src/core/model/page';
import type { NetstatApi } from '../../src/extension/api';
import {
  type GroupNode,
  isGroupNode,
  isSocketNode,
  type RowNode,
  type SocketNode,
} from '../../src/extension/views/tree/row';
import type { SocketsView } from '../../src/extension/views/sockets/socketsView';
import { until } from './netstat';

/** Has Connections show what listens, too, or not again. */
export async function showListening(isShown: boolean): Promise<void> {
  const value = isShown ? true : undefined;
  const { Global } = vscode.ConfigurationTarget;
  await vscode.workspace.getConfiguration().update('netstat.connections.showListening', value, Global);
}

/** A view of sockets as the tests look at it. */
export class SocketsProbe {
  readonly view: SocketsView;
  readonly #api: NetstatApi;

  constructor(api: NetstatApi, view: SocketsView) {
    this.#api = api;
    this.view = view;
  }

  /** Looks at the machine, and waits until the view has taken the answer. */
  async refresh(): Promise<void> {
    await this.#api.monitor.refresh();
    await this.view.provider.source.page.ask();
  }

  /** Waits for a group that `isIt` knows, refreshing. */
  async group(what: string, isIt: (node: GroupNode) => boolean): Promise<GroupNode> {
    return until(what, async () => {
      await this.refresh();
      return this.view.provider.getChildren().filter(isGroupNode).find(isIt);
    });
  }

  /** Waits for the group of a process. */
  async processGroup(pid: number): Promise<GroupNode> {
    return this.group(
      `group of process ${pid}`,
      ({
        row: {
          group: { subject },
        },
      }) => {
        return subject.by === 'process' && subject.owner?.pid === pid;
      },
    );
  }

  /** The rows of a group, and those of what is folded in it; all are expanded for it. */
  async rows(group: GroupNode): Promise<SocketNode[]> {
    const children = await this.view.provider.getChildren(group);
    const rows = children.map(async (node) =>
      isGroupNode(node) ? this.rows(node) : isSocketNode(node) ? [node] : [],
    );
    return (await Promise.all(rows)).flat();
  }

  /** Waits until a row of a group is as wanted, refreshing. */
  async rowWhere(group: GroupNode, what: string, isIt: (row: SocketRow) => boolean): Promise<SocketNode> {
    return until(what, async () => {
      await this.refresh();
      return (await this.rows(group)).find(({ row }) => isIt(row.socket));
    });
  }

  item(node: RowNode): vscode.TreeItem {
    return this.view.provider.getTreeItem(node);
  }

  async tooltip(node: RowNode): Promise<string> {
    const resolved = await this.view.provider.resolveTreeItem(this.item(node), node);
    assert.ok(resolved.tooltip instanceof vscode.MarkdownString);
    assertOwnLinks(resolved.tooltip);
    return resolved.tooltip.value.replaceAll('\\', '');
  }
}

/** No command works in a tooltip but those of its own links, which carry words of ours and numbers alone. */
export function assertOwnLinks({ isTrusted, value }: vscode.MarkdownString): void {
  const links = [...value.matchAll(/[^\\]\]\(([^)]*)\)/g)].map(([, link = '']) => link);
  const own = /^command:netstat\.(?:followLink|listeningPorts\.act)\?/;
  for (const link of links) assert.match(link, own);
  if (isTrusted === undefined) return;
  assert.ok(typeof isTrusted === 'object');
  for (const command of isTrusted.enabledCommands) assert.match(`command:${command}?`, own);
}
