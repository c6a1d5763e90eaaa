import { l10n } from 'vscode';
import { showMarks } from '../../settings';
import { type Decoration, markLooks } from '../decorations';
import type { RowNode } from './nodes';

/** What marks a row that appeared or vanished, if marks are wanted. */
export function decorationOf({ mark }: RowNode): Decoration | undefined {
  if (mark === undefined || !showMarks()) return undefined;
  const text = mark === 'appeared' ? l10n.t('Appeared just now') : l10n.t('Closed just now');
  return { ...markLooks[mark], text };
}
