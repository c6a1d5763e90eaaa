import { l10n } from 'vscode';
import type { NetworkTable } from '../../../core/model/networkTable';
import { natView } from './nat.contributions';
import { countText } from '../table/numberTexts';
import { emptinessOf, type TableView } from '../table/registerTable';
import { natRows } from './natRows';

/** The view "NAT". */
export const nat: TableView<'nat'> = {
  view: natView,
  table: 'nat',
  rows: ({ contents }) => natRows(contents),
  summary: ({ matching, contents: { count } }) => {
    const rows = countText(matching);
    return count?.most === undefined ? rows : l10n.t('{0} of at most {1}', rows, countText(count.most));
  },
  emptiness: natEmptiness,
};

/** `unlisted` where the kernel tracks connections and has no list of them. */
function natEmptiness(table: NetworkTable<'nat'>): string {
  const reason = emptinessOf(table);
  return reason === 'absent' && table.contents.count !== undefined ? 'unlisted' : reason;
}
