import { l10n } from 'vscode';
import type { NetworkTable } from '../../../core/model/networkTable';
import { natView } from './nat.contributions';
import type { FilterState } from '../../filter/filterState';
import type { Monitor } from '../../monitor';
import { countText } from '../table/numberTexts';
import { emptinessOf, type RegisteredTable, registerTable, type TableView } from '../table/registerTable';
import { natRows } from './natRows';

/** Registers the view "NAT". */
export function registerNat(monitor: Monitor, filter: FilterState): RegisteredTable {
  const view: TableView<'nat'> = {
    view: natView,
    table: 'nat',
    rows: ({ contents }) => natRows(contents),
    summary,
    counts: ({ contents }) => contents,
    emptiness: natEmptiness,
  };
  return registerTable(monitor, view, filter);
}

/**
 * Why the view is empty: `unlisted` where the kernel tracks connections and has no list of them, `noMatch` where the
 * filter lets none through.
 */
export function natEmptiness(table: NetworkTable<'nat'>): string {
  if (table.contents.total > 0) return 'noMatch';
  const reason = emptinessOf(table);
  return reason === 'absent' && table.contents.count !== undefined ? 'unlisted' : reason;
}

function summary({ contents: { matching, count } }: NetworkTable<'nat'>): string {
  const rows = countText(matching);
  return count?.most === undefined ? rows : l10n.t('{0} of at most {1}', rows, countText(count.most));
}
