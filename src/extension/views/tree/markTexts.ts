import { l10n } from 'vscode';
import type { RowMark } from '../../../core/model/page';
import { readSetting } from '../../settings';
import { markSettings } from '../marks.contributions';
import type { Decoration } from '../decorations';
import type { RowNode } from './row';

/** What the rows of a view are: it picks the words for what happened to them. */
export type Kind = 'sockets' | 'facts';

const LOOKS = {
  new: { badge: '+', color: 'charts.green' },
  changed: { badge: '~', color: 'charts.blue' },
  closed: { badge: '−', color: 'disabledForeground' },
} as const;

/** What marks a row now. Trouble is marked whatever the setting says. */
export function decorationOf({ mark, row }: RowNode, kind: Kind): Decoration | undefined {
  if (mark !== undefined && readSetting(markSettings.showMarks))
    return { ...LOOKS[mark], text: markText(mark, kind) };
  if (row.trouble !== undefined) return { badge: '!', text: row.trouble, color: 'list.warningForeground' };
  return row.isNew === true && readSetting(markSettings.showMarks)
    ? { badge: '•', text: newText() }
    : undefined;
}

/** What the quiet mark of a row that came since the window opened says. */
export function newText(): string {
  return l10n.t('New since this window opened');
}

/** What a mark says. */
export function markText(mark: RowMark, kind: Kind): string {
  const isOfSockets = kind === 'sockets';
  switch (mark) {
    case 'new':
      return l10n.t('Appeared just now');
    case 'changed':
      return isOfSockets ? l10n.t('Another state just now') : l10n.t('Changed just now');
    case 'closed':
      return isOfSockets ? l10n.t('Closed just now') : l10n.t('Gone just now');
  }
}

/** What stands before all else behind the name of a row that is not there any more. */
export function closedWord(kind: Kind): string {
  return kind === 'sockets' ? l10n.t('closed') : l10n.t('gone');
}
