import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { formatOf, lineOf } from '../../core/netstat/commandLine/commandLine';
import { ENGINES_SWITCH, enginesSwitch } from '../../node/containers/enginesSwitch';
import { NetstatRun, type Round } from '../../node/netstat/netstatRun';
import { engineSettings } from '../containers/engineSettings';
import { liveDocumentsKey, netstatLanguage, netstatScheme } from './netstat.contributions';
import { type Disposable, DisposableStore } from '../lifetime';
import { cancellable } from './progress';
import { Session } from './session';
import { hasTab, whenVisible } from './tabs';

/** The documents that show what netstat printed: one for each command line, for as long as a tab shows it. */
export class NetstatDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #disposables = new DisposableStore();
  readonly #sessions = new Map<string, Session>();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<vscode.Uri>());
  readonly #workerPath: string;

  readonly onDidChange = this.#changed.event;

  /** @param workerPath the bundled `dist/netstatWorker.js` */
  constructor(workerPath: string) {
    this.#workerPath = workerPath;
    this.#disposables.add(vscode.workspace.registerTextDocumentContentProvider(netstatScheme, this));
    this.#disposables.add(
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const { input } of closed) if (input instanceof vscode.TabInputText) this.#closed(input.uri);
      }),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.sessionOf(uri)?.text ?? '';
  }

  /** What a document shows. */
  sessionOf(uri: vscode.Uri): Session | undefined {
    return this.#sessions.get(uri.toString());
  }

  /** Runs a command line and shows what it prints: in its tab, where it has one. */
  async show(args: readonly string[]): Promise<void> {
    const uri = uriOf(args);
    await this.run(this.sessionOf(uri) ?? this.#open(uri, args));
    if (this.sessionOf(uri)?.hasText !== true) return this.#closed(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, await languageOf(args));
    await vscode.window.showTextDocument(document, { preview: false });
  }

  /** Runs netstat for a document anew; with other arguments than its own, if told so. */
  async run(session: Session, args = session.args): Promise<void> {
    try {
      const title = l10n.t('Running {0}', lineOf(args));
      await cancellable(title, session.run(args), () => session.stop());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(l10n.t('{0} could not be run: {1}', lineOf(args), reason));
    }
  }

  dispose(): void {
    for (const session of this.#sessions.values()) session.dispose();
    this.#sessions.clear();
    this.#disposables.dispose();
  }

  #open(uri: vscode.Uri, args: readonly string[]): Session {
    const session = new Session(args, {
      start: (args) => {
        const variables = { [ENGINES_SWITCH]: enginesSwitch(engineSettings()) };
        return new NetstatRun({ workerPath: this.#workerPath, args, variables });
      },
      whenVisible: () => whenVisible(uri),
      textOf: roundText,
    });
    this.#sessions.set(uri.toString(), session);
    session.onDidChange(() => {
      this.#changed.fire(uri);
      this.#tellLive();
    });
    return session;
  }

  #closed(uri: vscode.Uri): void {
    if (hasTab(uri)) return;
    this.sessionOf(uri)?.dispose();
    this.#sessions.delete(uri.toString());
    this.#tellLive();
  }

  #tellLive(): void {
    const live = [...this.#sessions].filter(([, { isLive }]) => isLive).map(([uri]) => uri);
    void vscode.commands.executeCommand('setContext', liveDocumentsKey.id, live);
  }
}

/** The language of what is printed: VS Code knows JSON, and CSV where an extension brings it. */
async function languageOf(args: readonly string[]): Promise<string> {
  const format = formatOf(args);
  if (format === 'text') return netstatLanguage;
  const known = await vscode.languages.getLanguages();
  return known.includes(format) ? format : 'plaintext';
}

/** The document of a command line; its name, which is its title, may hold no slash. */
function uriOf(args: readonly string[]): vscode.Uri {
  return vscode.Uri.from({ scheme: netstatScheme, path: lineOf(args).replaceAll('/', '\u2215') });
}

/** What a document shows of a round: netstat's text, and what there is to say about it. */
function roundText({ kind, text, status = 0 }: Round): string {
  if (kind === 'cut') return `${text}\n${l10n.t('… This is too much to show here: netstat was ended.')}\n`;
  if (text === '') return `${l10n.t('netstat printed nothing. Its exit status: {0}', status)}\n`;
  return text;
}
