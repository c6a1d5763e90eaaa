import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { ProcessOwner } from '../../core/model/process';
import { leaders } from '../../core/ports/leaders';
import { formatLocal } from '../../core/text/address';
import { clean } from '../../core/text/clean';
import { formatCommandLine } from '../../core/text/commandLine';
import { copyAsCommands } from '../copy/copy.contributions';
import { selectionIn } from './selectedRows';
import { connectionsView, socketCommands, unixSocketsView } from '../views/sockets/sockets.contributions';
import { listeningPortsView } from '../views/listeningPorts/listeningPorts.contributions';
import { copyCommands } from './copy.contributions';
import { copyValueCommands } from './copyValues.contributions';
import { DisposableStore } from '../lifetime';
import { registerRowCommand } from '../rowCommand';
import type { RegisteredView } from '../views/tree/registerView';
import { type CopyValues, isGroupNode, isPortNode, isSocketNode, type RowNode } from '../views/tree/row';
import { copy } from './copy';

/** What each command copies of a row; nothing where the row has no such value. */
const COPIES: Readonly<Record<string, (node: RowNode) => string | undefined>> = {
  [copyValueCommands.copyValue.id]: value(),
  [copyCommands.copyAddress.id]: value(),
  [copyCommands.copyUrl.id]: value('url'),
  [socketCommands.copyConnection.id]: value(),
  [socketCommands.copyUnixPath.id]: value(),
  [copyValueCommands.copyDestination.id]: value('destination'),
  [copyValueCommands.copyGateway.id]: value('gateway'),
  [copyValueCommands.copyInterfaceAddress.id]: value('address'),
  [copyValueCommands.copyHardwareAddress.id]: value('hardwareAddress'),
  [copyValueCommands.copyGroup.id]: value('group'),
  [copyValueCommands.copyOriginal.id]: value('original'),
  [copyValueCommands.copyReply.id]: value('reply'),
  [copyAsCommands.copyLocalAddress.id]: (node) => socketValues(node).localAddress,
  [copyAsCommands.copyForeignAddress.id]: (node) => socketValues(node).foreignAddress,
  [copyAsCommands.copyBothAddresses.id]: (node) => {
    const { localAddress = '', foreignAddress } = socketValues(node);
    return foreignAddress && `${localAddress} ${foreignAddress}`;
  },
  [copyAsCommands.copyPort.id]: (node) => socketValues(node).port,
  [copyAsCommands.copyPid.id]: (node) => socketValues(node).owner?.pid.toString(),
  [copyAsCommands.copyCommandLine.id]: (node) => {
    const { owner } = socketValues(node);
    return owner && formatCommandLine(owner.commandLine);
  },
};

/** What is a property of the owner, who may not be known. */
const OF_OWNER: readonly string[] = [copyAsCommands.copyPid.id, copyAsCommands.copyCommandLine.id];

/** Commands of one view alone; to the others a key tells its view. */
const OF_VIEW: Readonly<Record<string, string>> = {
  [copyCommands.copyAddress.id]: listeningPortsView.id,
  [copyCommands.copyUrl.id]: listeningPortsView.id,
  [socketCommands.copyConnection.id]: connectionsView.id,
  [socketCommands.copyUnixPath.id]: unixSocketsView.id,
};

/** Registers the commands that copy a value of each row that is meant: of the selection where none is given. */
export function registerCopyValues(all: readonly RegisteredView[]): DisposableStore {
  const disposables = new DisposableStore();
  for (const [command, textOf] of Object.entries(COPIES)) {
    disposables.add(
      registerRowCommand(command, async (target?: RowNode | string, nodes?: readonly RowNode[]) => {
        const view = OF_VIEW[command] ?? target;
        const selected = (): readonly RowNode[] =>
          view === undefined
            ? selectionIn(all)
            : (all.find(({ provider }) => provider.view === view)?.tree.selection ?? []);
        const rows = nodes ?? (typeof target === 'object' ? [target] : selected());
        const texts = rows.map((row) => textOf(row) ?? '');
        // Of a socket without an owner there is no pid to copy, which is said.
        if (
          texts.every((text) => text === '') &&
          !(rows.some((row) => isSocketNode(row) || isPortNode(row)) && OF_OWNER.includes(command))
        ) {
          void vscode.window.showInformationMessage(l10n.t('Select a row that has something to copy first.'));
          return;
        }
        await copy(texts);
      }),
    );
  }
  return disposables;
}

/** The value of this key; the first that there is where none is named. */
function value(key?: keyof CopyValues): (node: RowNode) => string | undefined {
  return ({ row: { copyValues: values = {} } }) => {
    const text = key === undefined ? Object.values(values)[0] : values[key];
    return text === undefined ? undefined : clean(text);
  };
}

/** What can be copied of a row of sockets; nothing of one that has closed. */
function socketValues(node: RowNode): Pick<CopyValues, 'localAddress' | 'foreignAddress' | 'port'> & {
  readonly owner?: ProcessOwner | undefined;
} {
  if (node.mark === 'closed') return {};
  if (isPortNode(node)) {
    const { sockets, port, leader } = node.row.port;
    const [first] = sockets;
    return { ...(first && { localAddress: formatLocal(first.socket) }), port: String(port), owner: leader };
  }
  if (isSocketNode(node)) return { ...node.row.copyValues, owner: leaders(node.row.socket.owners)[0] };
  const { subject } = (isGroupNode(node) && node.row.group) || {};
  return subject?.by === 'process' ? { owner: subject.owner } : {};
}
