import * as vscode from 'vscode';
import { ThemeColor } from 'vscode';
import { settings, tableRowScheme } from '../../ids';
import { showMarks } from '../../settings';
import { markText, rowUri } from './items';
import type { RowNode } from './row';

/** Where the rows are that have marks. */
export interface MarkedRows {
  /** Id of the view. */
  readonly view: string;
  /** Rows whose mark or trouble is another. */
  readonly onDidChangeMarks: vscode.Event<readonly RowNode[]>;
  /** The node that has this number. */
  node(serial: number): RowNode | undefined;
}

const BADGES = {
  appeared: ['+', 'charts.green'],
  changed: ['~', 'charts.blue'],
  vanished: ['−', 'disabledForeground'],
} as const;

/** Marks the rows of one view: by a badge with a tooltip, and by colour. Trouble is marked whatever the setting says. */
export class RowDecorations implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri[] | undefined>();
  readonly #rows: MarkedRows;
  readonly #disposable: vscode.Disposable;

  constructor(rows: MarkedRows) {
    this.#rows = rows;
    const listening = rows.onDidChangeMarks((nodes) =>
      this.#changed.fire(nodes.map((node) => rowUri(node, rows.view))),
    );
    const registered = vscode.window.registerFileDecorationProvider(this);
    const configured = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settings.showMarks)) this.#changed.fire(undefined);
    });
    this.#disposable = vscode.Disposable.from(listening, registered, configured, this.#changed);
  }

  readonly onDidChangeFileDecorations: vscode.Event<vscode.Uri[] | undefined> = this.#changed.event;

  provideFileDecoration({ scheme, path }: vscode.Uri): vscode.FileDecoration | undefined {
    const start = `/${this.#rows.view}/`;
    if (scheme !== tableRowScheme || !path.startsWith(start)) return undefined;
    const node = this.#rows.node(Number(path.slice(start.length)));
    return node && decorationOf(node);
  }

  dispose(): void {
    this.#disposable.dispose();
  }
}

function decorationOf({ mark, row }: RowNode): vscode.FileDecoration | undefined {
  if (mark !== undefined && showMarks()) {
    const [badge, color] = BADGES[mark];
    return new vscode.FileDecoration(badge, markText(mark), new ThemeColor(color));
  }
  if (row.trouble === undefined) return undefined;
  return new vscode.FileDecoration('!', row.trouble, new ThemeColor('list.warningForeground'));
}
