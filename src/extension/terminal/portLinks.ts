import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { findAddressInUse } from '../../core/addressInUse/find';
import { portCommands } from '../ports/ports.contributions';

/** The port that a program could not take. */
export interface PortLink extends vscode.TerminalLink {
  readonly port: number;
}

/** Makes the port a link to why it is busy where a program in a terminal complains that it is in use. */
export const portLinks: vscode.TerminalLinkProvider<PortLink> = {
  provideTerminalLinks: ({ line }) => {
    const found = findAddressInUse(line);
    if (found?.port === undefined) return [];
    const { port, start, end } = found;
    const tooltip = l10n.t('Why is port {0} busy?', port);
    return [{ startIndex: start, length: end - start, tooltip, port }];
  },
  handleTerminalLink: async ({ port }) => {
    await vscode.commands.executeCommand(portCommands.explainPort.id, String(port));
  },
};

/** Has terminals show the links. */
export function registerPortLinks(): vscode.Disposable {
  return vscode.window.registerTerminalLinkProvider(portLinks);
}
