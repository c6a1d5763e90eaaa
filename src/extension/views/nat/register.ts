import { l10n } from 'vscode';
import type { NetworkTable } from '../../../core/model/networkTable';
import { natView } from './contributions';
import type { FilterState } from '../../filter/state';
import type { Monitor } from '../../monitor';
import { countText } from '../table/numbers';
import { emptinessOf, type RegisteredTable, registerTable, type TableView } from '../table/register';
import { natRows } from './rows';

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
