import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Asked } from '../../core/history/asked';
import { pickFormat } from '../copy/copyChoices';
import { cancellable } from '../netstat/progress';
import { type SharedEngine, using } from '../sharedEngine';
import { showPrinted } from '../snapshots/export';

/** Entries that are exported at most. */
const MOST_EXPORTED = 200_000;

const MINUTE = 60_000;

interface SpanItem extends vscode.QuickPickItem {
  /** Milliseconds back from now; all without. */
  readonly back?: number;
}

/** Asks which span, and how, and opens what the history has of it in an editor. */
export async function exportHistory(engine: SharedEngine, asked: Asked = {}): Promise<void> {
  const title = l10n.t('Export History');
  const span = await pickSpan(title);
  if (span === undefined) return;
  const format = await pickFormat(title, { label: l10n.t('Text'), description: l10n.t('as it is told') });
  if (format === undefined) return;
  const from = span.back === undefined ? {} : { from: Date.now() - span.back };
  const question = { ...asked, ...from, most: MOST_EXPORTED };
  let isCancelled = false;
  const reading = using(engine, () => engine.historyText({ question, format }));
  const content = await cancellable(l10n.t('Exporting the history'), reading, () => (isCancelled = true));
  if (!isCancelled) await showPrinted(content, format === 'text' ? 'plaintext' : format);
}

async function pickSpan(title: string): Promise<SpanItem | undefined> {
  const items: SpanItem[] = [
    { label: l10n.t('The Last 10 Minutes'), back: 10 * MINUTE },
    { label: l10n.t('The Last Hour'), back: 60 * MINUTE },
    { label: l10n.t('The Last 24 Hours'), back: 24 * 60 * MINUTE },
    { label: l10n.t('Everything'), description: l10n.t('as far as it reaches back') },
  ];
  return vscode.window.showQuickPick(items, { title, placeHolder: l10n.t('Which span') });
}
