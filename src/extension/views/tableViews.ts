import { DisposableStore, type Disposable } from '../lifetime';
import type { FilterState } from '../filter/filterState';
import type { Monitor } from '../monitor';
import { registerInterfaces } from './interfaces/interfacesView';
import { registerMulticastGroups } from './multicastGroups/multicastGroupsView';
import { registerNat } from './nat/natView';
import { registerRoutes } from './routes/routesView';
import { registerStatistics } from './statistics/statisticsView';
import type { RegisteredTable } from './table/registerTable';

/** The views of the machine's tables beside those of sockets. */
export interface TableViews extends Disposable {
  readonly routes: RegisteredTable;
  readonly interfaces: RegisteredTable;
  readonly multicastGroups: RegisteredTable;
  readonly statistics: RegisteredTable;
  readonly nat: RegisteredTable;
}

/** Registers them. */
export function registerTables(monitor: Monitor, filter: FilterState): TableViews {
  const disposables = new DisposableStore();
  return {
    routes: disposables.add(registerRoutes(monitor)),
    interfaces: disposables.add(registerInterfaces(monitor)),
    multicastGroups: disposables.add(registerMulticastGroups(monitor)),
    statistics: disposables.add(registerStatistics(monitor)),
    nat: disposables.add(registerNat(monitor, filter)),
    dispose: () => disposables.dispose(),
  };
}
