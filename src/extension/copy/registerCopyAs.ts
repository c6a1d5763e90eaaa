import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { PrintFormat, PrintRequest } from '../../core/model/print';
import { sayCopied } from '../commands/copy';
import { selectionIn } from '../commands/selectedRows';
import { viewCommandId } from '../catalog/command';
import { copyAllCommand, copyAsCommands } from './copy.contributions';
import { type Disposable, DisposableStore } from '../lifetime';
import { cancellable } from '../netstat/progress';
import { isScope } from '../monitor';
import { nameMode } from '../settings';
import { registerRowCommand } from '../rowCommand';
import type { RegisteredView } from '../views/tree/registerView';
import { isPortNode, type RowNode } from '../views/tree/row';
import { type SharedEngine, using } from '../sharedEngine';
import { pickFormat, pickView } from './copyChoices';
import { printableOf } from './printableRows';

const FORMATS: Readonly<Record<string, PrintFormat>> = {
  [copyAsCommands.copyAsText.id]: 'text',
  [copyAsCommands.copyAsJson.id]: 'json',
  [copyAsCommands.copyAsCsv.id]: 'csv',
};

/** Registers the commands that copy rows of any view, or all of them, as netstat prints them, as JSON and as CSV. */
export function registerCopyAs(engine: SharedEngine, all: readonly RegisteredView[]): Disposable {
  const disposables = new DisposableStore();
  const register = (command: string, run: (...args: never[]) => unknown): void =>
    void disposables.add(vscode.commands.registerCommand(command, run));
  const selection = (): readonly RowNode[] => selectionIn(all);
  for (const [command, format] of Object.entries(FORMATS)) {
    disposables.add(
      registerRowCommand(command, (node?: RowNode, nodes?: readonly RowNode[]) => {
        const wanted = nodes ?? (node === undefined ? selection() : [node]);
        const areServers = wanted.every(isOfListeningPorts);
        return copyRows(engine, { format, areServers, rows: printableOf(wanted) });
      }),
    );
  }
  for (const view of all)
    register(viewCommandId(copyAllCommand, view.provider.view), () => copyAll(engine, view));
  register(copyAsCommands.copyView.id, async () => {
    const view = await pickView(all);
    if (view !== undefined) await copyAll(engine, view);
  });
  return disposables;
}

function isOfListeningPorts(node: RowNode): boolean {
  return isPortNode(node) || (node.row.prints === undefined && (node.children ?? []).some(isPortNode));
}

async function copyAll(engine: SharedEngine, { tree, subject, prints }: RegisteredView): Promise<void> {
  const format = await pickFormat(l10n.t('Copy all rows of {0}', tree.title ?? ''));
  if (format === undefined) return;
  await using(engine, async () => {
    const rows = prints();
    const isOfLastScan = rows.some(({ kind }) => kind === 'page');
    if (isOfLastScan && isScope(subject) && !tree.visible) await engine.scan(subject, false, 'listening');
    await copyRows(engine, { format, areServers: subject === 'listening', rows });
  });
}

async function copyRows(engine: SharedEngine, request: Omit<PrintRequest, 'numeric'>): Promise<void> {
  if (request.rows.length === 0) {
    void vscode.window.showInformationMessage(l10n.t('Select a row first.'));
    return;
  }
  let isCancelled = false;
  try {
    const printing = using(engine, () => engine.print({ ...request, numeric: nameMode() === 'numbers' }));
    const text = await cancellable(l10n.t('Copying'), printing, () => (isCancelled = true));
    if (isCancelled) return;
    if (text === '') {
      const said = l10n.t('netstat prints nothing of these rows. Copy them as JSON or CSV.');
      void vscode.window.showInformationMessage(said);
      return;
    }
    await vscode.env.clipboard.writeText(text);
    sayCopied(text.split('\n').length - 1);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(l10n.t('The rows could not be copied: {0}. Try again.', reason));
  }
}
