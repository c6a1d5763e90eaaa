import { routesView } from './routes.contributions';
import { countText } from '../table/numberTexts';
import type { TableView } from '../table/registerTable';
import { routeRows } from './routeRows';

/** The view "Routes". */
export const routes: TableView<'routes'> = {
  view: routesView,
  table: 'routes',
  rows: ({ contents }) => routeRows(contents),
  summary: ({ contents: { ipv4, ipv6, ipv6Own } }) => countText(ipv4.total + ipv6.total + ipv6Own.total),
};
