import type { TableName } from '../../core/tables/tables';
import type { FilterState } from '../filter/filterState';
import { DisposableStore, type Disposable } from '../lifetime';
import type { Monitor } from '../monitor';
import { interfaces } from './interfaces/interfacesView';
import { multicastGroups } from './multicastGroups/multicastGroupsView';
import { nat } from './nat/natView';
import { neighbours } from './neighbours/neighboursView';
import { routes } from './routes/routesView';
import { statistics } from './statistics/statisticsView';
import { type RegisteredTable, registerTable, type TableView } from './table/registerTable';

/** The views of the machine's tables beside those of sockets. */
export const TABLE_VIEWS: { readonly [Name in TableName]: TableView<Name> } = {
  routes,
  interfaces,
  multicastGroups,
  statistics,
  nat,
  neighbours,
};

/** Their names, in the order in which they are registered. */
export const tableNames = Object.keys(TABLE_VIEWS) as TableName[];

/** The same, registered. */
export type TableViews = Readonly<Record<TableName, RegisteredTable>> & Disposable;

/** Registers them. */
export function registerTables(monitor: Monitor, filter: FilterState): TableViews {
  const disposables = new DisposableStore();
  const views = Object.entries(TABLE_VIEWS).map(([name, view]) => {
    return [name, disposables.add(registerTable(monitor, view as TableView<TableName>, filter))] as const;
  });
  return {
    ...(Object.fromEntries(views) as Record<TableName, RegisteredTable>),
    dispose: () => disposables.dispose(),
  };
}
