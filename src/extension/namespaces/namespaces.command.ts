import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { type NamespaceChoice, OWN_NAMESPACE } from '../../core/model/namespace';
import { labelText } from '../../core/text/clean';
import type { Commands } from '../handlers';
import { using } from '../sharedEngine';
import { type NamespaceItem, namespaceItems } from './namespaceItems';
import { namespaceCommands, otherNamespaceKey } from './namespaces.contributions';
import { choiceText } from './namespaceTexts';
import { pickNamespace } from './pickNamespace';

/** Choosing whose network namespace the views show. */
export const commands: Commands = ({ namespaces, engine, containers, monitor }, own) => {
  const tell = (): void => {
    const isOther = namespaces.choice.kind !== 'own';
    void vscode.commands.executeCommand('setContext', otherNamespaceKey.id, isOther);
  };
  /** What was said last of what is shown, for as long as it is. */
  let said: vscode.Disposable | undefined;
  own.add(
    namespaces.onDidChange(() => {
      said?.dispose();
      tell();
    }),
  );
  tell();
  const choose = async (choice: NamespaceChoice): Promise<void> => {
    await namespaces.choose(choice);
    const shown = choiceText(choice, monitor.snapshot);
    said = vscode.window.setStatusBarMessage(labelText(l10n.t('Netstat shows {0}.', shown)), 5_000);
  };
  const select = async (): Promise<void> => {
    const current = namespaces.choice;
    const read = (): Promise<NamespaceItem[]> =>
      using(engine, async () => {
        const facts = await engine.namespaces();
        const areAny = facts.some((each) => each.containers.length > 0);
        const known = areAny ? await containers.asked() : containers.list;
        return namespaceItems(facts, known, current, monitor.snapshot?.ownerScan.viewerUid === 0);
      });
    // The name of a container that has just been started may not be told yet.
    const choice = await pickNamespace(current, { read, onDidChange: containers.onDidChange });
    if (choice !== undefined) await choose(choice);
  };
  return [
    [namespaceCommands.selectNamespace, select],
    [namespaceCommands.showThisMachine, () => choose(OWN_NAMESPACE)],
  ];
};
