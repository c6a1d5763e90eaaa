import type { SocketRow } from '../../model/page';
import type { PageSelection } from '../../model/print';
import type { Snapshot } from '../../model/snapshot';
import { sortedRows } from './pageGroups';
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
    .filter(({ id }) => wanted?.has(id) !== false)
    .flatMap((group) => sortedRows(group, source, sortBy, group.rows.length))
    .map((row) => source.row(row));
}

/** All sockets of the engine's own network namespace, in netstat's order of tables. */
export function allRows(snapshot: Snapshot): SocketRow[] {
  const sockets = new ShownSockets(snapshot);
  return (['connections', 'unixSockets'] as const).flatMap((view) => {
    const source = rowsOf(view, sockets);
    return Array.from({ length: source.length }, (_, row) => source.row(row));
  });
}
