import { routesView } from './routes.contributions';
import type { Monitor } from '../../monitor';
import { countText } from '../table/numberTexts';
import { emptinessOf, type RegisteredTable, registerTable } from '../table/registerTable';
import { routeRows } from './routeRows';

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
