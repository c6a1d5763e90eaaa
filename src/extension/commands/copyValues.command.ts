import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { ProcessOwner } from '../../core/model/process';
import { leaders } from '../../core/ports/leaders';
import { groupOwners } from '../../core/query/groupOwners';
import { formatLocal } from '../../core/text/address';
import { clean } from '../../core/text/clean';
import { formatCommandLine } from '../../core/text/commandLine';
import { copyAsCommands } from '../copy/copy.contributions';
import { selectionIn } from './selection';
import { connectionsView, socketCommands, unixSocketsView } from '../views/sockets/sockets.contributions';
import { listeningPortsView } from '../views/listeningPorts/listeningPorts.contributions';
import { copyCommands } from './copy.contributions';
import { copyValueCommands } from './copyValues.contributions';
import type { CommandDeclaration } from '../catalog/command';
import type { Commands } from '../handlers';
import { type CopyValues, isGroupNode, isPortNode, isSocketNode, type RowNode } from '../views/tree/row';
import { copy } from './copy';

type TextOf = (node: RowNode) => string | undefined;

/** What each command copies of a row; nothing where the row has no such value. */
const COPIES: readonly (readonly [CommandDeclaration, TextOf])[] = [
  [copyValueCommands.copyValue, value()],
  [copyCommands.copyAddress, value()],
  [copyCommands.copyUrl, value('url')],
  [socketCommands.copyConnection, value()],
  [socketCommands.copyUnixPath, value()],
  [copyValueCommands.copyDestination, value('destination')],
  [copyValueCommands.copyGateway, value('gateway')],
  [copyValueCommands.copyInterfaceAddress, value('address')],
  [copyValueCommands.copyHardwareAddress, value('hardwareAddress')],
  [copyValueCommands.copyGroup, value('group')],
  [copyValueCommands.copyOriginal, value('original')],
  [copyValueCommands.copyReply, value('reply')],
  [copyAsCommands.copyLocalAddress, (node) => socketValues(node).localAddress],
  [copyAsCommands.copyForeignAddress, (node) => socketValues(node).foreignAddress],
  [
    copyAsCommands.copyBothAddresses,
    (node) => {
      const { localAddress = '', foreignAddress } = socketValues(node);
      return foreignAddress && `${localAddress} ${foreignAddress}`;
    },
  ],
  [copyAsCommands.copyPort, (node) => socketValues(node).port],
  [copyAsCommands.copyPid, (node) => socketValues(node).owner?.pid.toString()],
  [
    copyAsCommands.copyCommandLine,
    (node) => {
      const { owner } = socketValues(node);
      return owner && formatCommandLine(owner.commandLine);
    },
  ],
];

/** What is a property of the owner, who may not be known. */
const OF_OWNER: readonly string[] = [copyAsCommands.copyPid.id, copyAsCommands.copyCommandLine.id];

/** Commands of one view alone; to the others a key tells its view. */
const OF_VIEW: Readonly<Record<string, string>> = {
  [copyCommands.copyAddress.id]: listeningPortsView.id,
  [copyCommands.copyUrl.id]: listeningPortsView.id,
  [socketCommands.copyConnection.id]: connectionsView.id,
  [socketCommands.copyUnixPath.id]: unixSocketsView.id,
};

/** The commands that copy a value of each row that is meant: of the selection where none is given. */
export const commands: Commands = ({ views }) =>
  COPIES.map(([command, textOf]) => [
    command,
    async (target?: RowNode | string, nodes?: readonly RowNode[]) => {
      const isRow = typeof target === 'object';
      const rows = nodes ?? (isRow ? [target] : selectionIn(views, OF_VIEW[command.id] ?? target));
      const texts = rows.map((row) => textOf(row) ?? '');
      // Of a socket without an owner there is no pid to copy, which is said.
      if (
        texts.every((text) => text === '') &&
        !(rows.some((row) => isSocketNode(row) || isPortNode(row)) && OF_OWNER.includes(command.id))
      ) {
        void vscode.window.showInformationMessage(l10n.t('Select a row that has something to copy first.'));
        return;
      }
      await copy(texts);
    },
  ]);

/** The value of this key; the first that there is where none is named. */
function value(key?: keyof CopyValues): TextOf {
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
  return subject === undefined ? {} : { owner: leaders(groupOwners(subject))[0] };
}
