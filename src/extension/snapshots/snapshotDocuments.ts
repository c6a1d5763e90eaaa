import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { comparisonScheme } from './snapshots.contributions';
import { type Disposable, DisposableStore } from '../lifetime';

/** The documents of comparisons, for as long as one is open. */
export class ComparisonDocuments implements Disposable {
  readonly #texts = new Map<string, string>();
  readonly #disposables = new DisposableStore();
  #last = 0;

  constructor() {
    this.#disposables.add(
      vscode.workspace.registerTextDocumentContentProvider(comparisonScheme, {
        provideTextDocumentContent: (uri) =>
          this.#texts.get(uri.toString()) ??
          l10n.t('This comparison is gone. Run Netstat: Compare Snapshots… again.'),
      }),
    );
    this.#disposables.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  /** Shows two texts side by side. */
  async show(before: string, after: string, title: string): Promise<void> {
    const id = ++this.#last;
    const [left, right] = (['before', 'after'] as const).map((side) =>
      vscode.Uri.from({ scheme: comparisonScheme, path: `/${side} ${id}.txt`, query: String(Date.now()) }),
    );
    this.#texts.set(String(left), before);
    this.#texts.set(String(right), after);
    await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true });
  }

  dispose(): void {
    this.#disposables.dispose();
    this.#texts.clear();
  }
}
