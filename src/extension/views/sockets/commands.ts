import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { copy } from '../../commands/copy';
import { socketCommands } from './contributions';
import { type Disposable, DisposableStore } from '../../lifetime';
import { registerRowCommand } from '../../rowCommand';
import { addressOf } from './copyText';
import type { SocketsNode } from './nodes';
import type { SocketsView } from './register';

/** Registers the commands that copy the addresses of sockets. */
export function registerSocketCommands(all: readonly SocketsView[]): Disposable {
  const disposables = new DisposableStore();
  const copyCommands = {
    connections: socketCommands.copyConnection.id,
    unixSockets: socketCommands.copyUnixPath.id,
  };
  for (const { provider, tree } of all) {
    disposables.add(
      registerRowCommand(
        copyCommands[provider.view],
        (node?: SocketsNode, nodes?: readonly SocketsNode[]) => {
          const wanted = nodes ?? (node === undefined ? tree.selection : [node]);
          if (wanted.length > 0) return copy(wanted.map(addressOf));
          return vscode.window.showInformationMessage(l10n.t('Select a row first.'));
        },
      ),
    );
  }
  return disposables;
}
