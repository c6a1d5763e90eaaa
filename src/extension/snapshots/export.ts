import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { PrintFormat } from '../../core/model/print';
import { knowContainers } from '../containers/knowContainers';
import { pickFormat } from '../copy/copyChoices';
import { netstatLanguage } from '../netstat/netstat.contributions';
import { cancellable } from '../netstat/progress';
import { nameMode } from '../settings';
import { type SharedEngine, using } from '../sharedEngine';

const LANGUAGES: Readonly<Record<PrintFormat, string>> = { text: netstatLanguage, json: 'json', csv: 'csv' };

/** Asks how, and opens all sockets of this moment in an editor. */
export async function exportSnapshot(engine: SharedEngine): Promise<void> {
  const title = l10n.t('Export a snapshot of all sockets');
  const format = await pickFormat(title);
  if (format === undefined) return;
  const commandLines = await askForCommandLines(title);
  if (commandLines === undefined) return;
  let isCancelled = false;
  const printing = using(engine, async () => {
    if (format !== 'text') await knowContainers(engine);
    await engine.scan('all', true, 'listening');
    return engine.print({
      format,
      numeric: nameMode() === 'numbers',
      commandLines,
      rows: [{ kind: 'snapshot' }],
    });
  });
  const content = await cancellable(l10n.t('Exporting a snapshot'), printing, () => (isCancelled = true));
  if (!isCancelled) await showPrinted(content, LANGUAGES[format]);
}

/** Shows an exported text in an editor of its own, in its language where VS Code knows that. */
export async function showPrinted(content: string, wanted: string): Promise<void> {
  const languages = await vscode.languages.getLanguages();
  const language = languages.includes(wanted) ? wanted : 'plaintext';
  const document = await vscode.workspace.openTextDocument({ content, language });
  await vscode.window.showTextDocument(document, { preview: false });
}

/** Command lines may hold passwords: they are told only where the user ticks them. Nothing where the user gives up. */
async function askForCommandLines(title: string): Promise<boolean | undefined> {
  const item = {
    label: l10n.t('Command lines of processes'),
    description: l10n.t('they may hold passwords and keys'),
  };
  const placeHolder = l10n.t('Tick what else is to be told, or go on with Enter');
  const picked = await vscode.window.showQuickPick([item], { title, placeHolder, canPickMany: true });
  return picked && picked.length > 0;
}
