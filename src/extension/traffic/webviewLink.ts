import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { TrafficPlace } from '../../core/model/traffic';
import type { SharedState } from '../../core/traffic/messages';
import { type Disposable, DisposableStore, Emitter } from '../lifetime';
import { pageHtml } from './pageHtml';
import type { PageLink } from './pageLink';
import { PAGE_TEXTS } from './pageTexts';

/** A view or a tab that shows the page, as far as the two are alike. */
interface Shown {
  readonly place: TrafficPlace;
  readonly webview: vscode.Webview;
  readonly isVisible: () => boolean;
  /** Something of it changed, perhaps whether it is visible. */
  readonly onDidChange: (listener: () => void) => vscode.Disposable;
}

/** Loads the page into a webview, and makes what it is reached by. */
export function linkTo(shown: Shown, dist: vscode.Uri, shared: SharedState): PageLink & Disposable {
  const { place, webview, isVisible } = shown;
  const disposables = new DisposableStore();
  const visibility = disposables.add(new Emitter<void>());
  let wasVisible = isVisible();
  disposables.add(
    shown.onDidChange(() => {
      if (isVisible() === wasVisible) return;
      wasVisible = isVisible();
      visibility.fire();
    }),
  );
  const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [dist] };
  const link: PageLink & Disposable = {
    place,
    get isVisible() {
      return isVisible();
    },
    post: (message) => webview.postMessage(message),
    onMessage: (listener) => webview.onDidReceiveMessage(listener),
    onDidChangeVisibility: visibility.event,
    dispose: () => disposables.dispose(),
  };
  webview.html = pageHtml({
    title: l10n.t('Traffic'),
    script: address('traffic.js'),
    style: address('traffic.css'),
    source: webview.cspSource,
    start: { place, shared, texts: textsOf(l10n.bundle), language: vscode.env.language },
  });
  return link;
}

/** The page's texts in the user's language; none where that is English. */
export function textsOf(
  bundle: typeof l10n.bundle,
  texts: readonly string[] = PAGE_TEXTS,
): Record<string, string> {
  if (bundle === undefined) return {};
  const all: Readonly<Record<string, unknown>> = bundle;
  const found = texts.flatMap((text) => {
    const translated = Object.hasOwn(all, text) ? all[text] : undefined;
    return typeof translated === 'string' ? [[text, translated] as const] : [];
  });
  return Object.fromEntries(found);
}
