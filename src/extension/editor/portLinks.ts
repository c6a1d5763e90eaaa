import * as vscode from 'vscode';
import { listenersOn } from '../../core/ports/listeningPorts';
import { actionsFor } from '../find/findActions';
import { type Perform, tellClosed } from '../find/perform';
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
