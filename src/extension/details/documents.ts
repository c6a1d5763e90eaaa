import * as vscode from 'vscode';
import { detailsScheme } from '../ids';
import { type Disposable, DisposableStore } from '../lifetime';
import { hasTab } from '../netstat/tabs';
import type { Subject } from './subject';

/** Makes the text of details. */
export type DetailsText = (subject: Subject) => Promise<string>;

/** The documents with details: one for each subject, for as long as a tab shows it. */
export class DetailsDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #disposables = new DisposableStore();
  readonly #shown = new Map<string, { readonly subject: Subject; readonly text: string }>();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<vscode.Uri>());
  readonly #textOf: DetailsText;

  readonly onDidChange = this.#changed.event;

  constructor(textOf: DetailsText) {
    this.#textOf = textOf;
    this.#disposables.add(vscode.workspace.registerTextDocumentContentProvider(detailsScheme, this));
    this.#disposables.add(
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const { input } of closed) {
          if (input instanceof vscode.TabInputText && !hasTab(input.uri))
            this.#shown.delete(input.uri.toString());
        }
      }),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#shown.get(uri.toString())?.text ?? '';
  }

  /** Shows a subject, read anew, in its tab where it has one. */
  async show(subject: Subject): Promise<void> {
    const uri = uriOf(subject);
    await this.#read(uri, subject);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  /** Reads the subject of a document anew; nothing happens where there is no such document. */
  async refresh(uri: vscode.Uri): Promise<void> {
    const shown = this.#shown.get(uri.toString());
    if (shown !== undefined) await this.#read(uri, shown.subject);
  }

  dispose(): void {
    this.#shown.clear();
    this.#disposables.dispose();
  }

  async #read(uri: vscode.Uri, subject: Subject): Promise<void> {
    this.#shown.set(uri.toString(), { subject, text: await this.#textOf(subject) });
    this.#changed.fire(uri);
  }
}

/** The document of a subject: its path is its title, which may hold no slash; what tells it from others is not shown. */
function uriOf({ id, title }: Subject): vscode.Uri {
  return vscode.Uri.from({ scheme: detailsScheme, path: title.replaceAll('/', '\u2215'), query: id });
}
