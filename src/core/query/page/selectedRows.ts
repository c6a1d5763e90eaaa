import type { SocketRow } from '../../model/page';
import type { PageSelection } from '../../model/print';
import type { Snapshot } from '../../model/snapshot';
import { groupRows, sortedRows } from './pageGroups';
import { passesOf, rowsOf } from './pageSources';

/**
 * The rows of some groups of a view, or of all, as they stand there; none is left out for being too many.
 * @throws where the filter expression is wrong
 */
export function selectedRows(snapshot: Snapshot, selection: PageSelection): SocketRow[] {
  const { view, groupBy, sortBy, groups: ids } = selection;
  const source = rowsOf(view, snapshot);
  const { groups } = groupRows(source, groupBy, passesOf(selection, snapshot, source), snapshot.users);
  const wanted = ids && new Set(ids);
  return groups
    .filter(({ id }) => wanted?.has(id) !== false)
    .flatMap((group) => sortedRows(group, source, sortBy, group.rows.length))
    .map((row) => source.row(row));
}

/** All sockets, in netstat's order of tables. */
export function allRows(snapshot: Snapshot): SocketRow[] {
  return (['connections', 'unixSockets'] as const).flatMap((view) => {
    const source = rowsOf(view, snapshot);
    return Array.from({ length: source.length }, (_, row) => source.row(row));
  });
}
