import { routesView } from './contributions';
import type { Monitor } from '../../monitor';
import { countText } from '../table/numbers';
import { emptinessOf, type RegisteredTable, registerTable } from '../table/register';
import { routeRows } from './rows';

/** Registers the view "Routes". */
export function registerRoutes(monitor: Monitor): RegisteredTable {
  return registerTable<'routes'>(monitor, {
    view: routesView,
    table: 'routes',
    rows: ({ contents }) => routeRows(contents),
    summary: ({ contents: { ipv4, ipv6, ipv6Own } }) => countText(ipv4.total + ipv6.total + ipv6Own.total),
    emptiness: emptinessOf,
  });
}
