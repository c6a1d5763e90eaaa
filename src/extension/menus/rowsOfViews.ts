import type { Engine } from '../../core/model/engine';
import { selectedRows } from '../../core/query/page/selectedRows';
import type { Monitor } from '../monitor';
import { RowOfSocket } from '../views/sockets/socketRows';
import type { SocketsView } from '../views/sockets/socketsView';
import type { TooltipSources } from '../views/listeningPorts/portTooltip';
import type { RegisteredView } from '../views/tree/registerView';
import { nodeOf, type Row, type RowNode } from '../views/tree/row';

/** What rows are read with. */
export interface RowReadSources extends Omit<TooltipSources, 'engine' | 'snapshot'> {
  readonly engine: Engine;
  readonly monitor: Pick<Monitor, 'wish'>;
  /** The views of sockets, whose rows lie with the engine. */
  readonly socketViews: readonly SocketsView[];
}

/**
 * The rows of a view as they are now, whether it is in sight or not, each by itself: groups are opened, and parts of a port stand
 * for nothing that the port does not.
 */
export async function rowsOfView(view: RegisteredView, sources: RowReadSources): Promise<RowNode[]> {
  const { engine, socketViews } = sources;
  const ofSockets = socketViews.find(({ provider }) => provider.view === view.provider.view);
  const rows =
    ofSockets === undefined
      ? ((await view.rowReader?.()(engine))?.rows ?? [])
      : await socketRows(ofSockets, sources);
  return leaves(rows).map((row) => nodeOf(row.id, undefined, row, []));
}

async function socketRows(
  { name, provider }: SocketsView,
  { engine, monitor, socketViews: _views, ...sources }: RowReadSources,
): Promise<Row[]> {
  const scope = name === 'unixSockets' ? 'all' : 'inet';
  const snapshot = await engine.scan(scope, false, 'all', monitor.wish);
  const facts = { ...sources, engine, snapshot: () => snapshot };
  return selectedRows(snapshot, { kind: 'page', view: name, ...provider.source.question() }).map(
    (row) => new RowOfSocket(row.key, row, 'none', facts),
  );
}

function leaves(rows: readonly Row[]): Row[] {
  return rows.flatMap((row) =>
    row.port !== undefined || (row.children ?? []).length === 0 ? [row] : leaves(row.children ?? []),
  );
}
