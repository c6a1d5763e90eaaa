import * as vscode from 'vscode';
import { l10n, ThemeColor } from 'vscode';
import { rowScheme, settings } from '../../ids';
import { showMarks } from '../../settings';
import { rowUri } from './items';
import type { RowNode } from './nodes';
import type { ListeningPortsProvider } from './provider';

/** Marks rows that appeared or vanished: by a badge with a tooltip, and by colour. */
export class RowDecorations implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri[] | undefined>();
  readonly #provider: ListeningPortsProvider;
  readonly #disposable: vscode.Disposable;

  constructor(provider: ListeningPortsProvider) {
    this.#provider = provider;
    const listening = provider.onDidChangeMarks((rows) => this.#changed.fire(rows.map(rowUri)));
    const registered = vscode.window.registerFileDecorationProvider(this);
    const configured = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settings.showMarks)) this.#changed.fire(undefined);
    });
    this.#disposable = vscode.Disposable.from(listening, registered, configured, this.#changed);
  }

  readonly onDidChangeFileDecorations: vscode.Event<vscode.Uri[] | undefined> = this.#changed.event;

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== rowScheme || !showMarks()) return undefined;
    const row = this.#provider.rows.find(({ serial }) => uri.path === `/${serial}`);
    return row && decorationOf(row);
  }

  dispose(): void {
    this.#disposable.dispose();
  }
}

function decorationOf({ mark }: RowNode): vscode.FileDecoration | undefined {
  if (mark === 'appeared') {
    return new vscode.FileDecoration('+', l10n.t('Appeared just now'), new ThemeColor('charts.green'));
  }
  if (mark === 'vanished') {
    return new vscode.FileDecoration('−', l10n.t('Closed just now'), new ThemeColor('disabledForeground'));
  }
  return undefined;
}
