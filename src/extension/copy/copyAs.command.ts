import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { PrintFormat, PrintRequest } from '../../core/model/print';
import { sayCopied } from '../commands/copy';
import { selectionIn } from '../commands/selection';
import { type CommandDeclaration, viewCommandId } from '../catalog/command';
import { copyAllCommand, copyAsCommands } from './copy.contributions';
import type { Parts } from '../api';
import type { Commands, Handler } from '../handlers';
import { cancellable } from '../netstat/progress';
import { isScope } from '../monitor';
import { nameMode } from '../settings';
import type { RegisteredView } from '../views/tree/registerView';
import { isPortNode, type RowNode } from '../views/tree/row';
import { type SharedEngine, using } from '../sharedEngine';
import { pickFormat, pickView } from './copyChoices';
import { printableOf } from './printableRows';

type Sources = Pick<Parts, 'engine' | 'monitor'>;

const FORMATS: readonly (readonly [CommandDeclaration, PrintFormat])[] = [
  [copyAsCommands.copyAsText, 'text'],
  [copyAsCommands.copyAsJson, 'json'],
  [copyAsCommands.copyAsCsv, 'csv'],
];

/** The commands that copy rows of any view, or all of them, as netstat prints them, as JSON and as CSV. */
export const commands: Commands = ({ engine, monitor, views }) => [
  ...FORMATS.map(([command, format]): Handler => [
    command,
    (node?: RowNode, nodes?: readonly RowNode[]) => {
      const wanted = nodes ?? (node === undefined ? selectionIn(views) : [node]);
      const areServers = wanted.every(isOfListeningPorts);
      return copyRows(engine, { format, areServers, rows: printableOf(wanted) });
    },
  ]),
  ...views.map((view): Handler => [
    { id: viewCommandId(copyAllCommand, view.provider.view) },
    () => copyAll({ engine, monitor }, view),
  ]),
  [
    copyAsCommands.copyView,
    async () => {
      const view = await pickView(views);
      if (view !== undefined) await copyAll({ engine, monitor }, view);
    },
  ],
];

function isOfListeningPorts(node: RowNode): boolean {
  return isPortNode(node) || (node.row.prints === undefined && (node.children ?? []).some(isPortNode));
}

async function copyAll(
  { engine, monitor }: Sources,
  { tree, subject, prints }: RegisteredView,
): Promise<void> {
  const format = await pickFormat(l10n.t('Copy all rows of {0}', tree.title ?? ''));
  if (format === undefined) return;
  await using(engine, async () => {
    const rows = prints();
    const isOfLastScan = rows.some(({ kind }) => kind === 'page');
    if (isOfLastScan && isScope(subject) && !tree.visible)
      await engine.scan(subject, false, 'listening', monitor.wish);
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
