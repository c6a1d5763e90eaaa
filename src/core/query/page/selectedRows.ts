import type { SocketRow, SortOrder } from '../../model/page';
import type { PageSelection } from '../../model/print';
import type { Snapshot } from '../../model/snapshot';
import { foldedGroup, foldsStart } from './foldedGroups';
import { type Group, sortedRows } from './pageGroups';
import type { RowSource } from './pageSource';
import { groupsOf, rowsOf } from './pageSources';
import { ShownSockets } from './shownSockets';

/**
 * The rows of some groups of a view, or of all, as they stand there; none is left out for being too many.
 * @throws where the filter expression is wrong
 */
export function selectedRows(snapshot: Snapshot, selection: PageSelection): SocketRow[] {
  const { view, sortBy, groups: ids } = selection;
  const sockets = ShownSockets.of(snapshot, selection.namespace);
  if (sockets === undefined) return [];
  const source = rowsOf(view, sockets);
  const { groups } = groupsOf(selection, sockets, source, snapshot.users);
  const wanted = ids && new Set(ids);
  return groups
    .flatMap((group) =>
      wanted?.has(group.id) === false ? foldsAmong(group, source, sortBy, wanted) : [group],
    )
    .flatMap((group) => sortedRows(group, source, sortBy, group.rows.length))
    .map((row) => source.row(row));
}

/** What is folded in a group and wanted by itself. */
function foldsAmong(
  group: Group,
  source: RowSource,
  sortBy: SortOrder,
  wanted: ReadonlySet<string>,
): Group[] {
  const start = foldsStart(group);
  const ids = [...wanted].filter((id) => id.startsWith(start));
  if (ids.length === 0) return [];
  const folded = foldedGroup(group, source, sortBy, 0);
  return ids.flatMap((id) => folded.fold(id) ?? []);
}

/** All sockets of the engine's own network namespace, in netstat's order of tables. */
export function allRows(snapshot: Snapshot): SocketRow[] {
  const sockets = new ShownSockets(snapshot);
  return (['connections', 'unixSockets'] as const).flatMap((view) => {
    const source = rowsOf(view, sockets);
    return Array.from({ length: source.length }, (_, row) => source.row(row));
  });
}
