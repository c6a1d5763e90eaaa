import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { listenersOn } from '../../core/ports/listeningPorts';
import { messageText } from '../../core/text/clean';
import {
  actOnContainer,
  type ContainerActionSources,
  isContainerLook,
} from '../containers/actions/containerActions';
import { actionsFor } from '../find/findActions';
import { type Perform, tellClosed } from '../find/perform';
import { linkedContainer } from './containerLinks';
import { linkCommands } from './editor.contributions';
import type { Disposable } from '../lifetime';
import { linkedPort } from './linkArguments';
import type { Monitor } from '../monitor';

/** Registers what links in hovers do. The port is looked up anew: what has changed since is not acted upon. */
export function registerLinks(monitor: Monitor, perform: Perform): Disposable {
  return vscode.commands.registerCommand(linkCommands.actOnPort, async (...args: unknown[]) => {
    const [action, , number] = args;
    if (typeof number !== 'number') return;
    await monitor.refresh();
    const { snapshot } = monitor;
    const rows = snapshot === undefined ? [] : listenersOn(snapshot, { port: number });
    const row = linkedPort(rows, args);
    const chosen = row && actionsFor(row).find(({ id }) => id === action);
    if (row === undefined || chosen === undefined) tellClosed(number);
    else await perform(chosen.id, row);
  });
}

/** The same for links that look into a container, which is looked up anew as well. */
export function registerContainerLinks(sources: ContainerActionSources): Disposable {
  return vscode.commands.registerCommand(linkCommands.actOnContainer, async (...args: unknown[]) => {
    const [look] = args;
    if (!isContainerLook(look)) return;
    await sources.state.asked();
    const container = linkedContainer(sources.state.list, args);
    if (container !== undefined) await actOnContainer(look, container, sources);
    else void vscode.window.showInformationMessage(messageText(l10n.t('The container has ended meanwhile.')));
  });
}
