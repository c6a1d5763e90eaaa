import { showMarks } from '../../settings';
import { type Decoration, markLooks } from '../decorations';
import { markText } from './items';
import type { RowNode } from './row';

/** What marks a row now. Trouble is marked whatever the setting says. */
export function decorationOf({ mark, row }: RowNode): Decoration | undefined {
  if (mark !== undefined && showMarks()) return { ...markLooks[mark], text: markText(mark) };
  return row.trouble === undefined
    ? undefined
    : { badge: '!', text: row.trouble, color: 'list.warningForeground' };
}
