import type { PortContainer } from '../../../core/model/container';
import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { behindContainer, containerName } from '../../../core/containers/containerNames';
import { labelText, messageText } from '../../../core/text/clean';
import { shortContainer } from '../../../core/units/shownUnit';
import type { ContainersState } from '../containersState';
import { noNamesText } from '../containerTexts';

/** Asks which of several containers is meant; the only one is taken without a question. Nothing where the user gives up. */
export async function pickContainer(
  containers: readonly PortContainer[],
): Promise<PortContainer | undefined> {
  if (containers.length < 2) return containers[0];
  const items = containers.map((container) => ({
    label: labelText(containerName(container.facts)),
    description: labelText(
      [...behindContainer(container.facts), shortContainer(container.facts)].join(' · '),
    ),
    container,
  }));
  const options = { placeHolder: l10n.t('Container that is meant'), matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.container;
}

/**
 * Asks which of all containers of this machine is meant.
 * @param first those that stand before all others
 */
export async function pickAnyContainer(
  state: Pick<ContainersState, 'asked' | 'list' | 'last'>,
  first: readonly PortContainer[],
): Promise<PortContainer | undefined> {
  await state.asked();
  const ids = new Set(first.map(({ facts }) => facts.id));
  const others = state.list.filter(({ isHere, id }) => isHere && !ids.has(id));
  const all = [...first, ...others.map((facts) => ({ facts }))];
  if (all.length > 0) return pickContainer(all);
  const said = [l10n.t('No container is seen to run on this machine.'), noNamesText(state.last)];
  void vscode.window.showInformationMessage(messageText(said.filter(Boolean).join(' ')));
  return undefined;
}
