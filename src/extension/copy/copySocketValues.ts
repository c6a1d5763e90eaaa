import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { ProcessOwner } from '../../core/model/process';
import { leaders } from '../../core/ports/leaders';
import { formatLocal } from '../../core/text/address';
import { formatCommandLine } from '../../core/text/commandLine';
import { copy } from '../commands/copy';
import { copyAsCommands } from './copy.contributions';
import { type Disposable, DisposableStore } from '../lifetime';
import { registerRowCommand } from '../rowCommand';
import { isGroupNode, isPortNode, isSocketNode, type RowNode } from '../views/tree/row';

/** What can be copied of a row of sockets. */
interface Values {
  readonly localAddress?: string | undefined;
  readonly foreignAddress?: string;
  readonly port?: string;
  readonly owner: ProcessOwner | undefined;
}

const COPIES: Readonly<Record<string, (values: Values) => string | undefined>> = {
  [copyAsCommands.copyLocalAddress.id]: ({ localAddress }) => localAddress,
  [copyAsCommands.copyForeignAddress.id]: ({ foreignAddress }) => foreignAddress,
  [copyAsCommands.copyBothAddresses.id]: ({ localAddress = '', foreignAddress }) =>
    foreignAddress && `${localAddress} ${foreignAddress}`,
  [copyAsCommands.copyPort.id]: ({ port }) => port,
  [copyAsCommands.copyPid.id]: ({ owner }) => owner && String(owner.pid),
  [copyAsCommands.copyCommandLine.id]: ({ owner }) => owner && formatCommandLine(owner.commandLine),
};

/** Registers the commands that copy a value of rows of sockets. @param selection of the view that has one */
export function registerCopySocketValues(selection: () => readonly RowNode[]): Disposable {
  const disposables = new DisposableStore();
  for (const [command, textOf] of Object.entries(COPIES)) {
    disposables.add(
      registerRowCommand(command, async (node?: RowNode, nodes?: readonly RowNode[]) => {
        const rows = nodes ?? (node === undefined ? selection() : [node]);
        const values = rows.flatMap((row) => valuesOf(row) ?? []);
        if (values.length > 0) return copy(values.map((each) => textOf(each) ?? ''));
        return vscode.window.showInformationMessage(l10n.t('Select a socket or a process first.'));
      }),
    );
  }
  return disposables;
}

function valuesOf(node: RowNode): Values | undefined {
  if (node.mark === 'closed') return undefined;
  if (isPortNode(node)) {
    const { sockets, port, leader } = node.row.port;
    const [first] = sockets;
    return { localAddress: first && formatLocal(first.socket), port: String(port), owner: leader };
  }
  if (isSocketNode(node)) return { ...node.row.copyValues, owner: leaders(node.row.socket.owners)[0] };
  const { subject } = (isGroupNode(node) && node.row.group) || {};
  return subject?.by === 'process' ? { owner: subject.owner } : undefined;
}
