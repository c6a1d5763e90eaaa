import { l10n } from 'vscode';
import { showMarks } from '../../settings';
import { type Decoration, markLooks } from '../decorations';
import type { GroupNode, SocketNode } from './nodes';

/** What marks a row or a group now, if marks are wanted. */
export function decorationOf(node: GroupNode | SocketNode): Decoration | undefined {
  const mark = node.kind === 'group' ? node.summary.mark : node.row.mark;
  if (mark === undefined || !showMarks()) return undefined;
  switch (mark) {
    case 'new':
      return { ...markLooks.appeared, text: l10n.t('Appeared just now') };
    case 'changed':
      return { ...markLooks.changed, text: l10n.t('Another state just now') };
    case 'closed':
      return { ...markLooks.vanished, text: l10n.t('Closed just now') };
  }
}
