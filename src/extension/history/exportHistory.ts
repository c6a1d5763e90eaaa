import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Asked } from '../../core/history/asked';
import { readSpanText } from '../../core/history/spanText';
import { resolveSpan, type Span } from '../../core/query/filter/span';
import { pickFormat } from '../copy/copyChoices';
import { tellUnread } from '../details/reported';
import { cancellable } from '../netstat/progress';
import { type SharedEngine, using } from '../sharedEngine';
import { showPrinted } from '../snapshots/export';

/** Entries that are exported at most. */
const MOST_EXPORTED = 200_000;

const MINUTE = 60_000;

interface SpanItem extends vscode.QuickPickItem {
  /** What is meant; without it, it is asked for. */
  readonly span?: Span;
}

/** Asks which span, and how, and opens what the history has of it in an editor. */
export async function exportHistory(engine: SharedEngine, asked: Asked = {}): Promise<void> {
  const title = l10n.t('Export History');
  const span = await pickSpan(title);
  if (span === undefined) return;
  const format = await pickFormat(title, { label: l10n.t('Text'), description: l10n.t('as it is told') });
  if (format === undefined) return;
  const question = { ...asked, ...span, most: MOST_EXPORTED };
  let isCancelled = false;
  const reading = using(engine, () => engine.historyText({ question, format }));
  try {
    const content = await cancellable(l10n.t('Exporting the history'), reading, () => (isCancelled = true));
    if (!isCancelled) await showPrinted(content, format === 'text' ? 'plaintext' : format);
  } catch (error) {
    tellUnread(l10n.t('The history'), error);
  }
}

async function pickSpan(title: string): Promise<Span | undefined> {
  const now = Date.now();
  const last = (minutes: number): Span => ({ from: now - minutes * MINUTE });
  const items: SpanItem[] = [
    { label: l10n.t('The Last 10 Minutes'), span: last(10) },
    { label: l10n.t('The Last Hour'), span: last(60) },
    { label: l10n.t('The Last 24 Hours'), span: last(24 * 60) },
    { label: l10n.t('Everything'), description: l10n.t('as far as it reaches back'), span: {} },
    { label: l10n.t('Another Span…'), description: l10n.t('14:00-14:10, or what was since 9:30') },
  ];
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: l10n.t('Which span') });
  return picked && (picked.span ?? typedSpan(title, now));
}

/** Asks for a span as filters have it: two moments, or one since which all is meant. */
async function typedSpan(title: string, now: number): Promise<Span | undefined> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt: l10n.t(
      'From when to when: 14:00-14:10, 2026-11-27T14:00-2026-11-27T15:00, 30m-10m; or since when: 14:00',
    ),
    validateInput: (text) =>
      spanIn(text, now) === undefined
        ? l10n.t('These are no moments, or the second is before the first.')
        : undefined,
  });
  return typed === undefined ? undefined : spanIn(typed, now);
}

/** The span that a text means; nothing where it means none. */
export function spanIn(text: string, now: number): Span | undefined {
  const span = readSpanText(text);
  return span && resolveSpan(span, now);
}
