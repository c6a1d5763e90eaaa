import * as vscode from 'vscode';
import { choiceKey, isOneNamespace, type NamespaceChoice, OWN_NAMESPACE } from '../../core/model/namespace';
import type { Snapshot } from '../../core/model/snapshot';
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
    if (!hasEnded(snapshot)) {
      // The engine may tell that a container is gone before its last process is: its name is known no more then.
      if (words === '' || isNamed(choice, snapshot)) words = choiceText(choice, snapshot);
      return;
    }
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

/** Whether what is chosen can be called by more than what was chosen: a container is told of for as long as its engine lists it. */
function isNamed(choice: NamespaceChoice, { containers = [] }: Snapshot): boolean {
  return choice.kind !== 'container' || containers.some(({ id }) => id === choice.id);
}
