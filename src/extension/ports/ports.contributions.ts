import { and, inScheme, inView, onRow, or } from '../catalog/clause';
import { command } from '../catalog/command';
import { listeningPortsView } from '../views/listeningPorts/listeningPorts.contributions';
import { onPortToFree, rowFlags } from '../views/rows.contributions';
import { connectionsView } from '../views/sockets/sockets.contributions';
import { onTrafficRow } from '../traffic/trafficPage.contributions';

/** The documents that tell why ports are busy. */
export const reportScheme = 'netstat-port';

/** What can be done about a port. */
export const portCommands = {
  explainPort: command('netstat.explainPort', {
    title: 'Why Is This Port Busy?',
    asks: 'port',
    menus: [
      {
        menu: 'view/item/context',
        when: or(
          and(inView(listeningPortsView), onRow(rowFlags.ownPort)),
          and(inView(connectionsView), onRow(rowFlags.port)),
        ),
        group: '1_general@3',
      },
      { menu: 'webview/context', when: onTrafficRow('listeners'), group: '1_general@4' },
    ],
  }),
  freePort: command('netstat.freePort', {
    title: 'Free Port…',
    asks: 'port',
    icon: '$(stop-circle)',
    menus: [
      {
        menu: 'view/item/context',
        views: listeningPortsView,
        when: onRow(rowFlags.ownPort),
        group: '9_destructive@0',
      },
      { menu: 'view/item/context', views: listeningPortsView, when: onPortToFree, group: 'inline@9' },
      { menu: 'webview/context', when: onTrafficRow('listeners'), group: '9_destructive@0' },
    ],
  }),
  useFreePort: command('netstat.useFreePort', {
    title: 'Find a Free Port Nearby…',
  }),
  refreshReport: command('netstat.refreshReport', {
    title: 'Read Again',
    icon: '$(refresh)',
    palette: inScheme(reportScheme),
    menus: [{ menu: 'editor/title', when: inScheme(reportScheme), group: 'navigation@1' }],
  }),
};
