import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { PrintFormat } from '../../core/model/print';
import type { RegisteredView } from '../views/tree/registerView';

/**
 * Asks for a format; nothing where the user gives up.
 * @param text what is said of the text, where it is not netstat's
 */
export async function pickFormat(
  title: string,
  text: vscode.QuickPickItem = {
    label: l10n.t('netstat Text'),
    description: l10n.t('as netstat prints it'),
  },
): Promise<PrintFormat | undefined> {
  const items: (vscode.QuickPickItem & { readonly format: PrintFormat })[] = [
    { format: 'text', ...text },
    { format: 'json', label: 'JSON', description: l10n.t('every field, for programs') },
    { format: 'csv', label: 'CSV', description: l10n.t('every field, for spreadsheets') },
  ];
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: l10n.t('Format') });
  return picked?.format;
}

/** Asks for a view, those that are in sight first. */
export async function pickView(all: readonly RegisteredView[]): Promise<RegisteredView | undefined> {
  const inSight = all.filter(({ tree }) => tree.visible);
  const views = [...inSight, ...all.filter((view) => !inSight.includes(view))];
  const items = views.map((view) => ({ label: view.tree.title ?? '', view }));
  const placeHolder = l10n.t('View whose rows are to be copied');
  return (await vscode.window.showQuickPick(items, { title: l10n.t('Copy View'), placeHolder }))?.view;
}
