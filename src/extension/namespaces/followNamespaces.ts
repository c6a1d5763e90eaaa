import * as vscode from 'vscode';
import { choiceKey, isOneNamespace, OWN_NAMESPACE } from '../../core/model/namespace';
import { hasEnded } from '../../core/query/shownNamespace';
import { messageText } from '../../core/text/clean';
import { type Disposable, DisposableStore } from '../lifetime';
import type { Monitor } from '../monitor';
import type { NamespaceState } from './namespaceState';
import { choiceText, endedText } from './namespaceTexts';

/**
 * Has the Monitor read what is chosen, at once; and this machine's own where that has ended, which is said once. A container
 * that is started again later is not gone back to: who wants it chooses it.
 */
export function followNamespaces(
  namespaces: NamespaceState,
  monitor: Monitor,
  say: (text: string) => unknown = (text) => vscode.window.showInformationMessage(text),
): Disposable {
  const disposables = new DisposableStore();
  /** Words of what is shown, from when it could still be asked. */
  let words = '';
  const follow = (): void => {
    const { snapshot } = monitor;
    const { choice } = namespaces;
    const shown = snapshot?.namespaces?.wish.shown;
    // The pass may have been for another choice.
    if (snapshot === undefined || shown === undefined || choiceKey(shown) !== choiceKey(choice)) return;
    if (!isOneNamespace(choice)) return;
    if (!hasEnded(snapshot)) return void (words = choiceText(choice, snapshot));
    const text = endedText(choice, words || choiceText(choice, snapshot));
    void namespaces.choose(OWN_NAMESPACE);
    say(messageText(text));
  };
  disposables.add(monitor.onDidChange(follow));
  disposables.add(
    namespaces.onDidChange(() => {
      words = '';
      void monitor.wishChanged();
    }),
  );
  return disposables;
}
