import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { clean } from '../../core/text/clean';
import { connectionsView, socketCommands, unixSocketsView } from '../views/sockets/sockets.contributions';
import { listeningPortsView } from '../views/listeningPorts/listeningPorts.contributions';
import { copyCommands } from './copy.contributions';
import { copyValueCommands } from './copyValues.contributions';
import { DisposableStore } from '../lifetime';
import { registerRowCommand } from '../rowCommand';
import type { RegisteredView } from '../views/tree/registerView';
import type { CopyValues, RowNode } from '../views/tree/row';
import { copy } from './copy';

/** What each command copies; the first value there is where nothing is named. */
const KEYS: Readonly<Record<string, keyof CopyValues | undefined>> = {
  [copyValueCommands.copyValue.id]: undefined,
  [copyCommands.copyAddress.id]: undefined,
  [copyCommands.copyUrl.id]: 'url',
  [socketCommands.copyConnection.id]: undefined,
  [socketCommands.copyUnixPath.id]: undefined,
  [copyValueCommands.copyDestination.id]: 'destination',
  [copyValueCommands.copyGateway.id]: 'gateway',
  [copyValueCommands.copyInterfaceAddress.id]: 'address',
  [copyValueCommands.copyHardwareAddress.id]: 'hardwareAddress',
  [copyValueCommands.copyGroup.id]: 'group',
  [copyValueCommands.copyOriginal.id]: 'original',
  [copyValueCommands.copyReply.id]: 'reply',
};

/** Commands of one view alone; to the others a key tells its view. */
const OF_VIEW: Readonly<Record<string, string>> = {
  [copyCommands.copyAddress.id]: listeningPortsView.id,
  [copyCommands.copyUrl.id]: listeningPortsView.id,
  [socketCommands.copyConnection.id]: connectionsView.id,
  [socketCommands.copyUnixPath.id]: unixSocketsView.id,
};

/** Registers the commands that copy a value of a row. */
export function registerCopyValues(all: readonly RegisteredView[]): DisposableStore {
  const disposables = new DisposableStore();
  for (const [command, key] of Object.entries(KEYS)) {
    disposables.add(
      registerRowCommand(command, async (target?: RowNode | string, nodes?: readonly RowNode[]) => {
        const focused = all.find(({ provider }) => provider.view === (OF_VIEW[command] ?? target));
        const rows = nodes ?? (typeof target === 'object' ? [target] : (focused?.tree.selection ?? []));
        const texts = rows.map(({ row }) => valueOf(row.copyValues ?? {}, key) ?? '');
        if (texts.every((text) => text === '')) {
          void vscode.window.showInformationMessage(l10n.t('Select a row that has something to copy first.'));
          return;
        }
        await copy(texts);
      }),
    );
  }
  return disposables;
}

function valueOf(values: CopyValues, key: keyof CopyValues | undefined): string | undefined {
  const text = key === undefined ? Object.values(values)[0] : values[key];
  return text === undefined ? undefined : clean(text);
}
