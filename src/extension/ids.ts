/** The ids of what is declared, for the views. */
import { filterCommands } from './filter/contributions';
import { emptinessKey } from './catalog/view';
import { interfacesView } from './views/interfaces/contributions';
import {
  listeningPortsCommands,
  listeningPortsSettings,
  listeningPortsView,
} from './views/listeningPorts/contributions';
import { markCommands, markSettings } from './views/marks.contributions';
import { multicastGroupsView } from './views/multicastGroups/contributions';
import { natView } from './views/nat/contributions';
import { routesView } from './views/routes/contributions';
import { connectionsView, socketCommands, unixSocketsView } from './views/sockets/contributions';
import { statisticsCommands, statisticsSettings, statisticsView } from './views/statistics/contributions';

export { arrangements } from './views/arrangement.contributions';
export { rowFlags } from './views/rows.contributions';

const allViews = {
  listeningPorts: listeningPortsView,
  connections: connectionsView,
  unixSockets: unixSocketsView,
  routes: routesView,
  interfaces: interfacesView,
  multicastGroups: multicastGroupsView,
  statistics: statisticsView,
  nat: natView,
};

export const views = idsOf(allViews);

export const commands = idsOf({
  ...listeningPortsCommands,
  ...socketCommands,
  ...markCommands,
  ...statisticsCommands,
  ...filterCommands,
});

export const settings = idsOf({ ...listeningPortsSettings, ...markSettings, ...statisticsSettings });

/** Why views have no row. */
export const contextKeys = {
  listeningPortsEmptiness: emptinessKey(listeningPortsView),
  connectionsEmptiness: emptinessKey(connectionsView),
  unixSocketsEmptiness: emptinessKey(unixSocketsView),
  routesEmptiness: emptinessKey(routesView),
  interfacesEmptiness: emptinessKey(interfacesView),
  multicastGroupsEmptiness: emptinessKey(multicastGroupsView),
  statisticsEmptiness: emptinessKey(statisticsView),
  natEmptiness: emptinessKey(natView),
} as const;

/** The scheme of rows' resource URIs, which carry their decorations. */
export const rowScheme = 'netstat-row';

function idsOf<Declared extends Readonly<Record<string, { readonly id: string }>>>(
  all: Declared,
): { readonly [Name in keyof Declared]: Declared[Name]['id'] } {
  const ids = Object.entries(all).map(([name, { id }]) => [name, id]);
  return Object.fromEntries(ids) as { readonly [Name in keyof Declared]: Declared[Name]['id'] };
}
