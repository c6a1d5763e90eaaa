import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { clean } from '../../core/text/clean';
import { copyValueCommands } from './copyValues.contributions';
import { socketCommands } from '../views/sockets/contributions';
import { DisposableStore } from '../lifetime';
import { registerRowCommand } from '../rowCommand';
import type { SocketsView } from '../views/sockets/register';
import type { RegisteredView } from '../views/tree/register';
import type { CopyValues, RowNode } from '../views/tree/row';
import type { TableViews } from '../views/tables';
import { copy } from './copy';

/** What each command copies; the first value there is where nothing is named. */
const KEYS: Readonly<Record<string, keyof CopyValues | undefined>> = {
  [copyValueCommands.copyValue.id]: undefined,
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

const OF_SOCKETS = {
  connections: socketCommands.copyConnection.id,
  unixSockets: socketCommands.copyUnixPath.id,
} as const;

/** Registers the commands that copy a value of a row. */
export function registerCopyValues(sockets: readonly SocketsView[], tables: TableViews): DisposableStore {
  const { routes, interfaces, multicastGroups, statistics, nat } = tables;
  const all: readonly RegisteredView[] = [routes, interfaces, multicastGroups, statistics, nat];
  const disposables = new DisposableStore();
  for (const [command, key] of Object.entries(KEYS)) {
    const own = sockets.find(({ name }) => OF_SOCKETS[name] === command);
    disposables.add(
      registerRowCommand(command, async (target?: RowNode | string, nodes?: readonly RowNode[]) => {
        const focused = own ?? all.find(({ provider }) => provider.view === target);
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
