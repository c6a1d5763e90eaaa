import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { TrafficPlace } from '../../core/model/traffic';
import type { SharedState } from '../../core/traffic/messages';
import { type Disposable, DisposableStore } from '../lifetime';
import type { PageLink } from './pageLink';
import { trafficPage } from './trafficPage.contributions';
import { linkTo } from './webviewLink';

/** What the places of the page need. */
export interface PlacesSources {
  /** The folder of what is shipped. */
  readonly dist: vscode.Uri;
  /** Of the tab. */
  readonly icon: vscode.Uri;
  readonly shared: () => SharedState;
  /** A place is there, until what it answers is disposed. */
  readonly attach: (link: PageLink) => Disposable;
}

/** The two places: the view in the panel, and one tab of the editor, which comes back after a reload of the window. */
export class TrafficPlaces implements vscode.WebviewViewProvider, vscode.WebviewPanelSerializer, Disposable {
  readonly #sources: PlacesSources;
  readonly #disposables = new DisposableStore();
  #tab: vscode.WebviewPanel | undefined;

  constructor(sources: PlacesSources) {
    this.#sources = sources;
    this.#disposables.add(vscode.window.registerWebviewViewProvider(trafficPage.id, this));
    this.#disposables.add(vscode.window.registerWebviewPanelSerializer(trafficPage.id, this));
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const own = this.#load('panel', view, (listener) => view.onDidChangeVisibility(listener));
    view.onDidDispose(() => own.dispose());
  }

  deserializeWebviewPanel(tab: vscode.WebviewPanel): Promise<void> {
    // There is one: a second would show the same, and each costs.
    if (this.#tab === undefined) this.#take(tab);
    else tab.dispose();
    return Promise.resolve();
  }

  /** Shows the tab, which is made where there is none. */
  open(): void {
    if (this.#tab !== undefined) return this.#tab.reveal();
    const title = l10n.t('Traffic');
    this.#take(vscode.window.createWebviewPanel(trafficPage.id, title, vscode.ViewColumn.Active));
  }

  dispose(): void {
    this.#tab?.dispose();
    this.#disposables.dispose();
  }

  #take(tab: vscode.WebviewPanel): void {
    this.#tab = tab;
    tab.iconPath = this.#sources.icon;
    const own = this.#load('editor', tab, (listener) => tab.onDidChangeViewState(listener));
    tab.onDidDispose(() => {
      this.#tab = undefined;
      own.dispose();
    });
  }

  #load(
    place: TrafficPlace,
    shown: vscode.WebviewView | vscode.WebviewPanel,
    onDidChange: (listener: () => void) => vscode.Disposable,
  ): Disposable {
    const { dist, shared, attach } = this.#sources;
    const own = this.#disposables.add(new DisposableStore());
    const { webview } = shown;
    const link = own.add(
      linkTo({ place, webview, isVisible: () => shown.visible, onDidChange }, dist, shared()),
    );
    own.add(attach(link));
    return own;
  }
}
