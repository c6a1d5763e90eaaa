import * as vscode from 'vscode';
import { l10n, ThemeColor } from 'vscode';
import type { RowMark } from '../../../core/model/page';
import { settings, socketScheme } from '../../ids';
import { showMarks } from '../../settings';
import { nodeUri } from './items';
import type { SocketsProvider } from './provider';

const BADGES: Readonly<Record<RowMark, readonly [badge: string, color: string]>> = {
  new: ['+', 'charts.green'],
  changed: ['~', 'charts.blue'],
  closed: ['−', 'disabledForeground'],
};

/** Marks the rows of one view: by a badge with a tooltip, and by colour. */
export class SocketDecorations implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri[] | undefined>();
  readonly #provider: SocketsProvider;
  readonly #disposable: vscode.Disposable;

  constructor(provider: SocketsProvider) {
    this.#provider = provider;
    const listening = provider.onDidChangeMarks((nodes) =>
      this.#changed.fire(nodes.map((node) => nodeUri(node, provider.view))),
    );
    const registered = vscode.window.registerFileDecorationProvider(this);
    const configured = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settings.showMarks)) this.#changed.fire(undefined);
    });
    this.#disposable = vscode.Disposable.from(listening, registered, configured, this.#changed);
  }

  readonly onDidChangeFileDecorations: vscode.Event<vscode.Uri[] | undefined> = this.#changed.event;

  provideFileDecoration({ scheme, path }: vscode.Uri): vscode.FileDecoration | undefined {
    const start = `/${this.#provider.view}/`;
    if (scheme !== socketScheme || !path.startsWith(start) || !showMarks()) return undefined;
    const node = this.#provider.node(Number(path.slice(start.length)));
    const mark = node?.kind === 'group' ? node.summary.mark : node?.row.mark;
    if (mark === undefined) return undefined;
    const [badge, color] = BADGES[mark];
    return new vscode.FileDecoration(badge, markText(mark), new ThemeColor(color));
  }

  dispose(): void {
    this.#disposable.dispose();
  }
}

function markText(mark: RowMark): string {
  return {
    new: () => l10n.t('Appeared just now'),
    changed: () => l10n.t('Another state just now'),
    closed: () => l10n.t('Closed just now'),
  }[mark]();
}
