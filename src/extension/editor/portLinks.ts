import * as vscode from 'vscode';
import { type ListeningPort, listenersOn } from '../../core/ports/listeningPorts';
import { type Action, actionsFor } from '../find/findActions';
import { type Perform, tellClosed } from '../find/perform';
import { linkCommands } from './editor.contributions';
import type { Disposable } from '../lifetime';
import type { Monitor } from '../monitor';

/** What a link says of its port: numbers and words of ours, and nothing that a process chose. */
export type LinkArguments = readonly [action: Action['id'], transport: string, port: number, pid: number];

/** The arguments of a link that does something with a port. */
export function linkArguments(
  action: Action['id'],
  { transport, port, leader }: ListeningPort,
): LinkArguments {
  return [action, transport, port, leader?.pid ?? 0];
}

/** Registers what links in hovers do. The port is looked up anew: what has changed since is not acted upon. */
export function registerLinks(monitor: Monitor, perform: Perform): Disposable {
  return vscode.commands.registerCommand(linkCommands.actOnPort, async (...args: unknown[]) => {
    const [action, transport, number, pid] = args;
    if (typeof number !== 'number') return;
    await monitor.refresh();
    const { snapshot } = monitor;
    const rows = snapshot === undefined ? [] : listenersOn(snapshot, { port: number });
    const row = rows.find((port) => port.transport === transport && (port.leader?.pid ?? 0) === pid);
    const chosen = row && actionsFor(row).find(({ id }) => id === action);
    if (row === undefined || chosen === undefined) tellClosed(number);
    else await perform(chosen.id, row);
  });
}
