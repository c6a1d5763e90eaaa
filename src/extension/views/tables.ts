import { DisposableStore, type Disposable } from '../lifetime';
import type { FilterState } from '../filter/state';
import type { Monitor } from '../monitor';
import { registerInterfaces } from './interfaces/register';
import { registerMulticastGroups } from './multicastGroups/register';
import { registerNat } from './nat/register';
import { registerRoutes } from './routes/register';
import { registerStatistics } from './statistics/register';
import type { RegisteredTable } from './table/register';

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
