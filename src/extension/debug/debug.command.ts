import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { formatAddress, isUnspecified } from '../../core/text/address';
import { nameOf } from '../portNames';
import { debugCommands } from './debug.contributions';
import type { Commands } from '../handlers';
import { refusedByOtherPids } from '../otherPids';
import { isPortNode } from '../views/tree/row';
import { pickProcess } from './pickProcess';

/** What debugging needs: a process for a configuration that attaches, and attaching to an inspector. */
export const commands: Commands = ({ engine }) => {
  const attach = async (node?: unknown): Promise<void> => {
    if (!isPortNode(node)) {
      void vscode.window.showInformationMessage(l10n.t('Select a port that waits for a debugger first.'));
      return;
    }
    if (await refusedByOtherPids(engine)) return;
    const configuration = attachTo(node.row.port);
    const started = await vscode.debug.startDebugging(undefined, configuration).then(undefined, () => false);
    if (started) return;
    void vscode.window.showErrorMessage(
      l10n.t(
        'No debugger could attach to port {0}. Is the JavaScript debugger of VS Code enabled?',
        node.row.port.port,
      ),
    );
  };
  return [
    [debugCommands.pickProcess, () => pickProcess(engine)],
    [debugCommands.attachDebugger, attach],
  ];
};

/** The configuration with which VS Code's JavaScript debugger attaches to the inspector that listens on a port. */
export function attachTo(port: ListeningPort): vscode.DebugConfiguration {
  const [first] = port.sockets;
  const isAnywhere = first === undefined || isUnspecified(first.socket.localAddress, first.socket.isIPv6);
  return {
    type: 'node',
    request: 'attach',
    name: l10n.t('Attach to {0} ({1})', nameOf({ ...port, port: undefined }, undefined).said, port.port),
    port: port.port,
    address: isAnywhere ? 'localhost' : formatAddress(first.socket.localAddress, first.socket.isIPv6),
  };
}
