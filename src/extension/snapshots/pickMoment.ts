import * as vscode from 'vscode';
import { l10n, ThemeIcon } from 'vscode';
import { momentAt, readMoment } from '../../core/query/filter/span';
import { accepted } from '../accepted';
import { badMomentText } from '../filter/problemText';
import { ago, clock } from '../started';

interface MomentItem extends vscode.QuickPickItem {
  /** Milliseconds since 1970; absent where it is none that can be chosen. */
  readonly at?: number;
}

/** How long ago moments are that are offered. */
const OFFERED = ['5m', '1h', '1d'];

/**
 * Asks for a moment of the history: typed as `since:` has it, or one of a few. Nothing where none is chosen.
 * @param since how far the history reaches back, in milliseconds since 1970
 */
export async function pickMoment(title: string, since: number): Promise<number | undefined> {
  const pick = vscode.window.createQuickPick<MomentItem>();
  pick.title = title;
  pick.placeholder = l10n.t('How long ago, or when: 10m, 1h30m, 14:00, 2026-11-27T14:00');
  pick.onDidChangeValue((typed) => (pick.items = momentItems(typed, since, Date.now())));
  pick.items = momentItems('', since, Date.now());
  const chosen = await accepted(pick, ({ at }) => at !== undefined);
  return chosen?.at;
}

/** What can be chosen where this is typed: it, or what is wrong with it, and a few moments that the history has. */
export function momentItems(typed: string, since: number, now: number): MomentItem[] {
  const offered = OFFERED.flatMap((text) => {
    const at = atOf(text, now);
    return at === undefined || at < since ? [] : [itemOf(at)];
  });
  const first = itemOf(since, l10n.t('when recording began'));
  const known = [...offered, first];
  return typed.trim() === '' ? known : [typedItem(typed.trim(), since, now), ...known];
}

function typedItem(typed: string, since: number, now: number): MomentItem {
  const at = atOf(typed, now);
  // VS Code lists what has the typed text in it: the label is that.
  const wrong = { label: typed, alwaysShow: true, iconPath: new ThemeIcon('error') };
  if (at === undefined) return { ...wrong, detail: badMomentText(typed) };
  if (at > now) return { ...wrong, detail: l10n.t('That is in the future.') };
  if (at < since) return { ...wrong, detail: l10n.t('The history reaches back to {0}.', clock(since)) };
  return { ...itemOf(at), label: typed, description: clock(at) };
}

function itemOf(at: number, description = clock(at)): MomentItem {
  return { at, label: ago(at), description, alwaysShow: true, iconPath: new ThemeIcon('history') };
}

function atOf(text: string, now: number): number | undefined {
  const moment = readMoment(text);
  return moment && momentAt(moment, now);
}
