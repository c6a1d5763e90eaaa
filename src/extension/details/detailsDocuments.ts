import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../lifetime';
import { hasTab } from '../netstat/tabs';
import { plain, type Told } from './told';

/** Makes the text of a document. */
export type TextOf<S> = (subject: S) => Promise<string | Told>;

/** What a document is about. */
export interface Titled {
  /** The same for as long as it is about the same. */
  readonly id: string;
  /** Cleaned, for one line. */
  readonly title: string;
}

/** Read-only documents of one scheme: one for each subject, for as long as a tab shows it. */
export class SubjectDocuments<S extends Titled> implements vscode.TextDocumentContentProvider, Disposable {
  readonly #disposables = new DisposableStore();
  readonly #shown = new Map<string, { readonly subject: S; readonly told: Told }>();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<vscode.Uri>());
  readonly #scheme: string;
  readonly #textOf: TextOf<S>;
  readonly #language: string | undefined;
  #turn = 0;

  readonly onDidChange = this.#changed.event;

  /** @param language of the documents, where they have one of their own */
  constructor(scheme: string, textOf: TextOf<S>, language?: string) {
    this.#scheme = scheme;
    this.#textOf = textOf;
    this.#language = language;
    this.#disposables.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
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
    return this.toldAt(uri)?.text ?? '';
  }

  /**
   * Shows a subject, read anew, in its tab where it has one. Where another is to be shown meanwhile, that one is: whoever goes
   * through a list is not brought back by what took longer.
   * @param preserveFocus whether the focus stays where it is
   */
  async show(
    subject: S,
    { preserveFocus = false }: { readonly preserveFocus?: boolean } = {},
  ): Promise<void> {
    const turn = ++this.#turn;
    const uri = uriOf(this.#scheme, subject);
    await this.#read(uri, subject);
    const document = await vscode.workspace.openTextDocument(uri);
    if (this.#language !== undefined && document.languageId !== this.#language) {
      await vscode.languages.setTextDocumentLanguage(document, this.#language);
    }
    if (turn === this.#turn) await vscode.window.showTextDocument(document, { preview: true, preserveFocus });
  }

  /** Whether an editor in sight shows the subject. */
  isInSight(subject: Titled): boolean {
    const text = uriOf(this.#scheme, subject).toString();
    return vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === text);
  }

  /** Reads the subject of a document anew; nothing happens where there is no such document. */
  async refresh(uri: vscode.Uri): Promise<void> {
    const shown = this.#shown.get(uri.toString());
    if (shown !== undefined) await this.#read(uri, shown.subject);
  }

  /** What the document of that URI is about; nothing where there is none. */
  subjectAt(uri: vscode.Uri): S | undefined {
    return this.#shown.get(uri.toString())?.subject;
  }

  /** What the document of that URI tells, and where it leads; nothing where there is none. */
  toldAt(uri: vscode.Uri): Told | undefined {
    return this.#shown.get(uri.toString())?.told;
  }

  dispose(): void {
    this.#shown.clear();
    this.#disposables.dispose();
  }

  async #read(uri: vscode.Uri, subject: S): Promise<void> {
    const told = await this.#textOf(subject);
    this.#shown.set(uri.toString(), { subject, told: typeof told === 'string' ? plain(told) : told });
    this.#changed.fire(uri);
  }
}

/** The document of a subject: its path is its title, which may hold no slash; what tells it from others is not shown. */
function uriOf(scheme: string, { id, title }: Titled): vscode.Uri {
  return vscode.Uri.from({ scheme, path: title.replaceAll('/', '\u2215'), query: id });
}
