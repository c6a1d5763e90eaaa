import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../lifetime';
import type { Monitor } from '../monitor';
import { hasTab } from '../netstat/tabs';
import { followedDetailsKey } from './details.contributions';

/** Reads a document anew. */
type Refresh = (uri: vscode.Uri) => Promise<void>;

/**
 * Documents that are read again with each pass of the Monitor, for as long as an editor shows them; a pass is not waited for twice.
 * What is behind another tab waits until it is in sight, and with its tab closed it is over.
 */
export class FollowedDetails implements Disposable {
  readonly #monitor: Pick<Monitor, 'watch' | 'onDidChange'>;
  readonly #refresh: Refresh;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly #followed = new Map<string, vscode.Uri>();
  readonly #reading = new Set<string>();
  #watching: Disposable | undefined;

  /** Others are followed than before. */
  readonly onDidChange = this.#changed.event;

  constructor(monitor: Pick<Monitor, 'watch' | 'onDidChange'>, refresh: Refresh) {
    this.#monitor = monitor;
    this.#refresh = refresh;
    this.#disposables.add(monitor.onDidChange(() => this.#readAll()));
    this.#disposables.add(vscode.window.onDidChangeVisibleTextEditors(() => this.#watch()));
    this.#disposables.add(
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const { input } of closed) {
          if (input instanceof vscode.TabInputText && !hasTab(input.uri)) this.stop(input.uri);
        }
      }),
    );
  }

  has(uri: vscode.Uri): boolean {
    return this.#followed.has(uri.toString());
  }

  start(uri: vscode.Uri): void {
    this.#followed.set(uri.toString(), uri);
    this.#tell();
  }

  stop(uri: vscode.Uri): void {
    if (this.#followed.delete(uri.toString())) this.#tell();
  }

  dispose(): void {
    this.#followed.clear();
    this.#watching?.dispose();
    this.#disposables.dispose();
  }

  #tell(): void {
    this.#watch();
    void vscode.commands.executeCommand('setContext', followedDetailsKey.id, [...this.#followed.keys()]);
    this.#changed.fire();
  }

  /** Passes go on while one of the documents is in sight. */
  #watch(): void {
    const isWanted = this.#inSight().length > 0;
    if (isWanted) this.#watching ??= this.#monitor.watch('listening');
    else {
      this.#watching?.dispose();
      this.#watching = undefined;
    }
  }

  #inSight(): vscode.Uri[] {
    const shown = new Set(vscode.window.visibleTextEditors.map(({ document }) => document.uri.toString()));
    return [...this.#followed].flatMap(([key, uri]) => (shown.has(key) ? [uri] : []));
  }

  #readAll(): void {
    for (const uri of this.#inSight()) void this.#read(uri);
  }

  async #read(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    if (this.#reading.has(key)) return;
    this.#reading.add(key);
    // What could not be read this time may be readable the next: the text says when it was read.
    await this.#refresh(uri).catch(() => undefined);
    this.#reading.delete(key);
  }
}
