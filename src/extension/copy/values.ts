import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { ProcessOwner } from '../../core/model/process';
import { leaders } from '../../core/query/leaders';
import { formatLocal } from '../../core/text/address';
import { formatCommandLine } from '../../core/text/commandLine';
import { copy } from '../commands/copy';
import { copyAsCommands } from './contributions';
import { type Disposable, DisposableStore } from '../lifetime';
import { registerRowCommand } from '../rowCommand';
import { isPortsRow } from '../views/listeningPorts/nodes';
import { type SocketValues, socketValues } from '../views/sockets/copyText';
import type { AnyNode } from './nodes';

/** What can be copied of a row of sockets. */
interface Values extends SocketValues {
  readonly owner: ProcessOwner | undefined;
}

const COPIES: Readonly<Record<string, (values: Values) => string | undefined>> = {
  [copyAsCommands.copyLocalAddress.id]: ({ local }) => local,
  [copyAsCommands.copyForeignAddress.id]: ({ foreign }) => foreign,
  [copyAsCommands.copyBothAddresses.id]: ({ local, foreign }) => foreign && `${local ?? ''} ${foreign}`,
  [copyAsCommands.copyPort.id]: ({ port }) => port,
  [copyAsCommands.copyPid.id]: ({ owner }) => owner && String(owner.pid),
  [copyAsCommands.copyCommandLine.id]: ({ owner }) => owner && formatCommandLine(owner.commandLine),
};

/** Registers the commands that copy a value of rows of sockets. @param selection of the view that has one */
export function registerCopySocketValues(selection: () => readonly AnyNode[]): Disposable {
  const disposables = new DisposableStore();
  for (const [command, textOf] of Object.entries(COPIES)) {
    disposables.add(
      registerRowCommand(command, async (node?: AnyNode, nodes?: readonly AnyNode[]) => {
        const rows = nodes ?? (node === undefined ? selection() : [node]);
        const values = rows.flatMap((row) => valuesOf(row) ?? []);
        if (values.length > 0) return copy(values.map((each) => textOf(each) ?? ''));
        return vscode.window.showInformationMessage(l10n.t('Select a socket or a process first.'));
      }),
    );
  }
  return disposables;
}

function valuesOf(node: AnyNode): Values | undefined {
  if (isPortsRow(node)) {
    if (node.mark === 'vanished') return undefined;
    const { sockets, port, leader } = node.port;
    const [first] = sockets;
    return {
      local: first && formatLocal(first.socket),
      foreign: undefined,
      port: String(port),
      owner: leader,
    };
  }
  if (!('kind' in node)) return undefined;
  if (node.kind === 'socket' && 'row' in node) {
    if (node.row.mark === 'closed') return undefined;
    return { ...socketValues(node.row), owner: leaders(node.row.owners)[0] };
  }
  if (node.kind !== 'group' || node.summary.subject.by !== 'process') return undefined;
  const { owner } = node.summary.subject;
  return { local: undefined, foreign: undefined, port: undefined, owner };
}
